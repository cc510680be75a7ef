import { RELEASE_LINK_PATH, type PublicReleaseView } from '@eirene/domain/release'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, useSending } from '../widget/index.ts'
import { ReleaseContentView, type FamilyName } from './ReleaseContentView.tsx'

interface Props {
  /** Secret of the link, from behind the `#` of the address: servers on the way never see it. */
  readonly token: string
  readonly nameOf: FamilyName
}

/** What a link leads to. It opens by a press, so that a program that looks at addresses does not use it up. */
export function LinkedRelease({ token, nameOf }: Props): ReactNode {
  const { text } = useI18n()
  const [opened, setOpened] = useState<PublicReleaseView>()
  const { busy, fault, run } = useSending()
  if (opened === undefined)
    return (
      <section className="release-content">
        <h3>{text('release.linked')}</h3>
        <p className="study-lead">{text('release.linkedLead')}</p>
        <Fault text={fault} />
        <div className="button-row">
          <Button
            kind="primary"
            busy={busy}
            onClick={() => {
              run(() => getJson<PublicReleaseView>(fillPath(RELEASE_LINK_PATH, { token })), setOpened)
            }}
          >
            {text('release.linkedOpen')}
          </Button>
        </div>
      </section>
    )
  return (
    <section className="release-content">
      <h3 dir="auto">{opened.content.title}</h3>
      <ReleaseContentView content={opened.content} isWhole nameOf={nameOf} />
      <p className="release-facts">{text('release.digest', { digest: opened.digest })}</p>
    </section>
  )
}

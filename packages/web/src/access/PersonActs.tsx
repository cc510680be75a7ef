import {
  PERSON_ACT_PATH,
  type LinkView,
  type PersonAct,
  type PersonAnswer,
  type PersonView,
} from '@eirene/domain/access'
import { useState, type ReactNode } from 'react'
import { fillPath, send } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, Field, useSending } from '../widget/index.ts'

/** Upon whom something is done, and what follows. */
export interface PersonActProps {
  readonly slug: string
  readonly person: PersonView
  readonly onClose: () => void
  readonly onChanged: (link: LinkView | null) => void
}

/** Every act upon a person that is not a change of what they hold, each with its reason. */
export function PersonActs({ slug, person, onChanged, onClose }: PersonActProps): ReactNode {
  const { text } = useI18n()
  const [reason, setReason] = useState('')
  const { busy, fault, run } = useSending()
  if (!person.isKeptHere) return <p className="form-note">{text('problem.access.kept_elsewhere')}</p>
  const offered: readonly PersonAct[] =
    person.state === 'disabled' ? ['enable'] : ['recover', 'end-sessions', 'disable']
  return (
    <section className="acts">
      <h3>{text('access.acts')}</h3>
      <ul className="form-note">
        {offered.map((act) => (
          <li key={act}>{text(`access.actMeans.${act}`)}</li>
        ))}
      </ul>
      <Field label={text('access.actReason')} maxLength={400} value={reason} onValue={setReason} />
      <Fault text={fault} />
      <div className="form-row">
        {offered.map((act) => (
          <Button
            key={act}
            kind={act === 'disable' ? 'danger' : 'plain'}
            busy={busy}
            disabled={reason.trim() === ''}
            onClick={() => {
              run(async () => {
                const path = fillPath(PERSON_ACT_PATH, { slug, id: person.id })
                const { link } = await send<PersonAnswer>('POST', path, { act, version: person.version, reason })
                onChanged(link)
                onClose()
              })
            }}
          >
            {text(`access.act.${act}`)}
          </Button>
        ))}
      </div>
    </section>
  )
}

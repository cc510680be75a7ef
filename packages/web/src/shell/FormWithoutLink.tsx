import type { ReactNode } from 'react'
import { useSession } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../widget/index.ts'
import type { FieldKit } from './field-kit.ts'
import { FrameShell } from './Frame.tsx'
import { NOTHING_WAITS } from './use-waiting.ts'
import { TypedReportRoom } from './Reports.tsx'
import { roomPath } from './route.ts'

interface Props {
  readonly kit: FieldKit
  readonly view: string | undefined
}

/**
 * The report form on a device that has no link to the server, from what it kept. It stays when the link comes back, so that
 * nothing that is being written is taken away: the rooms appear around it.
 */
export function FormWithoutLink({ kit, view }: Props): ReactNode {
  const { personId, operation } = kit
  const { id, slug, name, acronym, realm, timeZone } = operation
  // Nothing of the person's part is kept on the device: they report, and of no compartment.
  const part = { roles: ['OBS'], compartments: [] } as const
  const membership = { ...{ operationId: id, slug, name, acronym, realm, timeZone }, ...part, hasContent: true }
  return (
    <FrameShell {...{ slug, realm, membership }} marking={undefined} room="report" waiting={NOTHING_WAITS}>
      <div className="form-alone">
        <LinkNote slug={slug} />
        <TypedReportRoom {...{ operation, personId, view, ...part }} />
      </div>
    </FrameShell>
  )
}

/** How it stands with the link and the session. */
function LinkNote({ slug }: { readonly slug: string }): ReactNode {
  const { text } = useI18n()
  const { state, check } = useSession()
  return (
    <div className="link-note" role="status" data-state={state}>
      {state === 'open' ? (
        <>
          <p>{text('shell.form.linkBack')}</p>
          <a className="button" href={roomPath(slug, 'situation')}>
            {text('shell.form.toMission')}
          </a>
        </>
      ) : state === 'none' ? (
        <>
          <p>{text('shell.form.signedOut')}</p>
          <a className="button" href={`/sign-in?to=${encodeURIComponent(`${roomPath(slug, 'report')}/mine`)}`}>
            {text('access.signIn')}
          </a>
        </>
      ) : (
        <>
          <p>{text('shell.form.noLink')}</p>
          <Button onClick={check}>{text('access.tryAgain')}</Button>
        </>
      )}
    </div>
  )
}

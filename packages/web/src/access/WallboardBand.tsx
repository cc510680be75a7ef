import type { ReactNode } from 'react'
import { go } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { useSession } from './session.ts'
import { useZonedWhen } from './use-zoned-when.ts'

/** Says over every page of a wallboard that it is one, until when, and how to end it. */
export function WallboardBand(): ReactNode {
  const { session, signOut } = useSession()
  const i18n = useI18n()
  const when = useZonedWhen()
  const until = session?.wallboardUntil ?? null
  if (until === null) return null
  return (
    <section className="wallboard-band" aria-label={i18n.text('access.wallboard')}>
      <strong>{i18n.text('access.wallboard')}</strong>
      <span>{i18n.text('access.wallboardShows', { when: when(until) })}</span>
      <button
        type="button"
        onClick={() => {
          void signOut().then(() => {
            go('/')
          })
        }}
      >
        {i18n.text('access.wallboardEnd')}
      </button>
    </section>
  )
}

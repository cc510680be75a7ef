import { useEffect, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Icon } from '../widget/index.ts'
import { countWaiting } from './outbox/outbox.ts'
import { useOutbox } from './outbox/use-outbox.ts'

interface Props {
  readonly slug: string
  readonly personId: string
  /** A new session goes on with what waits. */
  readonly csrfToken: string
}

/** How many of the person's reports are on this device only; sends them while any page of the mission is open. */
export function OutboxSign({ slug, personId, csrfToken }: Props): ReactNode {
  const { text } = useI18n()
  const [outbox, view] = useOutbox(personId)
  useEffect(() => {
    outbox?.wake()
  }, [outbox, csrfToken])
  const waiting = countWaiting(view)
  return (
    <a className="outbox-sign" href={`/run/${slug}/report/mine`} data-waiting={waiting > 0}>
      <Icon name="upload" />
      <span className="visually-hidden">{text('report.outbox')}</span>
      <span className="outbox-word" aria-hidden="true">
        {text('report.outbox')}
      </span>
      <strong className="num">{waiting}</strong>
    </a>
  )
}

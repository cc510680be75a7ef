import { severityOf, type InboxItem, type InboxQueue } from '@eirene/domain/incident'
import { useEffect, useRef, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../widget/index.ts'
import { formatAge } from './age.ts'
import { stateLabel, typeLabel } from './labels.ts'
import { StateMark } from './StateMark.tsx'

interface QueuesProps {
  readonly queues: readonly { readonly queue: InboxQueue; readonly count: number | null }[]
  readonly open: InboxQueue | null
  readonly hrefOf: (queue: InboxQueue) => string
}

/** The queues of the person, each with what waits in it. Its place is kept while they are on their way. */
export function InboxQueues({ queues, open, hrefOf }: QueuesProps): ReactNode {
  const { text, number } = useI18n()
  return (
    <nav className="inbox-queues" aria-label={text('incident.inbox.queues')}>
      <ol>
        {queues.map(({ queue, count }) => (
          <li key={queue}>
            <a href={hrefOf(queue)} aria-current={queue === open ? 'page' : undefined} data-empty={count === 0}>
              <span>{text(`incident.inbox.queue.${queue}`)}</span>
              <span className="num">{count === null ? null : number(count)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

interface Props {
  readonly items: readonly InboxItem[]
  readonly selected: number
  /** What the person acted on since the list was read. It keeps its place. */
  readonly isDone: (item: InboxItem) => boolean
  /** A pair that the person merged and took apart again: it waits as before. */
  readonly isUndone: (item: InboxItem) => boolean
  readonly nowMs: number
  readonly onOpen: (index: number) => void
  readonly more: (() => void) | null
}

/** What waits in a queue, longest waiting first. */
export function InboxList({ items, selected, isDone, isUndone, nowMs, onOpen, more }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const current = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <>
      <ol className="inbox-items" aria-label={text('incident.inbox.list')}>
        {items.map((item, index) => {
          const { incident, twin } = item
          const isWorked = isDone(item)
          return (
            <li key={`${incident.id}${twin?.incident.id ?? ''}`}>
              <button
                type="button"
                ref={index === selected ? current : undefined}
                data-done={isWorked}
                aria-current={index === selected ? 'true' : undefined}
                onClick={() => {
                  onOpen(index)
                }}
              >
                <StateMark
                  state={incident.state}
                  severity={severityOf(incident.killed?.best ?? null)}
                  label={stateLabel(incident.state, i18n)}
                />
                <span className="inbox-title" dir="auto">
                  {incident.title}
                </span>
                <time className="inbox-age num" dateTime={item.waitingSince} title={text('incident.inbox.waits')}>
                  {formatAge(item.waitingSince, nowMs, i18n)}
                </time>
                <span className="inbox-detail">
                  {isWorked && <strong>{text('incident.inbox.done')} · </strong>}
                  {isUndone(item) && <strong>{text('incident.inbox.undone')} · </strong>}
                  {twin === null
                    ? [typeLabel(incident.typeCode, i18n), incident.place.name].filter(Boolean).join(' · ')
                    : text('incident.inbox.twin', { title: twin.incident.title })}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
      {more !== null && (
        <Button className="inbox-more" onClick={more}>
          {text('incident.inbox.more')}
        </Button>
      )}
    </>
  )
}

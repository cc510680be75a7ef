import { NOTICES_PATH, type NoticeView } from '@eirene/domain/situation'
import { dateTimeGroup } from '@eirene/domain/time'
import { useEffect, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button, isTyping, Menu } from '../../widget/index.ts'
import { acknowledge } from './acknowledge.ts'
import { usePolled } from './use-polled.ts'
import '../desk.css'

const LOOK_MS = 10_000

/** Flash reports that the person was told of and has not taken note of; `x` takes note of the oldest. */
export function NoticeBell({ slug }: { readonly slug: string }): ReactNode {
  const { text } = useI18n()
  const [loaded, again] = useLoaded(
    slug,
    (signal) => getJson<readonly NoticeView[]>(fillPath(NOTICES_PATH, { slug }), signal),
    { keep: true },
  )
  usePolled(again, LOOK_MS)
  const open = (loaded.state === 'ready' ? loaded.value : []).filter((one) => one.acknowledgedAt === null).toReversed()
  const oldestId = open[0]?.report.id
  useEffect(() => {
    if (oldestId === undefined) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'x' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      void acknowledge(slug, oldestId).finally(again)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [oldestId, slug, again])
  return (
    <Menu
      name={text('situation.notices', { count: open.length })}
      align="end"
      className="notice-bell"
      label={
        <>
          <Bell />
          <strong className="num" data-count={open.length} aria-hidden="true">
            {open.length}
          </strong>
        </>
      }
    >
      {(close) => (
        <>
          <p className="menu-head" role="status">
            {text('situation.notices', { count: open.length })}
          </p>
          {open.map(({ report }) => (
            <div key={report.id} className="notice">
              <a href={`/run/${slug}/situation/flash/${report.id}`} onClick={close}>
                <strong>{`${report.precedence} ${report.number}`}</strong> <span dir="auto">{report.content.what}</span>{' '}
                <time dateTime={report.sentAt}>{dateTimeGroup(new Date(report.sentAt))}</time>
              </a>
              <Button
                kind="primary"
                onClick={() => {
                  void acknowledge(slug, report.id).finally(again)
                }}
              >
                {text('situation.acknowledge')}
              </Button>
            </div>
          ))}
          <a className="menu-item" href={`/run/${slug}/situation/flash`} onClick={close}>
            {text('situation.flashes')}
          </a>
        </>
      )}
    </Menu>
  )
}

function Bell(): ReactNode {
  return (
    <svg
      className="icon"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <path d="M3 11.5h10c-1-1-1.500-2-1.500-4.500a3.500 3.500 0 0 0-7 0c0 2.500-.5 3.500-1.500 4.500zM6.500 13.500a1.500 1.500 0 0 0 3 0" />
    </svg>
  )
}

import {
  AWAITED_ACTS_PATH,
  CORRECTION_ACKNOWLEDGEMENT_PATH,
  CORRECTION_NOTICES_PATH,
  NOTICES_PATH,
  type AwaitedAct,
  type CorrectionNotice,
  type NoticeView,
} from '@eirene/domain/situation'
import { dateTimeGroup } from '@eirene/domain/time'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { fillPath, getJson, send, useLoaded } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button, isTyping, Menu } from '../../widget/index.ts'
import { acknowledge } from './acknowledge.ts'
import { useDeskNews } from './use-desk-news.ts'
import '../desk.css'

interface Props {
  readonly slug: string
  /** Verifications that await the person as the second. */
  readonly toConfirm: number
}

/**
 * What the person was told of and has not taken note of (flash reports, corrections), and acts that are awaited from them.
 * `x` shows them, and once they are shown takes note of the oldest flash report: nobody takes note of what they have not seen.
 */
export function NoticeBell({ slug, toConfirm }: Props): ReactNode {
  const { text } = useI18n()
  const [notices, again] = useListed(fillPath(NOTICES_PATH, { slug }), getJson<readonly NoticeView[]>)
  const [corrected, lookAgain] = useListed(
    fillPath(CORRECTION_NOTICES_PATH, { slug }),
    getJson<readonly CorrectionNotice[]>,
  )
  const [awaited, askAgain] = useListed(fillPath(AWAITED_ACTS_PATH, { slug }), getJson<readonly AwaitedAct[]>)
  useDeskNews(
    slug,
    useCallback(() => {
      again()
      lookAgain()
      askAgain()
    }, [again, lookAgain, askAgain]),
  )
  const open = unnoted(notices)
  const corrections = unnoted(corrected)
  const oldestId = open[0]?.report.id
  const panel = useState(false)
  useAcknowledgeKey(slug, oldestId, panel, again)
  const acts = awaited.length + toConfirm
  const count = open.length + corrections.length + acts
  const name = [
    ...(open.length > 0 || count === 0 ? [text('situation.notices', { count: open.length })] : []),
    ...(corrections.length > 0 ? [text('situation.corrections', { count: corrections.length })] : []),
    ...(acts > 0 ? [text('situation.awaited', { count: acts })] : []),
  ].join(' · ')
  return (
    <Menu
      name={name}
      align="end"
      className="notice-bell"
      state={panel}
      label={
        <>
          <Bell />
          <strong className="num" data-count={count} aria-hidden="true">
            {count}
          </strong>
        </>
      }
    >
      {(close) => (
        <>
          <p className="menu-head" role="status">
            {name}
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
          {corrections.map((notice) => (
            <CorrectionLine key={notice.sitrepId} {...{ slug, notice, close }} onNoted={lookAgain} />
          ))}
          {toConfirm > 0 && (
            <div className="notice">
              <a href={`/run/${slug}/incident?queue=confirm`} onClick={close}>
                {text('situation.awaited.confirm', { count: toConfirm })}
              </a>
            </div>
          )}
          {awaited.map((act) => (
            <AwaitedLine key={`${act.kind} ${addressOf(slug, act)}`} {...{ slug, act, close }} />
          ))}
          <a className="menu-item" href={`/run/${slug}/situation/flash`} onClick={close}>
            {text('situation.flashes')}
          </a>
        </>
      )}
    </Menu>
  )
}

type PanelState = readonly [isShown: boolean, setIsShown: (isShown: boolean) => void]

/** `x` shows the bell's panel; where it is shown, it takes note of the oldest flash report. */
function useAcknowledgeKey(
  slug: string,
  oldestId: string | undefined,
  [isShown, setIsShown]: PanelState,
  again: () => void,
): void {
  useEffect(() => {
    if (oldestId === undefined) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'x' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      if (isShown) void acknowledge(slug, oldestId).finally(again)
      else setIsShown(true)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [oldestId, slug, isShown, setIsShown, again])
}

/** What the server lists at an address; empty until it has come, and kept while it is asked for again. */
function useListed<T>(
  path: string,
  read: (path: string, signal: AbortSignal) => Promise<readonly T[]>,
): readonly [readonly T[], () => void] {
  const [loaded, again] = useLoaded(path, (signal) => read(path, signal), { keep: true })
  return [loaded.state === 'ready' ? loaded.value : [], again]
}

/** What the person has not taken note of, oldest first. */
function unnoted<T extends { readonly acknowledgedAt: string | null }>(listed: readonly T[]): readonly T[] {
  return listed.filter(({ acknowledgedAt }) => acknowledgedAt === null).toReversed()
}

/** Where the act is done. */
function addressOf(slug: string, act: AwaitedAct): string {
  return act.kind === 'release.decide'
    ? `/run/${slug}/situation/releases/${act.releaseId}`
    : `/run/${slug}/situation/sitreps/${act.sitrepId}`
}

interface AwaitedProps {
  readonly slug: string
  readonly act: AwaitedAct
  readonly close: () => void
}

function AwaitedLine({ slug, act, close }: AwaitedProps): ReactNode {
  const { text } = useI18n()
  return (
    <div className="notice">
      <a href={addressOf(slug, act)} onClick={close}>
        <AwaitedWords act={act} />{' '}
        <time dateTime={act.since}>
          {text('situation.awaited.since', { time: dateTimeGroup(new Date(act.since)) })}
        </time>
      </a>
    </div>
  )
}

function AwaitedWords({ act }: Pick<AwaitedProps, 'act'>): ReactNode {
  const { text } = useI18n()
  switch (act.kind) {
    case 'release.decide':
      return (
        <>
          <strong>{text('situation.awaited.release', { audience: text(`release.audience.${act.audience}`) })}</strong>{' '}
          <span dir="auto">{act.title}</span>{' '}
          {act.proposedBy !== null && text('situation.awaited.by', { person: act.proposedBy })}
        </>
      )
    case 'sitrep.release':
      return (
        <>
          <strong>{text('situation.awaited.sitrep', { number: act.number })}</strong>{' '}
          {act.draftedBy !== null && text('situation.awaited.by', { person: act.draftedBy })}
        </>
      )
    case 'sitrep.input':
      return (
        <>
          <strong>{text('situation.awaited.input', { number: act.number })}</strong>{' '}
          {act.components.map(({ component, cutoffAt }) => (
            <span key={component} className="notice-part">
              {text('situation.awaited.until', {
                component: text(`situation.component.${component}`),
                time: dateTimeGroup(new Date(cutoffAt)),
              })}
            </span>
          ))}
        </>
      )
  }
}

interface LineProps {
  readonly slug: string
  readonly notice: CorrectionNotice
  readonly close: () => void
  readonly onNoted: () => void
}

function CorrectionLine({ slug, notice, close, onNoted }: LineProps): ReactNode {
  const { text } = useI18n()
  const { sitrepId, number, correctedBy, toldAt } = notice
  return (
    <div className="notice">
      <a href={`/run/${slug}/situation/sitreps/${correctedBy?.id ?? sitrepId}`} onClick={close}>
        <strong>
          {correctedBy === null
            ? text('situation.correct.notice', { number })
            : text('situation.correct.noticeBy', { number, by: correctedBy.number })}
        </strong>{' '}
        <time dateTime={toldAt}>{dateTimeGroup(new Date(toldAt))}</time>
      </a>
      <Button
        kind="primary"
        onClick={() => {
          void send('POST', fillPath(CORRECTION_ACKNOWLEDGEMENT_PATH, { slug, id: sitrepId })).finally(onNoted)
        }}
      >
        {text('situation.acknowledge')}
      </Button>
    </div>
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

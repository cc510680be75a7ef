import {
  INBOX_QUEUES,
  VERIFICATION_PATH,
  type InboxQueue,
  type IncidentView,
  type VerificationView,
} from '@eirene/domain/incident'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { fillPath, getJson, go, Refusal, setQuery, useAddress, useAfterChanges, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Empty, Loading, RefusalNote } from '../widget/index.ts'
import { ActDialog } from './ActDialog.tsx'
import type { Act } from './act.ts'
import { InboxList, InboxQueues } from './InboxList.tsx'
import { Inspector } from './Inspector.tsx'
import { MergeView } from './MergeView.tsx'
import { RecordHistory } from './RecordHistory.tsx'
import { Suggestions } from './Suggestions.tsx'
import { useInbox, type InboxAct, type InboxHold } from './use-inbox.ts'
import { INBOX_KEYS, useInboxKeys, type InboxKeyAct } from './use-inbox-keys.ts'
import { VerificationPanel } from './VerificationPanel.tsx'
import './inbox.css'

/** How long after a change the open record is looked at again, ms. */
const LOOK_MS = 2_000

interface Props {
  readonly slug: string
  readonly zone: string
  /** Goes up when others change records. */
  readonly changes: number
  readonly clock: () => Date
  /** Told of the record that is shown, for the marking on the screen. */
  readonly onShown: (incident: IncidentView | null) => void
}

/** What is looked at, all of it in the address. */
function useView(): {
  readonly queue: InboxQueue | null
  readonly id: string | null
  readonly otherId: string | null
  readonly isHistory: boolean
} {
  const { query } = useAddress()
  const asked = query.get('queue')
  return {
    queue: INBOX_QUEUES.find((queue) => queue === asked) ?? null,
    id: query.get('sel'),
    otherId: query.get('with'),
    isHistory: query.get('view') === 'history',
  }
}

function addressFor(queue: InboxQueue | null, more: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(queue === null ? more : { queue, ...more })
  return `${location.pathname}?${query.toString()}`
}

/** Presses the button of an act, where there is one: a key does what its button does. */
function press(act: InboxKeyAct): void {
  document.querySelector<HTMLElement>(`.inbox-record [data-act="${act}"]`)?.click()
}

/** The incident room: what waits for the person, by queue; the record that is open; what may be done with it. */
export function Inbox({ slug, zone, changes, clock, onShown }: Props): ReactNode {
  const { text } = useI18n()
  const view = useView()
  const inbox = useInbox(slug, view.queue, changes)
  const queue = view.queue ?? inbox.page?.queue ?? null
  const { items } = inbox
  const selected = items.findIndex(
    ({ incident, twin }) => incident.id === view.id && (view.otherId === null || twin?.incident.id === view.otherId),
  )
  const openAt = useCallback(
    (index: number) => {
      const item = items[index]
      if (item === undefined) return
      const twin: Record<string, string> = item.twin === null ? {} : { with: item.twin.incident.id }
      go(addressFor(queue, { sel: item.incident.id, ...twin }), { replace: true })
    },
    [items, queue],
  )
  const move = useCallback(
    (by: number) => {
      openAt(Math.min(items.length - 1, Math.max(0, selected < 0 ? 0 : selected + by)))
    },
    [items, selected, openAt],
  )
  useInboxKeys(move, press)
  const isOpen = view.id !== null
  return (
    <div className="inbox" data-open={isOpen}>
      <h1 className="visually-hidden">{text('incident.inbox')}</h1>
      <InboxQueues queues={inbox.queues} open={queue} hrefOf={(one) => addressFor(one, {})} />
      <section className="inbox-list" aria-label={text('incident.inbox')}>
        <ListHead inbox={inbox} queue={queue} />
        {inbox.refusal !== null && <RefusalNote refusal={inbox.refusal} onRetry={inbox.refresh} />}
        {inbox.page === null && inbox.refusal === null && <Loading label={text('widget.loading')} />}
        {inbox.page !== null && inbox.queues.length === 0 && (
          <Empty title={text('incident.inbox.noPart')}>{text('incident.inbox.noPartText')}</Empty>
        )}
        {inbox.queues.length > 0 && items.length === 0 && (
          <Empty title={text('incident.inbox.empty')}>{text('incident.inbox.emptyText')}</Empty>
        )}
        <InboxList
          {...{ items, selected, isDone: inbox.isDone, isUndone: inbox.isUndone }}
          nowMs={clock().getTime()}
          onOpen={openAt}
          more={inbox.more}
        />
      </section>
      <div className="inbox-record">
        {view.id === null ? (
          <Empty title={text('incident.inbox.none')}>
            <p>{text('incident.inbox.noneText')}</p>
            <InboxKeyList />
          </Empty>
        ) : (
          <Opened
            key={view.id}
            {...{ slug, zone, queue, onShown }}
            id={view.id}
            otherId={view.otherId}
            isHistory={view.isHistory}
            changes={changes}
            onActed={inbox.acted}
          />
        )}
      </div>
    </div>
  )
}

/** What each key does with the record that is open. */
function InboxKeyList(): ReactNode {
  const { text } = useI18n()
  return (
    <dl className="inbox-keys">
      {INBOX_KEYS.map(([key, what]) => (
        <div key={what}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{text(`incident.key.${what}`)}</dd>
        </div>
      ))}
    </dl>
  )
}

function ListHead({ inbox, queue }: { readonly inbox: InboxHold; readonly queue: InboxQueue | null }): ReactNode {
  const { text } = useI18n()
  return (
    <header className="inbox-head">
      <h2>{queue === null ? text('incident.inbox') : text(`incident.inbox.queue.${queue}`)}</h2>
      <p className="inbox-waiting" role="status">
        {inbox.waiting > 0 && (
          <Button onClick={inbox.refresh}>{text('incident.inbox.waiting', { count: inbox.waiting })}</Button>
        )}
      </p>
    </header>
  )
}

interface OpenedProps {
  readonly slug: string
  readonly zone: string
  readonly queue: InboxQueue | null
  readonly id: string
  readonly otherId: string | null
  readonly isHistory: boolean
  /** Goes up when records of the operation have changed. */
  readonly changes: number
  readonly onShown: Props['onShown']
  readonly onActed: (act: InboxAct) => void
}

/** The open record, its verification and its acts; or its history; or the record beside its double. */
function Opened({ slug, zone, queue, id, otherId, isHistory, changes, onShown, onActed }: OpenedProps): ReactNode {
  const { text } = useI18n()
  const [incident, setIncident] = useState<IncidentView | null>(null)
  const [turn, setTurn] = useState(0)
  const [act, setAct] = useState<Act | null>(null)
  const [verification, again] = useLoaded(
    `${slug}/${id}`,
    (signal) => getJson<VerificationView>(fillPath(VERIFICATION_PATH, { slug, id }), signal),
    { keep: true },
  )
  const isOld = useIsOld({ slug, id, changes }, verification.state === 'ready' ? verification.value.revision : null)
  useEffect(() => {
    onShown(incident)
  }, [incident, onShown])
  const close = useCallback(() => {
    setQuery({ sel: null, with: null, view: null }, { replace: true })
  }, [])
  const isUndo = act?.kind === 'unmerge'
  const mergedInto = verification.state === 'ready' ? (verification.value.mergedInto?.incident.id ?? null) : null
  const done = useCallback(() => {
    setAct(null)
    setTurn((n) => n + 1)
    again()
    onActed({ id, otherId: isUndo ? mergedInto : otherId, isUndo })
  }, [again, onActed, id, otherId, isUndo, mergedInto])
  const recordHref = (recordId: string): string => addressFor(queue, { sel: recordId })
  if (otherId !== null)
    return (
      <MergeView
        {...{ slug, zone }}
        ids={[id, otherId]}
        backHref={recordHref(id)}
        onDone={() => {
          done()
          go(recordHref(id), { replace: true })
        }}
      />
    )
  if (isHistory) return <RecordHistory {...{ slug, zone, id }} backHref={recordHref(id)} />
  return (
    <>
      <Inspector
        {...{ slug, zone, id, turn }}
        isWaiting={verification.state === 'loading'}
        onClose={close}
        onShown={setIncident}
      >
        {verification.state === 'refused' && <RefusalNote refusal={verification.refusal} onRetry={again} />}
        {incident !== null && verification.state === 'ready' && (
          <>
            <VerificationPanel
              {...{ slug, incident, zone }}
              verification={verification.value}
              hrefOf={recordHref}
              onAct={setAct}
            />
            <Suggestions
              suggestions={verification.value.suggestions}
              hrefOf={(other) => addressFor(queue, { sel: id, with: other })}
            />
            <p>
              <a href={addressFor(queue, { sel: id, view: 'history' })} data-act="history">
                {text('incident.openHistory')}
              </a>
            </p>
          </>
        )}
      </Inspector>
      <OldNote
        isOld={isOld && act === null}
        onAgain={() => {
          setTurn((n) => n + 1)
          again()
        }}
      />
      {act !== null && verification.state === 'ready' && (
        <ActDialog
          {...{ slug, act }}
          verification={verification.value}
          onDone={done}
          onClose={() => {
            setAct(null)
          }}
        />
      )}
    </>
  )
}

function OldNote({ isOld, onAgain }: { readonly isOld: boolean; readonly onAgain: () => void }): ReactNode {
  const { text } = useI18n()
  if (!isOld) return null
  return (
    <p className="inbox-old" role="status">
      {text('incident.isOld')}
      <Button onClick={onAgain}>{text('incident.lookAgain')}</Button>
    </p>
  )
}

/**
 * Whether somebody else has acted on the record since it was shown. It is said, not shown at once: what a person is reading does not
 * change under their eyes.
 */
function useIsOld(
  { slug, id, changes }: Pick<OpenedProps, 'slug' | 'id' | 'changes'>,
  shownRevision: number | null,
): boolean {
  const [newest, setNewest] = useState(0)
  useAfterChanges(`${slug}/${id}`, { changes, pauseMs: LOOK_MS }, async (signal) => {
    try {
      const { revision } = await getJson<VerificationView>(fillPath(VERIFICATION_PATH, { slug, id }), signal)
      if (!signal.aborted) setNewest(revision)
    } catch (error) {
      // The next change asks again; an act on an old record is refused by its revision.
      if (!signal.aborted && !(error instanceof Refusal)) throw error
    }
  })
  return shownRevision !== null && newest > shownRevision
}

import { ROLES, type Role } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import type { OperationView } from '@eirene/domain/operation'
import {
  HANDOVER_PATH,
  HANDOVERS_PATH,
  WATCH_ACTION_PATH,
  WATCH_LOG_PATH,
  type Handover,
  type WatchEntry,
  type WatchLogView,
} from '@eirene/domain/situation'
import { parseWallClock } from '@eirene/domain/time'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, Refusal, send, useLoaded } from '../../edge/index.ts'
import { useI18n, useWhen } from '../../i18n/index.ts'
import { Button, Empty, Fault, Field, Loading, RefusalNote, refusalText } from '../../widget/index.ts'
import { mayDo } from '../may-do.ts'
import { useKept } from '../use-kept.ts'
import { DeskTabs } from './DeskTabs.tsx'
import { usePolled } from './use-polled.ts'
import '../desk.css'

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
  readonly personId: string
}

type Act = (path: string, body?: unknown) => Promise<boolean>

/** The log of the watch: what is open, what was written, and how the watch went from one officer to the next. */
export function WatchLog({ operation, roles, personId }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const { slug } = operation
  const [fault, setFault] = useState<string>()
  const mayRead = mayDo('watch.read', roles)
  const [loaded, again] = useLoaded(
    mayRead ? slug : null,
    (signal) => getJson<WatchLogView>(fillPath(WATCH_LOG_PATH, { slug }), signal),
    { keep: true },
  )
  usePolled(again, 15_000)
  const act: Act = async (path, body) => {
    setFault(undefined)
    try {
      await send('POST', path, body)
      return true
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setFault(refusalText(error, i18n))
      return false
    } finally {
      again()
    }
  }
  if (!mayRead) return <Empty title={text('situation.desk.watch')}>{text('problem.access.forbidden')}</Empty>
  const part = { operation, act, mayWrite: mayDo('watch.write', roles) }
  return (
    <div className="desk">
      <DeskTabs slug={slug} roles={roles} at="watch" />
      <section className="desk-part" aria-label={text('situation.desk.watch')}>
        <h1>{text('situation.desk.watch')}</h1>
        <Fault text={fault} />
        {loaded.state === 'loading' && <Loading label={text('widget.loading')} />}
        {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
        {loaded.state === 'ready' && (
          <>
            <Handovers
              {...part}
              handovers={loaded.value.handovers}
              entries={loaded.value.entries}
              personId={personId}
            />
            <OpenActions {...part} entries={loaded.value.entries} />
            {part.mayWrite && <EntryForm {...part} />}
            <Entries {...part} entries={loaded.value.entries} />
          </>
        )}
      </section>
    </div>
  )
}

interface PartProps {
  readonly operation: OperationView
  readonly act: Act
  readonly mayWrite: boolean
}

function OpenActions({
  operation,
  act,
  mayWrite,
  entries,
}: PartProps & { readonly entries: readonly WatchEntry[] }): ReactNode {
  const { text } = useI18n()
  const when = useWhen(operation.timeZone)
  const open = entries.filter(({ action }) => action !== null && action.done === null).toReversed()
  return (
    <section aria-label={text('situation.watch.open')}>
      <h2>{text('situation.watch.openCount', { count: open.length })}</h2>
      <ul className="watch-open">
        {open.map(({ id, text: words, action }) => (
          <li key={id}>
            <p dir="auto">{words}</p>
            <p className="form-note">
              {action !== null && text(`access.role.${action.ownerRole}`)}
              {typeof action?.dueAt === 'string' && ` · ${text('situation.watch.due', { when: when(action.dueAt) })}`}
            </p>
            {mayWrite && <DoneForm slug={operation.slug} id={id} act={act} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function DoneForm({ slug, id, act }: { readonly slug: string; readonly id: string; readonly act: Act }): ReactNode {
  const { text } = useI18n()
  const [how, setHow] = useState('')
  return (
    <form
      className="report-line"
      onSubmit={(event) => {
        event.preventDefault()
        void act(fillPath(WATCH_ACTION_PATH, { slug, id }), { how })
      }}
    >
      <Field label={text('situation.watch.how')} required maxLength={2000} dir="auto" value={how} onValue={setHow} />
      <Button type="submit">{text('situation.watch.done')}</Button>
    </form>
  )
}

function EntryForm({ operation, act }: PartProps): ReactNode {
  const { text } = useI18n()
  const { slug, timeZone } = operation
  const [draft, setDraft, forget] = useKept(`eirene.watch.${slug}`, { text: '', ownerRole: '', due: '' })
  const submit = (): void => {
    const due = draft.due === '' ? null : parseWallClock(draft.due, timeZone)
    const dueAt = due === null || due === undefined ? null : new Date(due).toISOString()
    const action = draft.ownerRole === '' ? null : { ownerRole: draft.ownerRole, dueAt }
    void act(fillPath(WATCH_LOG_PATH, { slug }), { id: mintId(), text: draft.text, action }).then((isKept) => {
      if (!isKept) return
      setDraft({ text: '', ownerRole: '', due: '' })
      forget()
    })
  }
  return (
    <form
      className="watch-form"
      aria-label={text('situation.watch.write')}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <label className="field">
        <span className="label">{text('situation.watch.entry')}</span>
        <textarea
          rows={2}
          required
          maxLength={2000}
          dir="auto"
          value={draft.text}
          onChange={(event) => setDraft({ ...draft, text: event.target.value })}
        />
      </label>
      <div className="report-line">
        <label className="field">
          <span className="label">{text('situation.watch.owner')}</span>
          <select value={draft.ownerRole} onChange={(event) => setDraft({ ...draft, ownerRole: event.target.value })}>
            <option value="">{text('situation.watch.note')}</option>
            {ROLES.filter((role) => role !== 'ADM').map((role) => (
              <option key={role} value={role}>
                {text(`access.role.${role}`)}
              </option>
            ))}
          </select>
        </label>
        {draft.ownerRole !== '' && (
          <Field
            label={text('situation.watch.dueAt')}
            type="datetime-local"
            value={draft.due}
            onValue={(due) => setDraft({ ...draft, due })}
          />
        )}
        <Button type="submit">{text('situation.watch.write')}</Button>
      </div>
    </form>
  )
}

interface HandoverProps extends PartProps {
  readonly handovers: readonly Handover[]
  readonly entries: readonly WatchEntry[]
  readonly personId: string
}

function Handovers({ operation, act, mayWrite, handovers, personId }: HandoverProps): ReactNode {
  const { text } = useI18n()
  const when = useWhen(operation.timeZone)
  const { slug } = operation
  const [note, setNote] = useState('')
  const waiting = handovers.filter(({ taken }) => taken === null)
  const [last] = handovers.flatMap(({ taken, outgoing }) => (taken === null ? [] : [{ ...taken, outgoing }]))
  return (
    <section aria-label={text('situation.watch.handovers')}>
      <h2>{text('situation.watch.handovers')}</h2>
      {waiting.map((one) => (
        <div key={one.id} className="form-caution" role="status">
          <p>
            {text('situation.watch.unsigned', {
              who: one.outgoing,
              when: when(one.signedOutAt),
              count: one.openActionIds.length,
            })}
          </p>
          <p dir="auto">{one.note}</p>
          {mayWrite && one.outgoingId !== personId && (
            <Button kind="primary" onClick={() => void act(fillPath(HANDOVER_PATH, { slug, id: one.id }))}>
              {text('situation.watch.takeOver')}
            </Button>
          )}
          {one.outgoingId === personId && <p className="form-note">{text('situation.watch.needsSecond')}</p>}
        </div>
      ))}
      {last !== undefined && (
        <p className="form-note">
          {text('situation.watch.taken', { from: last.outgoing, to: last.by, when: when(last.at) })}
        </p>
      )}
      {mayWrite && waiting.length === 0 && (
        <form
          className="report-line"
          onSubmit={(event) => {
            event.preventDefault()
            void act(fillPath(HANDOVERS_PATH, { slug }), { id: mintId(), note }).then((isKept) => {
              if (isKept) setNote('')
            })
          }}
        >
          <Field
            label={text('situation.watch.handoverNote')}
            required
            maxLength={2000}
            dir="auto"
            value={note}
            onValue={setNote}
          />
          <Button type="submit">{text('situation.watch.handOver')}</Button>
        </form>
      )}
    </section>
  )
}

function Entries({ operation, entries }: PartProps & { readonly entries: readonly WatchEntry[] }): ReactNode {
  const { text } = useI18n()
  const when = useWhen(operation.timeZone)
  return (
    <section aria-label={text('situation.watch.entries')}>
      <h2>{text('situation.watch.entries')}</h2>
      <ol className="watch-entries">
        {entries.map((entry) => (
          <li key={entry.id}>
            <p className="form-note">
              <time dateTime={entry.writtenAt}>{when(entry.writtenAt)}</time> · <bdi>{entry.writtenBy}</bdi>
            </p>
            <p dir="auto">{entry.text}</p>
            {entry.action !== null && (
              <p className="form-note">
                {entry.action.done === null
                  ? text('situation.watch.stillOpen', { role: text(`access.role.${entry.action.ownerRole}`) })
                  : text('situation.watch.doneBy', {
                      who: entry.action.done.by,
                      when: when(entry.action.done.at),
                      how: entry.action.done.how,
                    })}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

import { dateTimeGroup } from '@eirene/domain/time'
import { OWN_FIELD_REPORTS_PATH, type OwnFieldReport } from '@eirene/domain/report'
import { mintId } from '@eirene/domain/record'
import type { OperationView } from '@eirene/domain/operation'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../edge/index.ts'
import { formatInstant, useI18n, useTimeNotation } from '../i18n/index.ts'
import { Button, Dialog, Empty } from '../widget/index.ts'
import { IssueText } from './form/FieldIssues.tsx'
import { draftOfReport } from './form/begin-draft.ts'
import { keepDraft, readKeptDraft } from './form/kept-draft.ts'
import { OwnFiles } from './OwnFiles.tsx'
import type { TypeChoice } from './form/type-choice.ts'
import type { Outbox, OutboxView } from './outbox/outbox.ts'
import type { OutboxEntry } from './outbox/outbox-store.ts'
import { prove } from './outbox/prove.ts'

interface Props {
  readonly operation: OperationView
  readonly personId: string
  readonly types: readonly TypeChoice[]
  readonly outbox: Outbox | null
  readonly view: OutboxView
  /** A draft was laid into the form. */
  readonly onEdit: () => void
}

/** A report that another device of the person sent: the server has it, this device did not. */
function receivedElsewhere(own: OwnFieldReport, slug: string, personId: string): OutboxEntry | undefined {
  const { receipt, report } = own
  if (report === null) return undefined
  const isProved = prove(receipt.proof)
  return {
    id: receipt.id,
    personId,
    slug,
    report,
    addedAt: report.writtenAt,
    state: 'received',
    receipt,
    isProved,
    issues: [],
  }
}

/** The person's own reports: where each one is, its receipt, and the way to correct it. */
export function MyReports({ operation, personId, types, outbox, view, onEdit }: Props): ReactNode {
  const { text } = useI18n()
  const { slug, timeZone } = operation
  const here = view.entries.filter((entry) => entry.slug === slug)
  const received = here.filter(({ state }) => state === 'received').length
  const [there] = useLoaded(
    `${slug} ${received}`,
    (signal) =>
      getJson<{ readonly reports: readonly OwnFieldReport[] }>(fillPath(OWN_FIELD_REPORTS_PATH, { slug }), signal),
    { keep: true },
  )
  const known = new Set(here.map(({ id }) => id))
  const elsewhere = (there.state === 'ready' ? there.value.reports : [])
    .filter(({ receipt }) => !known.has(receipt.id))
    .flatMap((one) => receivedElsewhere(one, slug, personId) ?? [])
  const own = [...here, ...elsewhere].sort((a, b) => (a.addedAt < b.addedAt ? 1 : -1))
  const edit = (entry: OutboxEntry): void => {
    const draft = draftOfReport(entry.report, timeZone, mintId())
    const isMending = entry.state === 'refused'
    const before = readKeptDraft(personId, slug)
    if (before !== undefined) void outbox?.removeFilesOf(before.draft.id)
    if (isMending) void outbox?.moveFiles(entry.id, draft.id)
    keepDraft(
      {
        draft: { ...draft, correctsId: isMending ? entry.report.correctsId : entry.id },
        retryOf: isMending ? entry.id : null,
        confirmedPosition: draft.position,
      },
      { personId, slug, isRestricted: false },
    )
    onEdit()
  }
  return (
    <section className="my-reports" aria-label={text('report.mine')}>
      <h1>{text('report.mine')}</h1>
      {view.waitsFor !== null && (
        <div className="outbox-wait" role="status">
          <p>{text(view.waitsFor === 'unreachable' ? 'report.outbox.noLink' : 'report.outbox.notNow')}</p>
          <Button onClick={() => outbox?.wake()}>{text('report.outbox.tryNow')}</Button>
        </div>
      )}
      {own.length === 0 ? (
        <Empty title={text('report.mineNone')}>{text('report.mineNoneText')}</Empty>
      ) : (
        <ol className="own-list">
          {own.map((entry) => (
            <li key={entry.id}>
              <OwnReport
                entry={entry}
                isSending={view.sendingIds.has(entry.id)}
                files={<OwnFiles reportId={entry.id} outbox={outbox} view={view} />}
                typeLabel={types.find(({ code }) => code === entry.report.typeCode)?.label ?? entry.report.typeCode}
                zone={timeZone}
                onEdit={() => {
                  edit(entry)
                }}
                onRemove={() => void outbox?.remove(entry.id)}
              />
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

interface OwnProps {
  readonly entry: OutboxEntry
  readonly isSending: boolean
  readonly files: ReactNode
  readonly typeLabel: string
  readonly zone: string
  readonly onEdit: () => void
  readonly onRemove: () => void
}

function OwnReport({ entry, isSending, files, typeLabel, zone, onEdit, onRemove }: OwnProps): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const [notation] = useTimeNotation()
  const [isAsking, setAsking] = useState(false)
  const { report, receipt } = entry
  return (
    <article className="own-report" data-state={entry.state}>
      <header>
        <h2 dir="auto">{report.title}</h2>
        <p className="form-note">
          {typeLabel} ·{' '}
          <time dateTime={report.occurred.from}>{formatInstant(report.occurred.from, { notation, zone }, i18n)}</time>
        </p>
      </header>
      <p className="own-state" role="status">
        <StateSign state={isSending ? 'sending' : entry.state} />
        {entry.state === 'received' && receipt !== null
          ? text('report.outbox.received', { when: dateTimeGroup(new Date(receipt.recordedAt)) })
          : text(
              isSending
                ? 'report.outbox.sending'
                : entry.state === 'refused'
                  ? 'report.outbox.refused'
                  : 'report.outbox.here',
            )}
      </p>
      {entry.issues.length > 0 && (
        <ul className="field-issues">
          {entry.issues.map((issue) => (
            <li key={issue.code + issue.path.join('.')}>
              <IssueText issue={issue} />
            </li>
          ))}
        </ul>
      )}
      {files}
      {receipt !== null && <Receipt entry={entry} />}
      {entry.state !== 'waiting' && (
        <div className="report-line">
          <Button onClick={onEdit}>{text(entry.state === 'refused' ? 'report.mend' : 'report.correct')}</Button>
          {entry.state === 'refused' && (
            <Button
              kind="danger"
              onClick={() => {
                setAsking(true)
              }}
            >
              {text('report.throwAway')}
            </Button>
          )}
        </div>
      )}
      {isAsking && (
        <Dialog
          title={text('report.throwAway')}
          onClose={() => {
            setAsking(false)
          }}
        >
          <p>{text('report.throwAwayText')}</p>
          <Button kind="danger" onClick={onRemove}>
            {text('report.throwAway')}
          </Button>
        </Dialog>
      )}
    </article>
  )
}

function Receipt({ entry }: { readonly entry: OutboxEntry }): ReactNode {
  const { text } = useI18n()
  const { receipt } = entry
  if (receipt === null) return null
  const proved = entry.isProved === null ? 'unchecked' : entry.isProved ? 'holds' : 'fails'
  return (
    <details className="receipt">
      <summary>{text('report.receipt')}</summary>
      <dl>
        <dt>{text('report.receipt.id')}</dt>
        <dd dir="ltr">{entry.id}</dd>
        <dt>{text('report.receipt.link')}</dt>
        <dd dir="ltr">{`${receipt.proof.linkNo} · ${receipt.proof.linkHash.slice(0, 16)}`}</dd>
        <dt>{text('report.receipt.proof')}</dt>
        <dd data-proved={proved}>{text(`report.receipt.${proved}`)}</dd>
      </dl>
    </details>
  )
}

/** Where a report is, by shape: hollow on this device, half on its way, full received, struck refused. */
function StateSign({ state }: { readonly state: OutboxEntry['state'] | 'sending' }): ReactNode {
  return (
    <svg className="own-sign" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
      <circle
        cx="7"
        cy="7"
        r="5.500"
        fill={state === 'received' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.500"
      />
      {state === 'sending' && <path d="M7 1.500a5.500 5.500 0 0 1 0 11z" fill="currentColor" />}
      {state === 'refused' && <path d="M3 11l8-8" stroke="currentColor" strokeWidth="1.500" />}
    </svg>
  )
}

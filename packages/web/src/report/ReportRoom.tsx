import { ACTS, type Act, type Compartment, type Role } from '@eirene/domain/access'
import type { OperationView } from '@eirene/domain/operation'
import { lazy, useEffect, type ReactNode } from 'react'
import { go } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Empty, useLater } from '../widget/index.ts'
import { readKeptDraft } from './form/kept-draft.ts'
import type { TypeChoice } from './form/type-choice.ts'
import { NewReport } from './NewReport.tsx'
import { forgottenFiles } from './outbox/forgotten-files.ts'
import { countWaiting, type Outbox, type OutboxView } from './outbox/outbox.ts'
import { useOutbox } from './outbox/use-outbox.ts'
import './field-report.css'

const loadMine = (): Promise<typeof import('./MyReports.tsx')> => import('./MyReports.tsx')
const MyReports = lazy(() => loadMine().then((module) => ({ default: module.MyReports })))
const Imports = lazy(() => import('./Imports.tsx').then((module) => ({ default: module.Imports })))

const VIEWS = ['new', 'mine', 'imports'] as const
type View = (typeof VIEWS)[number]

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
  readonly compartments: readonly Compartment[]
  readonly personId: string
  /** The incident types in the person's language: the room does not know of incidents. */
  readonly types: readonly TypeChoice[]
  readonly clock: () => Date
  /** What of the room the address names. */
  readonly view: string | undefined
}

function mayDo(act: Act, roles: readonly Role[]): boolean {
  const allowed: readonly Role[] = ACTS[act]
  return roles.some((role) => allowed.includes(role))
}

/** Takes files off this device that no report and no draft knows any more. */
function useTidyFiles(outbox: Outbox | null, view: OutboxView, { personId, operation, clock }: Props): void {
  const { slug } = operation
  useEffect(() => {
    const draftId = readKeptDraft(personId, slug)?.draft.id
    for (const { id } of forgottenFiles(view, { slug, draftId, nowMs: clock().getTime() })) void outbox?.removeFile(id)
  }, [outbox, view, personId, slug, clock])
}

/** The report room: a new report, one's own reports, and imported datasets. */
export function ReportRoom(props: Props): ReactNode {
  const { operation, roles, personId } = props
  const { text } = useI18n()
  const [outbox, outboxView] = useOutbox(personId)
  useTidyFiles(outbox, outboxView, props)
  // Shown once a report is sent, when the link may be gone.
  useLater(loadMine)
  const offered = VIEWS.filter((view) => mayDo(view === 'imports' ? 'import.run' : 'report.submit', roles))
  const view = offered.find((one) => one === props.view) ?? offered[0]
  const show = (next: View): void => {
    go(`/run/${operation.slug}/report/${next}`)
  }
  if (view === undefined) return <Empty title={text('shell.room.report')}>{text('report.notYours')}</Empty>
  return (
    <div className="report-room">
      <nav className="report-tabs" aria-label={text('shell.room.report')}>
        {offered.map((one) => (
          <a key={one} href={`/run/${operation.slug}/report/${one}`} aria-current={one === view ? 'page' : undefined}>
            {text(`report.view.${one}`)}
            {one === 'mine' && countWaiting(outboxView) > 0 && (
              <span className="tab-count num">{countWaiting(outboxView)}</span>
            )}
          </a>
        ))}
      </nav>
      {view === 'new' && (
        <NewReport
          {...props}
          outbox={outbox}
          outboxView={outboxView}
          onKept={() => {
            show('mine')
          }}
        />
      )}
      {view === 'mine' && (
        <MyReports
          {...props}
          outbox={outbox}
          view={outboxView}
          onEdit={() => {
            show('new')
          }}
        />
      )}
      {view === 'imports' && <Imports operation={operation} roles={roles} />}
    </div>
  )
}

import { ACTS, type Role } from '@eirene/domain/access'
import type { IncidentView } from '@eirene/domain/incident'
import type { OperationView } from '@eirene/domain/operation'
import {
  SITREP_DOCUMENT_PATH,
  SITREP_PROCESS_PATH,
  SITREP_RELEASE_PATH,
  SITREPS_PATH,
  type SitrepProcess,
  type SitrepSummary,
  type SitrepView,
} from '@eirene/domain/situation'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { highestMarking, type ShownMarking } from '../access/index.ts'
import { fillPath, getJson, go, Refusal, send, useLoaded } from '../edge/index.ts'
import { formatInstant, LANGUAGE_NAMES, useI18n, useTimeNotation } from '../i18n/index.ts'
import { Inspector } from '../incident/index.ts'
import { Button, Empty, Icon, Loading, RefusalNote, refusalText } from '../widget/index.ts'
import { SitrepDocument } from './SitrepDocument.tsx'
import { SitrepForm } from './SitrepForm.tsx'
import { lastDayOf } from './last-day.ts'
import { select, useViewState } from './view-state.ts'
import './sitrep.css'

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
  /** Id of the report that is open; undefined: the form. */
  readonly openId: string | undefined
  readonly onMarking: (marking: ShownMarking) => void
}

function mayDo(act: 'sitrep.draft' | 'sitrep.release', roles: readonly Role[]): boolean {
  const allowed: readonly Role[] = ACTS[act]
  return roles.some((role) => allowed.includes(role))
}

/** Situation reports: those there are, a new one, and the one that is open with its records beside it. */
export function Sitreps({ operation, roles, openId, onMarking }: Props): ReactNode {
  const { text } = useI18n()
  const { slug, timeZone: zone } = operation
  const state = useViewState()
  const base = `/run/${slug}/situation/sitreps`
  const [list, again] = useLoaded(
    slug,
    (signal) => getJson<readonly SitrepSummary[]>(fillPath(SITREPS_PATH, { slug }), signal),
    { keep: true },
  )
  const [correctsId, setCorrectsId] = useState<string | null>(null)
  const [shown, setShown] = useState<IncidentView | null>(null)
  const reports = list.state === 'ready' ? list.value : []
  const open = reports.find((report) => report.id === openId)

  useEffect(() => {
    const markings = [open?.marking, shown?.marking].filter((marking) => marking !== undefined)
    onMarking(highestMarking(operation.realm, markings))
  }, [open, shown, operation.realm, onMarking])
  const close = useCallback(() => {
    select(null)
  }, [])

  return (
    <div className="sitreps" data-selected={state.selectedId !== null} data-open={openId !== undefined}>
      <nav className="sitrep-list" aria-label={text('situation.sitreps')}>
        <header>
          <h1>{text('situation.sitreps')}</h1>
          <a className="text-button" href={`/run/${slug}/situation${location.search}`}>
            {text('shell.toPicture')}
          </a>
        </header>
        {mayDo('sitrep.draft', roles) && (
          <a className="button button-primary" href={`${base}${location.search}`} aria-current={openId === undefined}>
            <Icon name="plus" />
            {text('situation.sitrepNew')}
          </a>
        )}
        {list.state === 'loading' && <Loading label={text('widget.loading')} />}
        {list.state === 'refused' && <RefusalNote refusal={list.refusal} onRetry={again} />}
        {list.state === 'ready' && reports.length === 0 && <p className="form-note">{text('situation.noSitreps')}</p>}
        <ol>
          {reports.map((report) => (
            <SitrepItem key={report.id} report={report} base={base} isOpen={report.id === openId} />
          ))}
        </ol>
      </nav>
      <div className="sitrep-main">
        {openId === undefined ? (
          <section className="sitrep-new">
            <h2>{text('situation.sitrepNew')}</h2>
            {mayDo('sitrep.draft', roles) ? (
              <SitrepForm
                slug={slug}
                state={state}
                correctsId={correctsId}
                onDrafted={(view) => {
                  setCorrectsId(null)
                  again()
                  go(`${base}/${view.status.id}`)
                }}
              />
            ) : (
              <Empty title={text('situation.sitrepNotYours')}>{text('situation.sitrepNotYoursText')}</Empty>
            )}
          </section>
        ) : (
          <>
            {open !== undefined && (
              <SitrepBar
                slug={slug}
                report={open}
                roles={roles}
                zone={zone}
                onChanged={again}
                onCorrect={() => {
                  setCorrectsId(open.id)
                  go(base)
                }}
              />
            )}
            <SitrepDocument slug={slug} id={openId} version={open?.state ?? ''} />
          </>
        )}
      </div>
      {state.selectedId !== null && (
        <aside className="picture-side" aria-label={text('situation.panel')}>
          <Inspector slug={slug} zone={zone} id={state.selectedId} onClose={close} onShown={setShown} />
        </aside>
      )}
    </div>
  )
}

interface ItemProps {
  readonly report: SitrepSummary
  readonly base: string
  readonly isOpen: boolean
}

function SitrepItem({ report, base, isOpen }: ItemProps): ReactNode {
  const { text } = useI18n()
  return (
    <li>
      <a className="sitrep-item" href={`${base}/${report.id}`} aria-current={isOpen ? 'page' : undefined}>
        <strong className="num">{report.number}</strong>
        <span className="sitrep-state" data-state={report.state}>
          {text(`situation.sitrepState.${report.state}`)}
        </span>
        <span className="num">{`${report.fromOn} – ${lastDayOf(report.toOn)}`}</span>
        <small>{[LANGUAGE_NAMES[report.language], report.draftedBy].filter((part) => part !== null).join(' · ')}</small>
      </a>
    </li>
  )
}

interface BarProps {
  readonly slug: string
  readonly report: SitrepSummary
  readonly roles: readonly Role[]
  readonly zone: string
  readonly onChanged: () => void
  readonly onCorrect: () => void
}

function SitrepBar({ slug, report, roles, zone, onChanged, onCorrect }: BarProps): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const [notation] = useTimeNotation()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const document = (format: 'docx' | 'pdf'): string => fillPath(SITREP_DOCUMENT_PATH, { slug, id: report.id, format })
  const release = (): void => {
    setBusy(true)
    send<SitrepView>('POST', fillPath(SITREP_RELEASE_PATH, { slug, id: report.id }))
      .then(onChanged, (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        setFault(refusalText(error, i18n))
      })
      .finally(() => {
        setBusy(false)
      })
  }
  const isReleased = report.state === 'released'
  const process = fillPath(SITREP_PROCESS_PATH, { slug, id: report.id })
  const [made] = useLoaded(`${process}?${report.state}`, (signal) => getJson<SitrepProcess>(process, signal))
  const isAnothers = made.state === 'ready' && !made.value.isYours
  return (
    <header className="sitrep-bar">
      <p>
        <strong className="num">{report.number}</strong>{' '}
        <span className="sitrep-state" data-state={report.state}>
          {text(`situation.sitrepState.${report.state}`)}
        </span>{' '}
        <small>
          {report.releasedAt !== null &&
            text('situation.sitrepReleasedBy', {
              person: report.releasedBy ?? '',
              when: formatInstant(report.releasedAt, { notation, zone }, i18n),
            })}
        </small>
      </p>
      <div className="button-row">
        <a className="button" href={document('docx')} download>
          <Icon name="download" />
          {'Word'}
        </a>
        <a className="button" href={document('pdf')} download>
          <Icon name="download" />
          {'PDF'}
        </a>
        {isReleased && mayDo('sitrep.draft', roles) && (
          <Button onClick={onCorrect}>{text('situation.sitrepCorrect')}</Button>
        )}
        {(report.state === 'draft' || report.state === 'edited') && isAnothers && mayDo('sitrep.release', roles) && (
          <Button kind="primary" busy={busy} onClick={release}>
            {text('situation.sitrepRelease')}
          </Button>
        )}
      </div>
      {fault !== undefined && (
        <p className="form-refusal" role="alert">
          {fault}
        </p>
      )}
    </header>
  )
}

import type { Role } from '@eirene/domain/access'
import type { IncidentView } from '@eirene/domain/incident'
import type { OperationView } from '@eirene/domain/operation'
import { SITREPS_PATH, speaksFor, type SitrepSummary } from '@eirene/domain/situation'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { highestMarking, type ShownMarking } from '../access/index.ts'
import { fillPath, getJson, go, useLoaded } from '../edge/index.ts'
import { LANGUAGE_NAMES, lastDayOf, useI18n } from '../i18n/index.ts'
import { Inspector } from '../incident/index.ts'
import { Empty, Loading } from '../widget/index.ts'
import { SitrepDocument } from './SitrepDocument.tsx'
import { usePolled } from './desk/use-polled.ts'
import { ProductList } from './ProductList.tsx'
import { SitrepForm } from './SitrepForm.tsx'
import { mayDo } from './may-do.ts'
import { OpenSitrep } from './sitrep/OpenSitrep.tsx'
import { select, useViewState } from './view-state.ts'
import './side.css'
import './sitrep.css'

const LOOK_MS = 15_000

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
  readonly clock: () => Date
  /** Id of the report that is open; undefined: the form. */
  readonly openId: string | undefined
  readonly onMarking: (marking: ShownMarking) => void
}

/** Situation reports: those there are, a new one, and the one that is open with its records beside it. */
export function Sitreps({ operation, roles, openId, clock, onMarking }: Props): ReactNode {
  const { text } = useI18n()
  const { slug, timeZone: zone } = operation
  const state = useViewState()
  const base = `/run/${slug}/situation/sitreps`
  const [list, again] = useLoaded(
    slug,
    (signal) => getJson<readonly SitrepSummary[]>(fillPath(SITREPS_PATH, { slug }), signal),
    { keep: true },
  )
  usePolled(again, LOOK_MS)
  // Not in the list yet, and about to be.
  const [draftedId, setDraftedId] = useState<string>()
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

  const show = (id: string): void => {
    setDraftedId(id)
    again()
    go(`${base}/${id}`)
  }

  return (
    <div className="products" data-selected={state.selectedId !== null} data-open={openId !== undefined}>
      <ProductList
        title={text('situation.sitreps')}
        backTo={`/run/${slug}/situation${location.search}`}
        making={
          mayDo('sitrep.draft', roles)
            ? {
                href: `${base}${location.search}`,
                label: text('situation.sitrepNew'),
                isOpen: openId === undefined,
              }
            : null
        }
        list={list}
        onRetry={again}
        none={text('situation.noSitreps')}
        item={(report) => (
          <SitrepItem key={report.id} {...{ report, base, roles, clock }} isOpen={report.id === openId} />
        )}
      />
      <div className="product-main">
        {openId === undefined ? (
          <section className="sitrep-new">
            <h2>{text('situation.sitrepNew')}</h2>
            {mayDo('sitrep.draft', roles) ? (
              <SitrepForm
                slug={slug}
                state={state}
                onDrafted={(view) => {
                  show(view.status.id)
                }}
              />
            ) : (
              <Empty title={text('situation.sitrepNotYours')}>{text('situation.sitrepNotYoursText')}</Empty>
            )}
          </section>
        ) : (
          <Chosen
            {...{ slug, zone, roles, clock, base, openId, reports }}
            isLoading={list.state === 'loading' || openId === draftedId}
            onChanged={again}
            onDrafted={show}
          />
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

interface ChosenProps {
  readonly slug: string
  readonly zone: string
  readonly roles: readonly Role[]
  readonly clock: () => Date
  readonly base: string
  readonly openId: string
  readonly reports: readonly SitrepSummary[]
  /** Whether the list may still come to hold the report. */
  readonly isLoading: boolean
  readonly onChanged: () => void
  readonly onDrafted: (id: string) => void
}

/** The report of the address: as a process when the list has it, else as the server gives it, or why it does not. */
function Chosen({ slug, base, openId, reports, isLoading, ...rest }: ChosenProps): ReactNode {
  const { text } = useI18n()
  const open = reports.find((report) => report.id === openId)
  if (open === undefined && isLoading) return <Loading label={text('widget.loading')} />
  if (open === undefined) return <SitrepDocument slug={slug} id={openId} version="" />
  return (
    <OpenSitrep
      key={open.id}
      {...rest}
      slug={slug}
      report={open}
      corrected={reports.find(({ id }) => id === open.correctsId)}
      correction={reports.find(({ correctsId, releasedAt }) => correctsId === open.id && releasedAt === null)}
      addressOf={(id) => `${base}/${id}`}
    />
  )
}

interface ItemProps {
  readonly report: SitrepSummary
  readonly base: string
  readonly roles: readonly Role[]
  readonly clock: () => Date
  readonly isOpen: boolean
}

function SitrepItem({ report, base, roles, clock, isOpen }: ItemProps): ReactNode {
  const { text, list } = useI18n()
  const { missing, correctedBy } = report
  // Who drafts waits for all of them; an officer of a component is reminded of their own.
  const owed = mayDo('sitrep.oversee', roles) ? missing : missing.filter(({ component }) => speaksFor(component, roles))
  const isLate = owed.some(({ cutoffAt }) => Date.parse(cutoffAt) <= clock().getTime())
  return (
    <li>
      <a className="product-item" href={`${base}/${report.id}`} aria-current={isOpen ? 'page' : undefined}>
        <strong className="num">{report.number}</strong>
        <span className="product-state" data-state={report.state}>
          {text(`situation.sitrepState.${report.state}`)}
        </span>
        <span className="num">{`${report.fromOn} – ${lastDayOf(report.toOn)}`}</span>
        <small>{[LANGUAGE_NAMES[report.language], report.draftedBy].filter((part) => part !== null).join(' · ')}</small>
        {owed.length > 0 && mayDo('sitrep.input', roles) && (
          <span className="sitrep-owed">
            {text(isLate ? 'situation.input.owed' : 'situation.input.owedLater', {
              names: list(owed.map(({ component }) => text(`situation.component.${component}`))),
            })}
          </span>
        )}
        {correctedBy !== null && <span>{text('situation.correct.doneBy', { number: correctedBy.number })}</span>}
      </a>
    </li>
  )
}

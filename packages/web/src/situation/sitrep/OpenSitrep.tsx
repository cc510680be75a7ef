import type { Role } from '@eirene/domain/access'
import { JOC_SECTIONS, jocSectionLabel, type JocSection } from '@eirene/domain/incident'
import {
  SITREP_CHANGES_PATH,
  SITREP_PATH,
  type SitrepChangesView,
  type SitrepProcess,
  type SitrepSummary,
  type SitrepView,
  inputAt,
} from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded, type Loaded } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button, Loading, RefusalNote } from '../../widget/index.ts'
import { mayDo } from '../may-do.ts'
import { SitrepDocument } from '../SitrepDocument.tsx'
import { ChangesPanel } from './ChangesPanel.tsx'
import { commentAnchor, CommentEditor } from './CommentEditor.tsx'
import { CorrectDialog } from './CorrectDialog.tsx'
import { InputsPanel } from './InputsPanel.tsx'
import { ReadersPanel } from './ReadersPanel.tsx'
import { ReleaseDialog, sectionsWithoutComment } from './ReleaseDialog.tsx'
import { SitrepBar } from './SitrepBar.tsx'
import { useProcess } from './use-process.ts'

interface Props {
  readonly slug: string
  readonly zone: string
  readonly roles: readonly Role[]
  readonly clock: () => Date
  readonly report: SitrepSummary
  /** The report that this one corrects. */
  readonly corrected: SitrepSummary | undefined
  /** An open report that will correct this one. */
  readonly correction: SitrepSummary | undefined
  readonly addressOf: (id: string) => string
  readonly onChanged: () => void
  readonly onDrafted: (id: string) => void
}

/** One situation report: while it is a draft, as a process; once released, as it left. */
export function OpenSitrep(props: Props): ReactNode {
  const { slug, report } = props
  const { text } = useI18n()
  const [process, again] = useProcess(slug, report.id)
  if (process.state === 'loading') return <Loading label={text('widget.loading')} />
  if (process.state === 'refused') return <RefusalNote refusal={process.refusal} onRetry={again} />
  const isOpen = report.state === 'draft' || report.state === 'edited'
  const part = { ...props, process: process.value, onAdded: again }
  return isOpen ? <Draft {...part} /> : <Released {...part} />
}

interface PartProps extends Props {
  readonly process: SitrepProcess
  /** Something was added: look again. */
  readonly onAdded: () => void
}

function useChanges(slug: string, id: string, factsNo: number): readonly [Loaded<SitrepChangesView>, () => void] {
  const path = fillPath(SITREP_CHANGES_PATH, { slug, id })
  return useLoaded(`${path} ${factsNo}`, (signal) => getJson<SitrepChangesView>(path, signal))
}

function Draft(props: PartProps): ReactNode {
  const { slug, zone, roles, report, process, onAdded, onChanged } = props
  const { id } = report
  const { text } = useI18n()
  const path = fillPath(SITREP_PATH, { slug, id })
  // Comments stand in the process; only facts and inputs change what else the document holds.
  const version = `${process.factsNo} ${process.requests.length} ${process.inputs.length}`
  const [view] = useLoaded(`${path} ${version}`, (signal) => getJson<SitrepView>(path, signal), { keep: true })
  const [changes, lookAgain] = useChanges(slug, id, process.factsNo)
  const [releasing, setReleasing] = useState(false)
  const now = props.clock()
  const inputs = view.state === 'ready' ? (view.value.content.inputs ?? []) : []
  // The cut-off may pass while the report is open.
  const lines = inputs.map((line) => inputAt(line, now))
  const records = view.state === 'ready' ? view.value.content.records : []
  const isDesk = mayDo('sitrep.oversee', roles)
  const changed = (): void => {
    onAdded()
    onChanged()
  }
  return (
    <>
      <SitrepBar slug={slug} report={report} zone={zone}>
        {!process.isYours && mayDo('sitrep.release', roles) && (
          <Button
            kind="primary"
            disabled={view.state !== 'ready'}
            onClick={() => {
              setReleasing(true)
            }}
          >
            {text('situation.sitrepRelease')}
          </Button>
        )}
      </SitrepBar>
      <div className="sitrep-parts">
        <Corrects {...props} />
        <div className="sitrep-column">
          <InputsPanel
            {...{ slug, id, zone, roles, clock: props.clock, process, lines, records }}
            onChanged={changed}
          />
          {isDesk && <CommentsPart process={process} mayWrite={mayDo('sitrep.draft', roles)} />}
        </div>
        {isDesk && (
          <div className="sitrep-column">
            <ChangesPanel
              {...{ slug, id, zone, process, changes }}
              mayMake={mayDo('sitrep.draft', roles)}
              onLook={lookAgain}
              onMade={changed}
            />
            <ReadersPanel {...{ slug, id, zone }} marking={report.marking} told={process.told} />
          </div>
        )}
        {process.isYours && mayDo('sitrep.release', roles) && (
          <p className="form-note">{text('situation.release.needsSecond')}</p>
        )}
      </div>
      <SitrepDocument slug={slug} id={id} version={version} comments={commentsOf(props)} />
      {releasing && (
        <ReleaseDialog
          {...{ slug, report, process, lines, changes }}
          onClose={() => {
            setReleasing(false)
          }}
          onDone={changed}
        />
      )}
    </>
  )
}

/** The editor of each section, by section. */
function commentsOf({
  slug,
  zone,
  roles,
  report,
  process,
  onAdded,
  onChanged,
}: PartProps): ReadonlyMap<JocSection, ReactNode> {
  return new Map(
    JOC_SECTIONS.map((section) => [
      section,
      <CommentEditor
        key={section}
        {...{ slug, zone, section }}
        id={report.id}
        versions={process.versions.filter((version) => version.section === section)}
        mayWrite={mayDo('sitrep.draft', roles)}
        onKept={() => {
          onAdded()
          onChanged()
        }}
      />,
    ]),
  )
}

/** Which sections have no comment, each a way there. */
function CommentsPart({
  process,
  mayWrite,
}: {
  readonly process: SitrepProcess
  readonly mayWrite: boolean
}): ReactNode {
  const { text, language } = useI18n()
  const silent = sectionsWithoutComment(process.versions)
  return (
    <section className="sitrep-part" aria-label={text('situation.comments')}>
      <header>
        <h2>{text('situation.comments')}</h2>
        <span className="part-state" data-open={silent.length > 0}>
          {text('situation.comments.missing', { count: silent.length, all: JOC_SECTIONS.length })}
        </span>
      </header>
      <p className="form-note">{text('situation.comments.help')}</p>
      {mayWrite && silent.length > 0 && (
        <ul className="section-jumps">
          {silent.map((section) => (
            <li key={section}>
              <button
                type="button"
                className="text-button"
                onClick={() => {
                  const place = document.getElementById(commentAnchor(section))
                  place?.scrollIntoView({ block: 'center' })
                  place?.focus({ preventScroll: true })
                }}
              >
                {jocSectionLabel(section, language)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Released(props: PartProps): ReactNode {
  const { slug, zone, roles, report, process, correction, addressOf, onDrafted } = props
  const { text } = useI18n()
  const [correcting, setCorrecting] = useState(false)
  const isDesk = mayDo('sitrep.oversee', roles)
  return (
    <>
      <SitrepBar slug={slug} report={report} zone={zone}>
        {report.state === 'released' && correction === undefined && mayDo('sitrep.draft', roles) && (
          <Button
            onClick={() => {
              setCorrecting(true)
            }}
          >
            {text('situation.sitrepCorrect')}
          </Button>
        )}
      </SitrepBar>
      {report.state === 'corrected' && <CorrectedNote report={report} addressOf={addressOf} />}
      {isDesk && (
        <div className="sitrep-parts">
          {correction !== undefined && (
            <p>
              <a href={addressOf(correction.id)}>{text('situation.correct.underWay', { number: correction.number })}</a>
            </p>
          )}
          <Corrects {...props} />
          <SinceRelease {...props} />
          <ReadersPanel {...{ slug, zone }} id={report.id} marking={report.marking} told={process.told} />
        </div>
      )}
      <SitrepDocument slug={slug} id={report.id} version={report.state} />
      {correcting && (
        <CorrectDialog
          {...{ slug, report, onDrafted }}
          onClose={() => {
            setCorrecting(false)
          }}
        />
      )}
    </>
  )
}

/** What this report corrects, and the way there. */
function Corrects({ corrected, addressOf }: Pick<Props, 'corrected' | 'addressOf'>): ReactNode {
  const { text } = useI18n()
  if (corrected === undefined) return null
  return (
    <p>
      <a href={addressOf(corrected.id)}>{text('situation.correct.corrects', { number: corrected.number })}</a>
    </p>
  )
}

function SinceRelease({ slug, zone, report, process, onAdded }: PartProps): ReactNode {
  const [changes, lookAgain] = useChanges(slug, report.id, process.factsNo)
  return (
    <ChangesPanel
      {...{ slug, zone, process, changes }}
      id={report.id}
      mayMake={false}
      onLook={lookAgain}
      onMade={onAdded}
    />
  )
}

/** Over a report that another number replaces, so that nobody works on with it unaware. */
function CorrectedNote({ report, addressOf }: Pick<Props, 'report' | 'addressOf'>): ReactNode {
  const { text } = useI18n()
  const by = report.correctedBy
  return (
    <p className="sitrep-corrected" role="status">
      <strong>
        {by === null ? text('situation.correct.done') : text('situation.correct.doneBy', { number: by.number })}
      </strong>{' '}
      {by !== null && <a href={addressOf(by.id)}>{text('situation.correct.open', { number: by.number })}</a>}
    </p>
  )
}

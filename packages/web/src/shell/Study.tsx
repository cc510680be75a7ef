import { STUDY_PATH, type StudyLibrary } from '@eirene/domain/assessment'
import { useMemo, type ReactNode } from 'react'
import { AssessmentCard, ClaimsRegister, ContestedAssessments } from '../assessment/index.ts'
import { labelOf } from '@eirene/domain/incident'
import { getJson, setQuery, useAddress, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import {
  acronymOf,
  AllianceMembership,
  OperationComparison,
  PiracyCurve,
  studyIndex,
  type StudyIndex,
} from '../operation/index.ts'
import { PublicReleases } from '../release/index.ts'
import { Empty, Loading, RefusalNote, Wordmark } from '../widget/index.ts'
import { Preferences } from './Preferences.tsx'
import { useTitle } from './use-title.ts'
import { StudyLibraryView } from './StudyLibraryView.tsx'
import './study.css'

const PAGES = ['library', 'compare', 'members', 'assessments', 'piracy', 'claims', 'released'] as const
type StudyPage = (typeof PAGES)[number]
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The door to the study of operations: open to everybody, nothing to sign in to. */
export function Study({ rest }: { readonly rest: readonly string[] }): ReactNode {
  const { text, language } = useI18n()
  const [loaded, again] = useLoaded(STUDY_PATH, (signal) => getJson<StudyLibrary>(STUDY_PATH, signal))
  const asked = PAGES.find((name) => name === (rest[0] ?? 'library'))
  const isKnown = asked !== undefined && rest.length <= 1
  const page = asked ?? 'library'
  const chosen = useAddress().query.get('op')
  const operation =
    page === 'library' && loaded.state === 'ready'
      ? loaded.value.library.operations.find(({ id }) => id === chosen)
      : undefined
  useTitle(
    operation === undefined ? undefined : acronymOf(operation, language),
    text(`study.page.${page}`),
    text('study.title'),
  )
  return (
    <div className="study">
      <header className="study-head">
        <a href="/" className="plain-home">
          <Wordmark />
        </a>
        <nav className="study-pages" aria-label={text('study.pages')}>
          {PAGES.map((name) => (
            <a
              key={name}
              href={name === 'library' ? '/study' : `/study/${name}`}
              aria-current={name === page ? 'page' : undefined}
            >
              {text(`study.page.${name}`)}
            </a>
          ))}
        </nav>
        <Preferences />
      </header>
      <main className="study-main" data-page={isKnown ? page : 'nowhere'}>
        <h1 className="visually-hidden">{text('study.title')}</h1>
        {loaded.state === 'loading' && <Loading label={text('widget.loading')} />}
        {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
        {!isKnown && (
          <Empty title={text('shell.nowhere')}>
            <p>{text('shell.nowhereText')}</p>
            <a href="/study">{text('study.page.library')}</a>
          </Empty>
        )}
        {isKnown && loaded.state === 'ready' && <StudyPageView page={page} study={loaded.value} />}
      </main>
    </div>
  )
}

function StudyPageView({ page, study }: { readonly page: StudyPage; readonly study: StudyLibrary }): ReactNode {
  const { query } = useAddress()
  const { language } = useI18n()
  const index = useMemo(() => studyIndex(study.library, study.bodies), [study])
  const asked = query.get('on') ?? ''
  const on = DAY.test(asked) ? asked : new Date().toISOString().slice(0, 10)
  const linkTo = (id: string): string => `/study?op=${encodeURIComponent(id)}`

  switch (page) {
    case 'library':
      return (
        <StudyLibraryView
          study={study}
          index={index}
          on={on}
          assessments={(id) => <OperationAssessments id={id} study={study} />}
        />
      )
    case 'compare':
      return <Compare study={study} index={index} linkTo={linkTo} />
    case 'members': {
      const membership = study.memberships[0]
      return membership === undefined ? null : (
        <AllianceMembership
          membership={membership}
          index={index}
          on={on}
          onDay={(day) => {
            setQuery({ on: day }, { replace: true })
          }}
        />
      )
    }
    case 'assessments':
      return <ContestedAssessments assessments={study.assessments} index={index} linkTo={linkTo} />
    case 'piracy':
      return <PiracyCurve curve={study.library.piracy} index={index} linkTo={linkTo} />
    case 'claims':
      return <ClaimsRegister claims={study.claims} index={index} linkTo={linkTo} />
    case 'released':
      return <PublicReleases openId={query.get('release')} nameOf={(code) => labelOf(code, language)} />
  }
}

/** The judgements of one operation, inside its sheet. */
function OperationAssessments({ id, study }: { readonly id: string; readonly study: StudyLibrary }): ReactNode {
  const { text } = useI18n()
  const views = study.assessments.filter((assessment) => assessment.operationId === id)
  if (views.length === 0) return null
  return (
    <section>
      <h3>{text('study.contestedTitle')}</h3>
      <p className="fact-note">{text('study.contestedLead')}</p>
      {views.map((view) => (
        <AssessmentCard key={view.id} view={view} />
      ))}
    </section>
  )
}

const COMPARE_AT_MOST = 4

interface CompareProps {
  readonly study: StudyLibrary
  readonly index: StudyIndex
  readonly linkTo: (id: string) => string
}

function Compare({ study, index, linkTo }: CompareProps): ReactNode {
  const { text, language } = useI18n()
  const { query } = useAddress()
  const ids = (query.get('ops') ?? 'unamsil,unmil,kfor,isaf').split(',').filter((id) => index.operations.has(id))
  const choose = (next: readonly string[]): void => {
    setQuery({ ops: next.join(',') }, { replace: true })
  }
  return (
    <article aria-labelledby="compare-title">
      <header>
        <h2 id="compare-title">{text('study.compare')}</h2>
        <p className="study-lead">{text('study.compareLead')}</p>
        <label className="field compare-add">
          <span>{text('study.compareAdd')}</span>
          <select
            value=""
            disabled={ids.length >= COMPARE_AT_MOST}
            onChange={(event) => {
              choose([...ids, event.target.value])
            }}
          >
            <option value="">{ids.length >= COMPARE_AT_MOST ? text('study.compareFull') : '—'}</option>
            {study.library.operations
              .filter((operation) => !ids.includes(operation.id))
              .map((operation) => (
                <option key={operation.id} value={operation.id}>
                  {acronymOf(operation, language)}
                </option>
              ))}
          </select>
        </label>
      </header>
      <OperationComparison
        operations={ids.flatMap((id) => index.operations.get(id) ?? [])}
        index={index}
        linkTo={linkTo}
        onRemove={(id) => {
          choose(ids.filter((other) => other !== id))
        }}
      />
    </article>
  )
}

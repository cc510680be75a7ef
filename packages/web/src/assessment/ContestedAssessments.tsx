import { OUTCOME_DIMENSIONS, type ContestedAssessment } from '@eirene/domain/assessment'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { acronymOf, Cited, dateText, FactMark, fullNameOf, type StudyIndex } from '../operation/index.ts'

interface Props {
  readonly assessments: readonly ContestedAssessment[]
  readonly index: StudyIndex
  readonly linkTo: (operationId: string) => string
}

/** Readings that stand on the one side and on the other. `mixed` stands with those who doubt. */
const FAVOURABLE: readonly ContestedAssessment['reading'][] = ['positive', 'strongly-positive']

/** Opposing judgements of the same operation side by side, each attributed; nothing is counted, added or averaged. */
export function ContestedAssessments({ assessments, index, linkTo }: Props): ReactNode {
  const { text, language } = useI18n()
  const byOperation = Map.groupBy(assessments, (assessment) => assessment.operationId)

  return (
    <article className="contested" aria-labelledby="contested-title">
      <Cited sources={index.sources}>
        <header>
          <h2 id="contested-title">{text('study.contestedTitle')}</h2>
          <p className="study-lead">{text('study.contestedLead')}</p>
        </header>
        {[...byOperation].map(([operationId, views]) => {
          const operation = index.operations.get(operationId)
          return (
            <section key={operationId} className="contested-operation" aria-labelledby={`contested-${operationId}`}>
              <h3 id={`contested-${operationId}`}>
                <a href={linkTo(operationId)}>
                  {operation === undefined ? operationId : acronymOf(operation, language)}
                </a>{' '}
                {operation !== undefined && (
                  <span className="fact-quiet" lang={fullNameOf(operation, language).lang}>
                    {fullNameOf(operation, language).name}
                  </span>
                )}
              </h3>
              <div className="contested-sides">
                <Side
                  title={text('study.sideFavourable')}
                  views={views.filter((view) => FAVOURABLE.includes(view.reading))}
                />
                <Side
                  title={text('study.sideCritical')}
                  views={views.filter((view) => !FAVOURABLE.includes(view.reading))}
                />
              </div>
            </section>
          )
        })}
      </Cited>
    </article>
  )
}

function Side({ title, views }: { readonly title: string; readonly views: readonly ContestedAssessment[] }): ReactNode {
  const { text } = useI18n()
  return (
    <div className="contested-side">
      <h4>{title}</h4>
      {views.length === 0 && <p className="fact-note">{text('study.sideEmpty')}</p>}
      {views.map((view) => (
        <AssessmentCard key={view.id} view={view} />
      ))}
    </div>
  )
}

/** One judgement with who made it, when, by which criterion, looking how far, resting on what. */
export function AssessmentCard({ view }: { readonly view: ContestedAssessment }): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const dimension = OUTCOME_DIMENSIONS[view.dimension]
  return (
    <blockquote className="assessment-card" data-reading={view.reading}>
      <p className="assessment-statement" lang="en">
        {view.statement} <FactMark fact={view} />
      </p>
      <footer>
        <b lang="en">{view.assessor.name}</b>, {i18n.label(`study.assessor.${view.assessor.type}`, view.assessor.type)}
        {view.assessedOn === null ? '' : `, ${dateText(view.assessedOn, i18n.date)}`}
      </footer>
      <dl className="assessment-facts">
        <dt>{text('study.reading')}</dt>
        <dd>{i18n.label(`study.reading.${view.reading}`, view.reading)}</dd>
        <dt>{text('study.criterion')}</dt>
        <dd>
          <span lang="en">{view.criterion}</span> · {i18n.language === 'fr' ? dimension.fr : dimension.en}
        </dd>
        <dt>{text('study.horizon')}</dt>
        <dd>{i18n.label(`study.horizon.${view.horizon}`, view.horizon)}</dd>
        <dt>{text('study.restsOn')}</dt>
        <dd lang="en">{view.restsOn}</dd>
        {view.contribution !== null && <dt>{text('study.contribution')}</dt>}
        {view.contribution !== null && <dd lang="en">{view.contribution}</dd>}
        {view.caution !== undefined && <dt>{text('study.caution')}</dt>}
        {view.caution !== undefined && <dd lang="en">{view.caution}</dd>}
      </dl>
    </blockquote>
  )
}

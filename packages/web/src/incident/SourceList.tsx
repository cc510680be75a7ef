import type { IncidentView } from '@eirene/domain/incident'
import { CREDIBILITIES, RELIABILITIES } from '@eirene/domain/report'
import type { ReactNode } from 'react'
import { AttachmentList } from '../report/index.ts'
import { formatInstant, useI18n, useTimeNotation } from '../i18n/index.ts'

type ReportView = IncidentView['reports'][number]

interface Props {
  readonly slug: string
  readonly reports: readonly ReportView[]
  readonly zone: string
}

/** The reports that a record rests on, each with its source, its two grades and the row as it was given. */
export function SourceList({ slug, reports, zone }: Props): ReactNode {
  const { text } = useI18n()
  return (
    <section className="record-part">
      <h3>{text('incident.sources', { count: reports.length })}</h3>
      <ol className="sources">
        {reports.map((report) => (
          <li key={report.id}>
            <SourceItem slug={slug} report={report} zone={zone} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function SourceItem({
  slug,
  report,
  zone,
}: {
  readonly slug: string
  readonly report: ReportView
  readonly zone: string
}): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const [notation] = useTimeNotation()
  const { source, dataset } = report
  return (
    <>
      <p className="source-name">
        <strong dir="auto">{source.name}</strong>
        <span className="num">{source.code}</span>
      </p>
      <p className="source-what">
        {i18n.label(`incident.sourceKind.${source.kind}`, source.kind)}
        {report.originatedAt !== null && (
          <time dateTime={report.originatedAt}>
            {` · ${formatInstant(report.originatedAt, { notation, zone }, i18n)}`}
          </time>
        )}
        {source.machineGenerated && ` · ${text('incident.machine')}`}
        {report.supersededAt !== null && ` · ${text('incident.superseded')}`}
      </p>
      <Grade
        name={text('incident.reliability')}
        scale={RELIABILITIES}
        value={report.reliability}
        meaning={i18n.label(`incident.reliability.${report.reliability}`, report.reliability)}
      />
      <Grade
        name={text('incident.credibility')}
        scale={CREDIBILITIES}
        value={report.credibility}
        meaning={i18n.label(`incident.credibility.${report.credibility}`, String(report.credibility))}
      />
      {report.body !== '' && report.dataset === null && (
        <blockquote dir="auto" lang={report.language === 'und' ? undefined : report.language}>
          {report.body}
        </blockquote>
      )}
      <Observations report={report} />
      <AttachmentList slug={slug} attachments={report.attachments} />
      {source.citation !== null && (
        <p className="citation" dir="auto">
          {source.citation}{' '}
          {source.url !== null && (
            <a href={source.url} target="_blank" rel="noreferrer">
              {text('incident.openSource')}
            </a>
          )}
        </p>
      )}
      {dataset !== null && (
        <p className="citation num">
          {text('incident.row', {
            dataset: `${dataset.dataset} ${dataset.release}`,
            id: dataset.externalId,
            row: dataset.rowNo,
          })}
          {dataset.fileName !== null && ` · ${dataset.fileName}`}
        </p>
      )}
      <OriginalRow original={report.original} />
    </>
  )
}

interface GradeProps {
  readonly name: string
  readonly scale: readonly (string | number)[]
  readonly value: string | number
  readonly meaning: string
}

/** One grade on its own scale. Reliability of the source and credibility of what it says are never mixed. */
function Grade({ name, scale, value, meaning }: GradeProps): ReactNode {
  return (
    <div className="grade">
      <span className="grade-name">{name}</span>
      <span className="grade-scale" aria-hidden="true">
        {scale.map((step) => (
          <span key={step} data-on={String(step) === String(value)}>
            {step}
          </span>
        ))}
      </span>
      <span className="grade-meaning">{`${value} · ${meaning}`}</span>
    </div>
  )
}

function Observations({ report }: { readonly report: ReportView }): ReactNode {
  const { label, number, text } = useI18n()
  if (report.observations.length === 0) return null
  return (
    <ul className="observations">
      {report.observations.map((observation) => (
        <li key={observation.id}>
          <strong>
            {text('incident.observed', { sense: label(`incident.sense.${observation.sense}`, observation.sense) })}
          </strong>{' '}
          <span dir="auto">{observation.what}</span>
          <small className="num">
            {[
              observation.count === null
                ? text('incident.countUnknown')
                : `${observation.countIsApproximate ? '≈ ' : ''}${number(observation.count)}`,
              observation.directionDeg === null ? null : `${number(observation.directionDeg)}°`,
              observation.distanceM === null ? null : `${number(observation.distanceM)} m`,
              observation.weapon,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </small>
        </li>
      ))}
    </ul>
  )
}

function OriginalRow({ original }: Pick<ReportView, 'original'>): ReactNode {
  const { text } = useI18n()
  if (original === null) return null
  return (
    <details className="original">
      <summary>{text('incident.original')}</summary>
      <dl>
        {Object.entries(original).map(([column, value]) => (
          <div key={column}>
            <dt translate="no">{column}</dt>
            <dd dir="auto">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

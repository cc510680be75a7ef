import type { LibraryOperation } from '@eirene/domain/operation/library'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { FactMark } from './citations.tsx'
import { acronymOf } from './operation-name.ts'
import { dateText, yearAtEnd, yearAtStart } from './partial-date.ts'
import { StrengthChart, type StrengthPoint } from './StrengthChart.tsx'
import type { StudyIndex } from './study-index.ts'

interface Props {
  readonly operation: LibraryOperation
  readonly index: StudyIndex
}

/** Strength over time, each series under its own definition and never mixed with another. */
export function OperationStrength({ operation, index }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const yearly = index.strengthYearly.get(operation.id)
  const reports = index.strengthReports.get(operation.id) ?? []
  if (yearly === undefined && reports.length === 0) {
    return (
      <section>
        <h3>{text('study.strength')}</h3>
        <p className="fact-note">{text('study.strengthUnknown')}</p>
      </section>
    )
  }
  const persons = (count: number): string => text('study.persons', { count })
  const bars: StrengthPoint[] = (yearly?.rows ?? []).map(([year, month, total]) => ({
    fromYear: year,
    toYear: year + 1,
    persons: total,
    label: `${dateText(`${year}-${String(month).padStart(2, '0')}`, i18n.date)}: ${persons(total)}`,
  }))
  const from = Math.floor(yearAtStart(operation.began.value))
  const lastBar = bars.at(-1)?.toYear ?? 0
  const to = operation.ended === null ? Math.max(lastBar, from + 1) : Math.ceil(yearAtEnd(operation.ended.value))

  return (
    <section>
      <h3>{text('study.strength')}</h3>
      {yearly !== undefined && (
        <>
          <StrengthChart
            label={text('study.strengthOf', { name: acronymOf(operation, i18n.language) })}
            unit={index.definitions.get(yearly.definitionId)?.label ?? ''}
            bars={bars}
            dots={[]}
            fromYear={Math.max(from, bars[0] === undefined ? from : Math.min(bars[0].fromYear, 1990))}
            toYear={Math.max(to, lastBar)}
            format={(value) => i18n.number(value)}
          />
          <DefinitionNote index={index} id={yearly.definitionId} />
          <FactMark fact={yearly} />
          <StrengthTable rows={yearly.rows} />
        </>
      )}
      <Reports operation={operation} index={index} />
    </section>
  )
}

/** The figures of the chart, with the parts of the total where the source gives them. */
function StrengthTable({
  rows,
}: {
  readonly rows: NonNullable<ReturnType<StudyIndex['strengthYearly']['get']>>['rows']
}): ReactNode {
  const { text, number, date } = useI18n()
  const cell = (count: number | null): string => (count === null ? text('study.notKnown') : number(count))
  return (
    <details className="strength-table">
      <summary>{text('study.piracyTable')}</summary>
      <table className="study-table">
        <thead>
          <tr>
            {(['month', 'total', 'troops', 'police', 'observers'] as const).map((column) => (
              <th key={column} scope="col">
                {text(`study.strength.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([year, month, total, troops, police, observers]) => (
            <tr key={year}>
              <th scope="row">{dateText(`${year}-${String(month).padStart(2, '0')}`, date)}</th>
              {[total, troops, police, observers].map((count, column) => (
                <td key={column} className="num">
                  {cell(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function DefinitionNote({ index, id }: { readonly index: StudyIndex; readonly id: string }): ReactNode {
  const definition = index.definitions.get(id)
  return definition === undefined ? null : (
    <p className="fact-note" lang="en">
      {definition.text} {definition.caution}
    </p>
  )
}

/** Figures that a source gives for the whole force, one by one. */
function Reports({ operation, index }: Props): ReactNode {
  const i18n = useI18n()
  return (index.strengthReports.get(operation.id) ?? []).map((series) => (
    <div key={series.definitionId} className="strength-reports">
      <h4 lang="en">{index.definitions.get(series.definitionId)?.label ?? series.definitionId}</h4>
      <ul className="span-list">
        {series.reports.map((report) => (
          <li key={report.on}>
            <span className="num">{dateText(report.on, i18n.date)}</span>
            <span>
              {i18n.label(`study.qualifier.${report.qualifier}`, report.qualifier)}{' '}
              {i18n.text('study.persons', { count: report.personnel })} <FactMark fact={report} />
            </span>
          </li>
        ))}
      </ul>
      <DefinitionNote index={index} id={series.definitionId} />
    </div>
  ))
}

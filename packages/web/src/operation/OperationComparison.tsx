import type { Fact, LibraryOperation } from '@eirene/domain/operation/library'
import type { ReactNode } from 'react'
import { useI18n, type I18n } from '../i18n/index.ts'
import { Cited, FactMark } from './citations.tsx'
import { countryName } from './country.ts'
import { acronymOf } from './operation-name.ts'
import { dateText, yearAtEnd, yearAtStart } from './partial-date.ts'
import type { StudyIndex } from './study-index.ts'

interface Props {
  readonly operations: readonly LibraryOperation[]
  readonly index: StudyIndex
  readonly linkTo: (operationId: string) => string
  readonly onRemove: (operationId: string) => void
}

type Row = readonly [label: string, cell: (operation: LibraryOperation) => ReactNode]

/** Values one below the other, each with its mark. */
function lines(facts: readonly Fact<string>[], nameOf: (value: string) => string): ReactNode {
  return facts.map((fact) => (
    <span key={fact.value + (fact.from ?? '')} className="cell-line">
      {nameOf(fact.value)} <FactMark fact={fact} />
    </span>
  ))
}

function rowsOf(index: StudyIndex, i18n: I18n): readonly Row[] {
  const { text } = i18n
  return [
    [text('study.began'), (o) => lines([o.began], (date) => dateText(date, i18n.date))],
    [
      text('study.ended'),
      (o) =>
        o.ended === null
          ? lines([o.status], (status) => i18n.label(`study.status.${status}`, status))
          : lines([o.ended], (date) => dateText(date, i18n.date)),
    ],
    [
      text('study.duration'),
      (o) =>
        o.ended === null
          ? text('study.durationOpen')
          : text('study.durationYears', {
              years: i18n.number(yearAtEnd(o.ended.value) - yearAtStart(o.began.value), { maximumFractionDigits: 1 }),
            }),
    ],
    [
      text('study.hosts'),
      (o) => (o.hosts.length === 0 ? text('study.atSea') : lines(o.hosts, (iso3) => countryName(iso3, i18n.locale))),
    ],
    [text('study.types'), (o) => lines(o.types, (code) => i18n.label(`study.type.${code}`, code))],
    [text('study.leads'), (o) => lines(o.leads, (code) => index.bodyName(code, i18n.language))],
    [text('study.instruments'), (o) => lines(o.instruments, (symbol) => symbol)],
    [text('study.highestYear'), (o) => <HighestYear operation={o} index={index} />],
    [
      text('study.successor'),
      (o) =>
        o.successors.length === 0
          ? text('study.noSuccessor')
          : lines(o.successors, (id) => {
              const next = index.operations.get(id)
              return next === undefined ? id : acronymOf(next, i18n.language)
            }),
    ],
  ]
}

/** Up to four operations beside each other, fact by fact. There is no score, and none can be made from it. */
export function OperationComparison({ operations, index, linkTo, onRemove }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  if (operations.length === 0) return <p className="study-lead">{text('study.compareEmpty')}</p>
  return (
    <div className="comparison">
      <Cited key={operations.map((operation) => operation.id).join()} sources={index.sources}>
        <div className="comparison-table" role="region" tabIndex={0} aria-label={text('study.compare')}>
          <table className="study-table">
            <caption className="visually-hidden">{text('study.compare')}</caption>
            <thead>
              <tr>
                <td />
                {operations.map((operation) => (
                  <th key={operation.id} scope="col">
                    <a href={linkTo(operation.id)}>{acronymOf(operation, i18n.language)}</a>
                    <button
                      type="button"
                      className="comparison-remove"
                      onClick={() => {
                        onRemove(operation.id)
                      }}
                    >
                      {text('study.compareRemove')}
                      <span className="visually-hidden"> {acronymOf(operation, i18n.language)}</span>
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rowsOf(index, i18n).map(([label, cell]) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {operations.map((operation) => (
                    <td key={operation.id}>{cell(operation)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Cited>
    </div>
  )
}

function HighestYear({
  operation,
  index,
}: {
  readonly operation: LibraryOperation
  readonly index: StudyIndex
}): ReactNode {
  const i18n = useI18n()
  const series = index.strengthYearly.get(operation.id)
  const best = series?.rows.reduce((a, b) => (b[2] > a[2] ? b : a))
  if (series === undefined || best === undefined) return i18n.text('study.notKnown')
  return (
    <>
      {i18n.text('study.personsIn', {
        count: best[2],
        when: dateText(`${best[0]}-${String(best[1]).padStart(2, '0')}`, i18n.date),
      })}{' '}
      <FactMark fact={series} />
      <span className="fact-note" lang="en">
        {index.definitions.get(series.definitionId)?.label}
      </span>
    </>
  )
}

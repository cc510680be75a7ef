import type { ReleaseContent, ReleaseDesk, ReleaseTable, ShownFigure, WithheldFor } from '@eirene/domain/release'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'

/** The name of a family or type of incident in the reader's language. */
export type FamilyName = (code: string) => string

interface Props {
  readonly content: ReleaseContent
  /** Why figures are withheld: inside only. */
  readonly desk?: ReleaseDesk
  /** Every line of a list: for whoever sees it once and nowhere else. */
  readonly isWhole?: boolean
  readonly nameOf: FamilyName
}

/** What an audience gets, as it gets it. With `desk`, each withheld figure says why. */
export function ReleaseContentView({ content, desk, isWhole = false, nameOf }: Props): ReactNode {
  const { text } = useI18n()
  const { k, delayDays } = content
  return (
    <div className="release-content">
      {content.operation.realm === 'EXERCISE' && <p className="release-exercise">{text('access.exercise')}</p>}
      {content.text !== '' && (
        <p className="release-text" dir="auto">
          {content.text}
        </p>
      )}
      <p className="release-note">
        {k === null
          ? text('release.listNote')
          : text('release.tableNote', { k, days: delayDays, basis: text(`release.basis.${content.basis}`) })}
      </p>
      {content.tables.length === 0 && content.list.length === 0 && <p role="status">{text('release.nothing')}</p>}
      {content.tables.map((table, i) => (
        <CountTableView key={table.unit} table={table} k={k} nameOf={nameOf} withheld={desk?.withheld[i]} />
      ))}
      {content.list.length > 0 && <LineList content={content} isWhole={isWhole} nameOf={nameOf} />}
    </div>
  )
}

interface TableProps {
  readonly table: ReleaseTable
  readonly k: number | null
  readonly nameOf: FamilyName
  readonly withheld: ReleaseDesk['withheld'][number] | undefined
}

function CountTableView({ table, k, nameOf, withheld }: TableProps): ReactNode {
  const { text } = useI18n()
  const lines = [
    ...table.rows.map(({ family, cells }) => ({ key: family, name: nameOf(family), cells, isTotal: false })),
    { key: '*', name: text('release.total'), cells: table.totals, isTotal: true },
  ]
  return (
    <div className="release-scroll" tabIndex={0} role="group" aria-label={table.unit}>
      <table className="release-table">
        <caption className="num">{table.unit}</caption>
        <thead>
          <tr>
            <th scope="col">{text('release.family')}</th>
            {table.areas.map((area) => (
              <th key={area} scope="col">
                {area === '' ? text('release.placeNotKnown') : area}
              </th>
            ))}
            <th scope="col">{text('release.total')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, cells, isTotal }, r) => (
            <tr key={key} data-total={isTotal || undefined}>
              <th scope="row">{name}</th>
              {cells.map((figure, c) => (
                <FigureCell key={c} figure={figure} k={k} reason={withheld?.[r]?.[c] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface CellProps {
  readonly figure: ShownFigure
  readonly k: number | null
  readonly reason: WithheldFor | null
}

function FigureCell({ figure, k, reason }: CellProps): ReactNode {
  const { text, number } = useI18n()
  if (figure === null)
    return (
      <td data-withheld>
        {reason === 'small' && k !== null ? <bdi dir="ltr">{`<${number(k)}`}</bdi> : null}
        {reason !== null && reason !== 'small' && text(`release.withheld.${reason}`)}
        {reason === null && text('release.withheld')}
      </td>
    )
  const { least, most } = figure
  const shown =
    most === null ? `${number(least)}+` : least === most ? number(least) : `${number(least)}–${number(most)}`
  return (
    <td className="num">
      <bdi dir="ltr">{shown}</bdi>
    </td>
  )
}

/** Most lines of a partner's list that a screen of the mission shows. */
const LINES_AT_MOST = 200

interface LinesProps {
  readonly content: ReleaseContent
  readonly isWhole: boolean
  readonly nameOf: FamilyName
}

function LineList({ content, isWhole, nameOf }: LinesProps): ReactNode {
  const { text, number } = useI18n()
  const lines = isWhole ? content.list : content.list.slice(0, LINES_AT_MOST)
  return (
    <div className="release-scroll" tabIndex={0} role="group" aria-label={text('release.list')}>
      <table className="release-table">
        <caption>{text('release.listShown', { shown: lines.length, all: content.list.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{text('release.day')}</th>
            <th scope="col">{text('release.type')}</th>
            <th scope="col">{text('release.hexagon')}</th>
            <th scope="col">{text('release.incidents')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.on}|${line.typeCode}|${line.place}`}>
              <th scope="row" className="num">
                {line.on}
              </th>
              <td>{nameOf(line.typeCode)}</td>
              <td>{line.place === '' ? text('release.placeNotKnown') : line.place}</td>
              <td className="num">{number(line.incidents)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

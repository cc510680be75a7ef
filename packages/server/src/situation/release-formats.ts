import { labelOf } from '@eirene/domain/incident'
import type { ShownFigure } from '@eirene/domain/release'
import type { PublicRelease } from '@eirene/store/release'

/** A field of a CSV file. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
function field(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : value.replace(/^[=+\-@\t\r]/, "'$&")
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The word for a withheld figure: neither zero nor missing. */
const WITHHELD = 'withheld'

function figureText(figure: ShownFigure): string {
  if (figure === null) return WITHHELD
  if (figure.most === null) return `${figure.least}+`
  return figure.least === figure.most ? String(figure.least) : `${figure.least}-${figure.most}`
}

interface Line {
  readonly unit: string
  readonly area: string
  readonly family: string
  readonly figure: ShownFigure
}

/** Every cell of every table; `*` for a total, an empty area for a place that is not known. */
function linesOf({ content }: PublicRelease): readonly Line[] {
  return content.tables.flatMap(({ unit, areas, rows, totals }) => {
    const columns = [...areas, '*']
    const lines = [...rows, { family: '*', cells: totals }]
    return lines.flatMap(({ family, cells }) =>
      cells.map((figure, c): Line => ({ unit, area: columns[c] ?? '*', family, figure })),
    )
  })
}

/** A released table as CSV, one figure a row, with what it is in front of each row. */
export function releaseCsv(release: PublicRelease): string {
  const { content, number } = release
  const { acronym, realm } = content.operation
  const head = ['realm', 'operation', 'release', 'period', 'area', 'family', 'family_label', 'incidents']
  const rows = linesOf(release).map(({ unit, area, family, figure }) => [
    realm,
    acronym,
    number,
    unit,
    area,
    family,
    family === '*' ? 'all' : labelOf(family, 'en'),
    figureText(figure),
  ])
  return [head, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

/**
 * A released table as GeoJSON: one feature for each area and period, without geometry, since a product names areas and draws
 * none. Its properties hold the figures.
 */
export function releaseGeoJson(release: PublicRelease): string {
  const { content, number, digest } = release
  const features = content.tables.flatMap(({ unit, areas, rows, totals }) =>
    areas.map((area, c) => ({
      type: 'Feature',
      geometry: null,
      properties: {
        realm: content.operation.realm,
        operation: content.operation.acronym,
        release: number,
        period: unit,
        area,
        incidents: figureText(totals[c] ?? null),
        families: Object.fromEntries(rows.map(({ family, cells }) => [family, figureText(cells[c] ?? null)])),
      },
    })),
  )
  return JSON.stringify({ type: 'FeatureCollection', digest, k: content.k, features })
}

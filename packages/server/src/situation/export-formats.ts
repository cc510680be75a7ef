import type { ExportFormat } from '@eirene/domain/situation'
import type { ExportRow } from '@eirene/store/situation'

/** How rows become text: what stands before the first, each row, what stands after the last. */
export interface ExportWriter {
  readonly mediaType: string
  readonly extension: string
  readonly head: string
  readonly row: (row: ExportRow, isFirst: boolean) => string
  readonly tail: string
}

type Cell = string | number | null

function placeCells({ place }: ExportRow): Readonly<Record<string, Cell>> {
  return {
    lon: place.point?.lon ?? null,
    lat: place.point?.lat ?? null,
    precision_m: place.point?.precisionM ?? null,
    place_name: place.name,
    adm1: place.adm1,
    adm2: place.adm2,
    country_iso3: place.countryIso3,
  }
}

function provenanceCells({ dataset, provenance }: ExportRow): Readonly<Record<string, Cell>> {
  return {
    dataset,
    release: provenance?.release ?? null,
    external_id: provenance?.externalId ?? null,
    source_code: provenance?.sourceCode ?? null,
    source_name: provenance?.sourceName ?? null,
    source_citation: provenance?.citation ?? null,
    source_url: provenance?.url ?? null,
  }
}

/** One exported incident, flat: column name → value; null is "not known" and an empty cell. */
function cellsOf(row: ExportRow): Readonly<Record<string, Cell>> {
  const { killed, marking } = row
  return {
    id: row.id,
    type_code: row.typeCode,
    state: row.state,
    title: row.title,
    occurred_from: row.occurred.from,
    occurred_to: row.occurred.to,
    time_precision: row.occurred.precision,
    ...placeCells(row),
    killed_low: killed?.low ?? null,
    killed_best: killed?.best ?? null,
    killed_high: killed?.high ?? null,
    actors: row.actors.join('; '),
    ...provenanceCells(row),
    marking: `${marking.policy}: ${marking.level}${marking.caveats.length === 0 ? '' : ` (${marking.caveats.join(', ')})`}`,
  }
}

const CSV_COLUMNS = [
  'id',
  'type_code',
  'state',
  'title',
  'occurred_from',
  'occurred_to',
  'time_precision',
  'lon',
  'lat',
  'precision_m',
  'place_name',
  'adm1',
  'adm2',
  'country_iso3',
  'killed_low',
  'killed_best',
  'killed_high',
  'actors',
  'dataset',
  'release',
  'external_id',
  'source_code',
  'source_name',
  'source_citation',
  'source_url',
  'marking',
] as const

/** RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(value: Cell): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The writer of a format. */
export function exportWriter(format: ExportFormat): ExportWriter {
  if (format === 'csv')
    return {
      mediaType: 'text/csv; charset=utf-8; header=present',
      extension: 'csv',
      head: `${CSV_COLUMNS.join(',')}\r\n`,
      row: (row) => {
        const cells = cellsOf(row)
        return `${CSV_COLUMNS.map((name) => csvCell(cells[name] ?? null)).join(',')}\r\n`
      },
      tail: '',
    }
  if (format === 'jsonl')
    return {
      mediaType: 'application/x-ndjson; charset=utf-8',
      extension: 'jsonl',
      head: '',
      row: (row) => `${JSON.stringify({ ...cellsOf(row), actors: row.actors })}\n`,
      tail: '',
    }
  return {
    mediaType: 'application/geo+json',
    extension: 'geojson',
    head: '{"type":"FeatureCollection","features":[\n',
    row: (row, isFirst) => `${isFirst ? '' : ',\n'}${JSON.stringify(featureOf(row))}`,
    tail: '\n]}\n',
  }
}

/** RFC 7946; a place that is not known is a null geometry. */
function featureOf(row: ExportRow): Readonly<Record<string, unknown>> {
  const { point } = row.place
  const cells = Object.entries(cellsOf(row)).filter(([name]) => !['id', 'lon', 'lat'].includes(name))
  return {
    type: 'Feature',
    id: row.id,
    geometry: point === null ? null : { type: 'Point', coordinates: [point.lon, point.lat] },
    properties: { ...Object.fromEntries(cells), actors: row.actors },
  }
}

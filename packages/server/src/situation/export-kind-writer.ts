import type { ExportFormat } from '@eirene/domain/situation'
import type { ExportKind, ExportRecord } from '@eirene/store/situation'
import { csvCell } from './export-formats.ts'

/** How records of a kind become text: what stands before the first, each record, what stands after the last. */
export interface KindWriter {
  readonly format: ExportFormat
  readonly head: string
  readonly row: (record: ExportRecord, isFirst: boolean) => string
  readonly tail: string
}

/** A value as JSON holds it; what is not known is null. */
function plain(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'bigint' ? String(value) : value
}

function cell(value: unknown): string {
  const told = plain(value)
  if (told === null || typeof told === 'string' || typeof told === 'number') return csvCell(told)
  return csvCell(JSON.stringify(told))
}

function plainRecord({ columns }: ExportKind, record: ExportRecord): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name }) => [name, plain(record[name])]))
}

function csvWriter({ columns }: ExportKind): KindWriter {
  const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`
  return {
    format: 'csv',
    head: line(columns.map(({ name }) => name)),
    row: (record) => line(columns.map(({ name }) => cell(record[name]))),
    tail: '',
  }
}

/** RFC 7946; a place that is not known is a null geometry. */
function geojsonWriter(kind: ExportKind, [lon, lat]: readonly [string, string]): KindWriter {
  return {
    format: 'geojson',
    head: '{"type":"FeatureCollection","features":[\n',
    row: (record, isFirst) => {
      const { id, [lon]: x, [lat]: y, ...properties } = plainRecord(kind, record)
      const geometry = x === null || y === null ? null : { type: 'Point', coordinates: [x, y] }
      return `${isFirst ? '' : ',\n'}${JSON.stringify({ type: 'Feature', id, geometry, properties })}`
    },
    tail: '\n]}\n',
  }
}

/** The formats of a kind: CSV always, JSON Lines where something is nested, GeoJSON where something has a place. */
export function kindWriters(kind: ExportKind): readonly KindWriter[] {
  const jsonl: KindWriter = {
    format: 'jsonl',
    head: '',
    row: (record) => `${JSON.stringify(plainRecord(kind, record))}\n`,
    tail: '',
  }
  return [
    csvWriter(kind),
    ...(kind.columns.some(({ isNested }) => isNested) ? [jsonl] : []),
    ...(kind.place === null ? [] : [geojsonWriter(kind, kind.place)]),
  ]
}

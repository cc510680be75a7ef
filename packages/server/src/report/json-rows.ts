import type { Issue } from '@eirene/domain/parse'
import { shown, type SourceRow } from '@eirene/domain/report'
import { invalidBytes, type RowBatch } from './csv-rows.ts'
import { REPLACEMENT, type Decoder } from './decode.ts'
import { elementSplitter, type JsonElement, type JsonFault } from './json-elements.ts'

const MAX_ELEMENT_LENGTH = 4 * 1024 ** 2

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The cells of a GeoJSON feature: its properties, and its point as `longitude` and `latitude`. */
function featureCells(feature: Record<string, unknown>): Record<string, unknown> {
  const cells: Record<string, unknown> = isObject(feature['properties']) ? { ...feature['properties'] } : {}
  const geometry = feature['geometry']
  if (isObject(geometry) && geometry['type'] === 'Point' && Array.isArray(geometry['coordinates'])) {
    const [lon, lat] = geometry['coordinates'] as unknown[]
    cells['longitude'] ??= lon
    cells['latitude'] ??= lat
  }
  return cells
}

function error(code: string, row: number, message: string, remedy: string): Issue {
  return { code, message, path: [], row, remedy, severity: 'error' }
}

/** Deeper than any real row: what is nested further could not be written down again without overflowing the stack. */
const MAX_DEPTH = 64

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1))
}

function takeElement(element: JsonElement, decoder: Decoder): SourceRow | Issue {
  for (let at = element.text.indexOf(REPLACEMENT); at >= 0; at = element.text.indexOf(REPLACEMENT, at + 1)) {
    const position = decoder.faults.shift()
    if (position !== undefined && position !== null)
      return invalidBytes(element.no, position, decoder.encoding, { column: '', value: '' })
  }
  let value: unknown
  try {
    value = JSON.parse(element.text)
  } catch {
    return {
      ...error(
        'json.malformed',
        element.no,
        'This element is not valid JSON.',
        'Check it with a JSON validator; often a comma or a quotation mark is missing.',
      ),
      value: shown(element.text),
    }
  }
  if (isDeeperThan(value, MAX_DEPTH))
    return error(
      'json.too_deep',
      element.no,
      `Objects and lists lie more than ${MAX_DEPTH} deep in one another.`,
      'Take the row from the original file: a row holds plain values.',
    )
  if (!isObject(value))
    return error('json.not_an_object', element.no, 'This element is not an object.', 'Each element must be one row.')
  return { rowNo: element.no, cells: value['type'] === 'Feature' ? featureCells(value) : value }
}

const FAULTS: Readonly<Record<JsonFault['code'], readonly [message: string, remedy: string]>> = {
  'json.not_an_array': [
    'The JSON is neither an array of rows nor a GeoJSON FeatureCollection.',
    'Import the file that holds the rows themselves.',
  ],
  'json.element_too_large': ['This element is longer than 4 MiB.', 'Look for a bracket or quotation mark left open.'],
  'json.cut_off': ['The file ends in the middle of the array.', 'Download the file again: it is not complete.'],
}

/** The rows of a JSON array or of a GeoJSON FeatureCollection. Columns are those of the first row. */
export async function* jsonRows(chunks: AsyncIterable<string>, decoder: Decoder): AsyncGenerator<RowBatch> {
  const splitter = elementSplitter(MAX_ELEMENT_LENGTH)
  let columns: readonly string[] = []
  let rowsSeen = 0
  for await (const chunk of chunks) {
    const rows: SourceRow[] = []
    const issues: Issue[] = []
    for (const element of splitter.push(chunk)) {
      rowsSeen += 1
      const taken = takeElement(element, decoder)
      if ('cells' in taken) rows.push(taken)
      else issues.push(taken)
    }
    const first = rows[0]
    if (columns.length === 0 && first !== undefined) columns = Object.keys(first.cells)
    yield { columns, rows, issues, rowsSeen }
    if (splitter.fault() !== null) break
  }
  const fault = splitter.end()
  if (fault !== null) {
    const [message, remedy] = FAULTS[fault.code]
    yield { columns, rows: [], issues: [error(fault.code, fault.no, message, remedy)], rowsSeen }
  }
}

import type { Issue } from '../parse/index.ts'
import { parseDayNo } from '../time/index.ts'
import { boxOf, isInside } from './country.ts'
import { dayText, shown, type ReadContext, type SourceRow } from './imported-event.ts'

/** Values that mean "not given" in the datasets read here. */
const NOT_GIVEN = new Set(['', 'NA', 'N/A', 'NULL', 'null', 'NaN', 'None'])
const INTEGER = /^[+-]?\d+(?:\.0+)?$/
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/
const MAX_COUNT = 2_147_483_647

/** Notes an issue about a column of the row. */
type IssueNote = (code: string, column: string, message: string, remedy: string) => void

/** Reads the cells of one row and gathers what is wrong with them. Never throws. */
export interface RowReader {
  readonly issues: readonly Issue[]
  /** Trimmed text; '' when the cell is missing or says that nothing is known. */
  readonly text: (column: string) => string
  /** Whole number ≥ 0; null when not given or (with an issue) not a number. */
  readonly count: (column: string) => number | null
  /** Any finite number; null when not given or (with an issue) not a number. */
  readonly number: (column: string) => number | null
  /** Day number of `YYYY-MM-DD…`; null with an issue when it is missing, impossible or in the future. */
  readonly day: (column: string) => number | null
  readonly report: IssueNote
  readonly doubt: IssueNote
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return value === null || value === undefined ? '' : shown(value)
}

/** Reads the cells of one row and gathers every issue with row, column and value; it never throws. */
export function rowReader(row: SourceRow, context: ReadContext): RowReader {
  const issues: Issue[] = []
  const add = (severity: Issue['severity']) => (code: string, column: string, message: string, remedy: string) => {
    const value = shown(row.cells[column])
    issues.push({ code, message, path: [column], row: row.rowNo, column, value, remedy, severity })
  }
  const report = add('error')
  const text = (column: string): string => {
    const value = plainText(row.cells[column])
    return NOT_GIVEN.has(value) ? '' : value
  }
  return {
    issues,
    text,
    report,
    doubt: add('warning'),
    count: (column) => {
      const value = text(column)
      if (value === '') return null
      const count = INTEGER.test(value) ? Number(value) : NaN
      if (count >= 0 && count <= MAX_COUNT) return count
      report(
        'number.not_a_count',
        column,
        `"${shown(value)}" is not a whole number of zero or more.`,
        'Write a whole number, or leave the cell empty when the number is not known.',
      )
      return null
    },
    number: (column) => {
      const value = text(column)
      if (value === '') return null
      const number = NUMBER.test(value) ? Number(value) : NaN
      if (Number.isFinite(number)) return number
      report(
        'number.not_a_number',
        column,
        `"${shown(value)}" is not a number.`,
        'Write a number with a point for decimals, such as 4.361.',
      )
      return null
    },
    day: (column) => readDay(text(column), column, context, report),
  }
}

function readDay(value: string, column: string, context: ReadContext, report: RowReader['report']): number | null {
  const match = DAY.exec(value)
  if (match === null) {
    const message = value === '' ? 'The date is missing.' : `"${shown(value)}" is not a date that can be read.`
    report(value === '' ? 'date.missing' : 'date.unreadable', column, message, 'Write the date as YYYY-MM-DD.')
    return null
  }
  const [, year = '', month = '', day = ''] = match
  const dayNo = parseDayNo(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  if (dayNo === undefined) {
    report(
      'date.impossible',
      column,
      `There is no day ${year}-${month}-${day}.`,
      'Correct the day or month in the file; nothing is guessed.',
    )
    return null
  }
  return checkDay(dayNo, column, context, report)
}

/** Refuses a day that lies in the future. */
export function checkDay(
  dayNo: number,
  column: string,
  context: ReadContext,
  report: RowReader['report'],
): number | null {
  // A day of grace: the file's zone may be ahead of the operation's.
  if (dayNo <= context.todayDayNo + 1) return dayNo
  report(
    'date.future',
    column,
    `${dayText(dayNo)} lies in the future.`,
    'Correct the year, or check the clock of this computer.',
  )
  return null
}

/** Columns that hold a point. */
export interface PointColumns {
  readonly lon: string
  readonly lat: string
}

/**
 * A checked point, null when the row gives none (or 0,0), or undefined (with an issue) when what it gives cannot be right:
 * out of range or swapped. `iso3` is the country the row names, which betrays swapped coordinates.
 */
export function readPoint(
  reader: RowReader,
  columns: PointColumns,
  iso3: string | null,
): { readonly lon: number; readonly lat: number } | null | undefined {
  const before = reader.issues.length
  const lon = reader.number(columns.lon)
  const lat = reader.number(columns.lat)
  if (reader.issues.length > before) return undefined
  if (lon === null && lat === null) return null
  if (lon === null || lat === null) {
    const missing = lon === null ? columns.lon : columns.lat
    reader.report('coordinate.half', missing, 'One half of the coordinate is missing.', 'Give both, or neither.')
    return undefined
  }
  return checkPoint(reader, columns, { lon, lat }, iso3)
}

/** The checks of `readPoint` on a point that is already numbers. */
export function checkPoint(
  reader: RowReader,
  columns: PointColumns,
  point: { readonly lon: number; readonly lat: number },
  iso3: string | null,
): { readonly lon: number; readonly lat: number } | null | undefined {
  const { lon, lat } = point
  const box = boxOf(iso3)
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    reportRange(reader, columns, lon, lat)
    return undefined
  }
  if (lon === 0 && lat === 0) {
    reader.doubt(
      'coordinate.zero',
      columns.lat,
      'The coordinate is 0, 0, which in data means that nobody filled it in.',
      'The row is kept without a place; leave both cells empty when the place is not known.',
    )
    return null
  }
  if (box === null || iso3 === null || isInside(box, lon, lat)) return point
  if (isInside(box, lat, lon)) {
    reader.report(
      'coordinate.swapped',
      columns.lat,
      `The point ${lon}, ${lat} is far from ${iso3}; with longitude and latitude exchanged it lies there.`,
      SWAP,
    )
    return undefined
  }
  reader.doubt(
    'coordinate.outside_country',
    columns.lat,
    `The point ${lon}, ${lat} lies outside ${iso3}, which the row names.`,
    'Check the point or the country; the row is kept as it is.',
  )
  return point
}

const SWAP = 'Exchange the two columns for this row; longitude is east-west, latitude north-south.'

/** Reports a point that is not on the Earth. */
function reportRange(reader: RowReader, columns: PointColumns, lon: number, lat: number): void {
  const swapped = Math.abs(lat) <= 180 && Math.abs(lon) <= 90
  reader.report(
    swapped ? 'coordinate.swapped' : 'coordinate.out_of_range',
    Math.abs(lat) > 90 ? columns.lat : columns.lon,
    swapped
      ? `Latitude ${lat} is beyond 90: longitude and latitude seem to be exchanged.`
      : `The coordinate ${lon}, ${lat} is not on the Earth.`,
    swapped ? SWAP : 'Longitude runs from -180 to 180 and latitude from -90 to 90, in decimal degrees.',
  )
}

import { LADDER, RANGE_STARTS, type ReleaseAudience } from './audience.ts'
import { coarsePlace, mayLeave, unitOf, unitsWithin, type ReleaseRecord } from './coarsen.ts'
import { countTable, type CountCell, type CountTable, type WithheldFor } from './count-table.ts'
import { findDisclosures, type PublishedFigure } from './differencing.ts'
import type {
  ReleaseBasis,
  ReleaseContent,
  ReleaseDesk,
  ReleaseFigure,
  ReleaseLine,
  ReleasePeriod,
  ReleaseTable,
  ShownFigure,
} from './release.ts'
import { mapCells, suppress } from './suppress.ts'

/** What a release is to be about, besides its audience. Days are local days of the operation, [fromOn, toOn). */
export interface ReleaseSubject {
  readonly operation: ReleaseContent['operation']
  readonly fromOn: string
  readonly toOn: string
  readonly basis: ReleaseBasis
  readonly title: string
  readonly text: string
  /** Local day on which it is made. */
  readonly today: string
}

export interface MadeRelease {
  readonly content: ReleaseContent
  readonly desk: ReleaseDesk
  /** To be kept, so that a later release is held against it. */
  readonly figures: readonly ReleaseFigure[]
}

/**
 * What an audience would get of these records: coarsened, suppressed, and held against all that was released before. Pure:
 * the same records and the same earlier figures give the same release. Without any unit of time that is old enough it is empty.
 */
export function makeRelease(
  audience: ReleaseAudience,
  subject: ReleaseSubject,
  records: readonly ReleaseRecord[],
  before: readonly PublishedFigure[],
): MadeRelease {
  const { time, delayDays, k } = LADDER[audience]
  if (time === 'exact') throw new RangeError('an exact time never leaves')
  const units = unitsWithin(subject.fromOn, subject.toOn, audience, subject.today)
  const own = records.filter((record) => mayLeave(record, audience))
  const { inUnits, period } = intoUnits(units, own, subject, time)
  const base = {
    layout: 1 as const,
    audience,
    operation: subject.operation,
    title: subject.title,
    text: subject.text,
    ...(period.covered ?? { fromOn: subject.fromOn, toOn: subject.toOn }),
    time,
    delayDays,
    k: audience === 'partner' ? null : k,
    basis: subject.basis,
    asOfOn: subject.today,
  }
  const leftOut = records.length - own.length
  if (audience === 'partner') {
    const list = linesOf([...inUnits.values()].flat())
    const none = { small: 0, covering: 0, difference: 0 }
    return {
      content: { ...base, tables: [], list },
      desk: { withheld: [], counts: none, leftOut, period },
      figures: [],
    }
  }
  const least = k ?? 0
  const tables = units.map((unit) => ({
    ...unit,
    table: suppress(
      countTable(inUnits.get(unit.unit) ?? [], {
        row: ({ family }) => family,
        column: (record) => coarsePlace(record, audience),
      }),
      least,
    ),
  }))
  const safe = withholdDifferences(tables, before, least)
  const shown = safe.map((one) => showTable(one, audience))
  const counts = { small: 0, covering: 0, difference: 0 }
  for (const { withheld } of shown) for (const reason of withheld.flat()) if (reason !== null) counts[reason] += 1
  return {
    content: { ...base, tables: shown.map(({ table }) => table), list: [] },
    desk: { withheld: shown.map(({ withheld }) => withheld), counts, leftOut, period },
    figures: safe.flatMap((one) => figuresOf(one)),
  }
}

/** The records of each unit of time, and how many lie in none because the period cuts it or it is too recent. */
function intoUnits(
  units: ReturnType<typeof unitsWithin>,
  records: readonly ReleaseRecord[],
  { fromOn, toOn }: ReleaseSubject,
  time: ReleaseContent['time'],
): { readonly inUnits: ReadonlyMap<string, readonly ReleaseRecord[]>; readonly period: ReleasePeriod } {
  const inUnits = new Map(units.map(({ unit }): [string, ReleaseRecord[]] => [unit, []]))
  let fellOut = 0
  for (const record of records) {
    const inUnit = inUnits.get(unitOf(record.occurredOn, time))
    if (inUnit === undefined) fellOut += 1
    else inUnit.push(record)
  }
  const [first, last] = [units[0], units.at(-1)]
  const covered = first === undefined || last === undefined ? null : { fromOn: first.fromOn, toOn: last.toOn }
  return { inUnits, period: { fromOn, toOn, covered, fellOut } }
}

interface UnitTable {
  readonly unit: string
  readonly fromOn: string
  readonly toOn: string
  readonly table: CountTable
}

function keyOf({ unit, table }: UnitTable, i: number): string {
  const width = table.columns.length + 1
  return [unit, table.rows[Math.floor(i / width)] ?? '*', table.columns[i % width] ?? '*'].join('|')
}

function figuresOf(one: UnitTable): readonly ReleaseFigure[] {
  return one.table.cells
    .flat()
    .flatMap((cell, i) => (cell.withheld === null ? [{ key: keyOf(one, i), ids: cell.ids }] : []))
}

/** Withholds figures until nothing small can be computed from these and the earlier ones together. */
function withholdDifferences(
  tables: readonly UnitTable[],
  before: readonly PublishedFigure[],
  k: number,
): readonly UnitTable[] {
  let safe = tables
  for (;;) {
    const figures = safe.flatMap((one) => figuresOf(one))
    const found = findDisclosures(before, figures, k)
    if (found.length === 0) return safe
    // Of each disclosure the smallest new figure goes: the least is lost.
    const sizes = new Map(figures.map(({ key, ids }) => [key, ids.length]))
    const gone = new Set(
      found.map(({ keys }) => [...keys].sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0))[0] ?? ''),
    )
    safe = safe.map((one) => ({
      ...one,
      table: mapCells(one.table, (cell, i) =>
        cell.withheld === null && gone.has(keyOf(one, i)) ? { ...cell, withheld: 'difference' } : cell,
      ),
    }))
  }
}

/** The table as it leaves. Rows and columns that show no figure are not printed: their names alone would say that there is something. */
function showTable(
  { unit, fromOn, toOn, table }: UnitTable,
  audience: ReleaseAudience,
): { readonly table: ReleaseTable; readonly withheld: readonly (readonly (WithheldFor | null)[])[] } {
  const isShown = (cell: CountCell | undefined): boolean => cell?.withheld === null
  const columns = table.columns.flatMap((_, c) => (table.cells.some((row) => isShown(row[c])) ? [c] : []))
  const rows = table.rows.flatMap((_, r) => (table.cells[r]?.some((cell) => isShown(cell)) === true ? [r] : []))
  const columnsAndTotal = [...columns, table.columns.length]
  const cellsOf = (r: number): readonly CountCell[] => columnsAndTotal.flatMap((c) => table.cells[r]?.[c] ?? [])
  const show = (cell: CountCell): ShownFigure =>
    cell.withheld === null ? shownFigure(cell.ids.length, audience) : null
  const total = table.rows.length
  return {
    table: {
      unit,
      fromOn,
      toOn,
      areas: columns.map((c) => table.columns[c] ?? ''),
      rows: rows.map((r) => ({ family: table.rows[r] ?? '', cells: cellsOf(r).map(show) })),
      totals: cellsOf(total).map(show),
    },
    withheld: [...rows, total].map((r) => cellsOf(r).map(({ withheld }) => withheld)),
  }
}

function shownFigure(count: number, audience: ReleaseAudience): ShownFigure {
  if (LADDER[audience].content !== 'family_ranges') return { least: count, most: count }
  const next = RANGE_STARTS.findIndex((start) => start > count)
  const least = (next < 0 ? RANGE_STARTS.at(-1) : RANGE_STARTS[next - 1]) ?? 0
  return { least, most: next < 0 ? null : (RANGE_STARTS[next] ?? 0) - 1 }
}

function linesOf(records: readonly ReleaseRecord[]): readonly ReleaseLine[] {
  const lines = new Map<string, { line: Omit<ReleaseLine, 'incidents'>; incidents: number }>()
  for (const record of records) {
    const line = { on: record.occurredOn, typeCode: record.typeCode, place: coarsePlace(record, 'partner') }
    const key = `${line.on}|${line.typeCode}|${line.place}`
    const kept = lines.get(key)
    if (kept === undefined) lines.set(key, { line, incidents: 1 })
    else kept.incidents += 1
  }
  return [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { line, incidents }]) => ({ ...line, incidents }))
}

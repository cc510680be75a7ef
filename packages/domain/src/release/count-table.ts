/** Why a figure is not shown. `covering`: large enough itself, but it would give away one that is not. */
export const WITHHELD_FOR = ['small', 'covering', 'difference'] as const
export type WithheldFor = (typeof WITHHELD_FOR)[number]

/** A figure of a table with the records it counts. */
export interface CountCell {
  readonly ids: readonly string[]
  /** Null: shown. */
  readonly withheld: WithheldFor | null
}

/**
 * A table of counts, rows × columns, with all its totals. Shapes: `cells[r][c]`; row `rows.length` holds the totals of the
 * columns, column `columns.length` those of the rows, their corner the total of all. Rows and columns are disjoint.
 */
export interface CountTable {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly cells: readonly (readonly CountCell[])[]
}

/** Counts records by a row and a column. Rows and columns are those that occur, in the order of the alphabet. */
export function countTable<T extends { readonly id: string }>(
  records: readonly T[],
  by: { readonly row: (record: T) => string; readonly column: (record: T) => string },
): CountTable {
  const rows = [...new Set(records.map((record) => by.row(record)))].sort()
  const columns = [...new Set(records.map((record) => by.column(record)))].sort()
  const ids = Array.from({ length: rows.length + 1 }, () =>
    Array.from({ length: columns.length + 1 }, (): string[] => []),
  )
  for (const record of records)
    for (const r of [rows.indexOf(by.row(record)), rows.length])
      for (const c of [columns.indexOf(by.column(record)), columns.length]) ids[r]?.[c]?.push(record.id)
  return { rows, columns, cells: ids.map((row) => row.map((own) => ({ ids: own.sort(), withheld: null }))) }
}

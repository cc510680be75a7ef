import type { SituationColumns } from '@eirene/analysis/situation'
import type { PictureOrder } from './protocol.ts'

function ranks(names: readonly string[]): Uint32Array {
  const order = names.map((_, no) => no).sort((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1))
  const rank = new Uint32Array(names.length)
  order.forEach((no, at) => {
    rank[no] = at
  })
  return rank
}

function keyOf(columns: SituationColumns, sort: PictureOrder['sort']): (row: number) => number {
  const { profiles, types, places } = columns.dictionaries
  switch (sort) {
    case 'time':
      return (row) => columns.atMin[row] ?? 0
    case 'killed':
      // Not known (-1) stands below none: it is at the end of a list from most to least, and never taken for zero.
      return (row) => columns.killedBest[row] ?? -1
    case 'type': {
      const rank = ranks(types)
      return (row) => rank[profiles.typeNo[columns.profileNo[row] ?? 0] ?? 0] ?? 0
    }
    case 'place': {
      const rank = ranks(places.names)
      return (row) => rank[columns.placeNo[row] ?? 0] ?? 0
    }
  }
}

/** Rows from newest to oldest. They nearly always lie in the order of time already, which costs one look at each. */
function newestFirst(atMin: Int32Array, rows: Uint32Array): Uint32Array {
  let isInTime = true
  for (let i = 1; i < rows.length && isInTime; i++)
    isInTime = (atMin[rows[i - 1] ?? 0] ?? 0) <= (atMin[rows[i] ?? 0] ?? 0)
  return isInTime ? rows.toReversed() : rows.toSorted((a, b) => (atMin[b] ?? 0) - (atMin[a] ?? 0))
}

/**
 * Rows in the order of the list; equals newest first. Key and place in time are packed into one number each, because a sort
 * of plain numbers is many times faster than one that compares by a function: keys stay below 2^53 / rows.
 */
export function listOrder(
  columns: SituationColumns,
  rows: Uint32Array,
  { sort, ascending }: Pick<PictureOrder, 'sort' | 'ascending'>,
): Uint32Array {
  const newest = newestFirst(columns.atMin, rows)
  if (sort === 'time') return ascending ? newest.toReversed() : newest
  const key = keyOf(columns, sort)
  const count = newest.length
  const keys = Float64Array.from(newest, key)
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of keys) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const packed = keys.map((value, i) => (ascending ? value - least : most - value) * count + i)
  packed.sort()
  return Uint32Array.from(packed, (value) => newest[value % count] ?? 0)
}

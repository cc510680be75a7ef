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

/**
 * Rows in the order of the list; equals newest first. One sort over packed 53-bit keys: 400,000 rows take about 40 ms,
 * the order of time, which is how the rows lie, nothing.
 */
export function listOrder(
  columns: SituationColumns,
  rows: Uint32Array,
  { sort, ascending }: Pick<PictureOrder, 'sort' | 'ascending'>,
): Uint32Array {
  const { atMin } = columns
  if (sort === 'time') {
    let sorted = true
    for (let i = 1; i < rows.length && sorted; i++)
      sorted = (atMin[rows[i - 1] ?? 0] ?? 0) <= (atMin[rows[i] ?? 0] ?? 0)
    const inTime = sorted ? rows : rows.toSorted((a, b) => (atMin[a] ?? 0) - (atMin[b] ?? 0))
    return ascending ? inTime.slice() : inTime.toReversed()
  }
  const key = keyOf(columns, sort)
  const keys = Float64Array.from(rows, key)
  const order = Uint32Array.from(rows, (_, i) => i)
  const sign = ascending ? 1 : -1
  order.sort((a, b) => {
    const byKey = (keys[a] ?? 0) - (keys[b] ?? 0)
    if (byKey !== 0) return sign * byKey
    return (atMin[rows[b] ?? 0] ?? 0) - (atMin[rows[a] ?? 0] ?? 0)
  })
  return order.map((i) => rows[i] ?? 0)
}

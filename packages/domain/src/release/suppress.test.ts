import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countTable, derivable, findDisclosures, suppress, type CountTable } from './index.ts'

/** A table with these counts, rows × columns; a row or a column without any record does not occur in it. */
function tableOf(counts: readonly (readonly number[])[]): CountTable {
  const records = counts.flatMap((row, r) =>
    row.flatMap((count, c) =>
      Array.from({ length: count }, (_, i) => ({ id: `${r}-${c}-${i}`, row: `r${r}`, column: `c${c}` })),
    ),
  )
  return countTable(records, { row: (one) => one.row, column: (one) => one.column })
}

const sizes = (table: CountTable): number[][] => table.cells.map((row) => row.map(({ ids }) => ids.length))

/**
 * The slow and obvious way: every table of whole numbers from 0 to `cap` that has the printed figures is a table that there
 * may be. Gives for each figure the least and the most over them.
 */
function bruteForce(table: CountTable, cap: number): { least: number; most: number }[][] {
  const [m, n] = [table.rows.length, table.columns.length]
  const bounds = table.cells.map((row) => row.map(() => ({ least: Infinity, most: -Infinity })))
  const inner = Array.from({ length: m }, () => Array.from({ length: n }, () => 0))
  const fits = (r: number, c: number, value: number): boolean => {
    const cell = table.cells[r]![c]!
    return cell.withheld !== null || cell.ids.length === value
  }
  const check = (): void => {
    const full = [...inner.map((row) => [...row, row.reduce((a, b) => a + b, 0)])]
    full.push(Array.from({ length: n + 1 }, (_, c) => full.reduce((sum, row) => sum + row[c]!, 0)))
    if (!full.every((row, r) => row.every((value, c) => fits(r, c, value)))) return
    for (const [r, row] of full.entries())
      for (const [c, value] of row.entries()) {
        const bound = bounds[r]![c]!
        bound.least = Math.min(bound.least, value)
        bound.most = Math.max(bound.most, value)
      }
  }
  const fill = (i: number): void => {
    if (i === m * n) {
      check()
      return
    }
    const [r, c] = [Math.floor(i / n), i % n]
    for (let value = 0; value <= cap; value += 1) {
      if (!fits(r, c, value)) continue
      inner[r]![c] = value
      fill(i + 1)
    }
  }
  fill(0)
  return bounds
}

const counts = (max: number, most: number) =>
  fc.integer({ min: 1, max: most }).chain((columns) =>
    fc.array(fc.array(fc.nat({ max }), { minLength: columns, maxLength: columns }), {
      minLength: 1,
      maxLength: most,
    }),
  )

describe('suppression', () => {
  it('lets no more be derived of a small figure than that it lies between none and k: against every table there may be', () => {
    const k = 2
    fc.assert(
      fc.property(counts(5, 2), (given) => {
        fc.pre(given.flat().some((count) => count > 0))
        const table = suppress(tableOf(given), k)
        const cap = 10
        const bounds = bruteForce(table, cap)
        for (const [r, row] of table.cells.entries())
          for (const [c, cell] of row.entries()) {
            if (cell.withheld === null) {
              expect(cell.ids.length).toBeGreaterThanOrEqual(k)
              continue
            }
            const bound = bounds[r]![c]!
            if (cell.withheld === 'small') expect([bound.least, bound.most >= k]).toEqual([0, true])
            else expect(bound.least).toBeLessThan(bound.most)
          }
      }),
      { numRuns: 150 },
    )
  })

  it('gives the same bounds by flows as by trying every table', () => {
    fc.assert(
      fc.property(counts(3, 2), fc.infiniteStream(fc.boolean()), (given, coins) => {
        const open = tableOf(given)
        const table: CountTable = {
          ...open,
          cells: open.cells.map((row) =>
            row.map((cell) => ({ ...cell, withheld: coins.next().value === true ? ('small' as const) : null })),
          ),
        }
        const cap = 12
        const bounds = bruteForce(table, cap)
        for (const [r, row] of table.cells.entries())
          for (const [c, cell] of row.entries()) {
            const found = derivable(table, r, c, 4)
            const count = cell.ids.length
            expect(found.least).toBe(Math.max(bounds[r]![c]!.least, count - 4))
            expect(found.most).toBe(Math.min(bounds[r]![c]!.most, count + 4))
          }
      }),
      { numRuns: 120 },
    )
  })

  it('holds for tables as large as a mission’s, at the public’s k', () => {
    const k = 11
    fc.assert(
      fc.property(counts(40, 12), (given) => {
        const table = suppress(tableOf(given), k)
        for (const [r, row] of table.cells.entries())
          for (const [c, cell] of row.entries()) {
            if (cell.withheld === null) expect(cell.ids.length).toBeGreaterThanOrEqual(k)
            else if (cell.withheld === 'small') {
              const { least, most } = derivable(table, r, c, k)
              expect([least, most >= k]).toEqual([0, true])
            }
          }
      }),
      { numRuns: 40 },
    )
  })

  it('withholds a second figure where the total would give the first back', () => {
    const table = suppress(
      tableOf([
        [3, 40, 50],
        [30, 60, 70],
      ]),
      11,
    )
    expect(table.cells[0]!.map(({ withheld }) => withheld)).toEqual(['small', 'covering', null, null])
    expect(table.cells[1]!.map(({ withheld }) => withheld)).toEqual(['covering', 'covering', null, null])
    expect(sizes(table)[2]).toEqual([33, 100, 120, 253])
  })

  it('shows a table whole where nothing in it is small, and nothing of an empty one', () => {
    const shown = suppress(tableOf([[20, 30]]), 11)
    expect(shown.cells.flat().every(({ withheld }) => withheld === null)).toBe(true)
    expect(suppress(tableOf([]), 11).cells).toEqual([[{ ids: [], withheld: 'small' }]])
  })
})

const ids = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i}`)

describe('differencing between releases', () => {
  it('finds a few records that a new figure has beyond an old one', () => {
    const old = { key: 'old', ids: ids('a', 20) }
    const next = { key: 'next', ids: [...ids('a', 20), ...ids('b', 3)] }
    expect(findDisclosures([old], [next], 11)).toEqual([{ keys: ['next'], count: 3 }])
    expect(findDisclosures([old], [{ key: 'next', ids: [...old.ids, ...ids('b', 11)] }], 11)).toEqual([])
    expect(findDisclosures([old], [{ ...old, key: 'same' }], 11)).toEqual([])
  })

  it('finds a few records that follow only from several figures together', () => {
    const [a, b, hidden] = [ids('a', 20), ids('b', 15), ids('h', 4)]
    const before = [
      { key: 'a', ids: a },
      { key: 'b', ids: b },
    ]
    const found = findDisclosures(before, [{ key: 'total', ids: [...a, ...b, ...hidden] }], 11)
    expect(found.map(({ count }) => count)).toContain(4)
    expect(found.every(({ keys }) => keys.includes('total'))).toBe(true)
  })

  it('counts what the old figures gave already as theirs, not as new', () => {
    const before = [
      { key: 'a', ids: ids('a', 20) },
      { key: 'ab', ids: [...ids('a', 20), ...ids('b', 3)] },
    ]
    expect(findDisclosures(before, [{ key: 'a', ids: ids('a', 20) }], 11)).toEqual([])
  })

  it('finds every small set that a search through all combinations with factors −1, 0, 1 finds', () => {
    // Every figure alone is large enough to be shown.
    const figure = fc.subarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 2 })
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 3 }), figure, (old, next) => {
        const before = old.map((own, i) => ({ key: `o${i}`, ids: own }))
        const found = findDisclosures(before, [{ key: 'n', ids: next }], 2)
        const all = ['a', 'b', 'c', 'd', 'e', 'f']
        for (let code = 0; code < 3 ** old.length; code += 1) {
          const factors = old.map((_, i) => (Math.floor(code / 3 ** i) % 3) - 1)
          const sum = all.map(
            (id) =>
              (next.includes(id) ? 1 : 0) +
              factors.reduce((total, factor, i) => total + (old[i]!.includes(id) ? factor : 0), 0),
          )
          const single = sum.filter((value) => value !== 0)
          if (single.length !== 1) continue
          const id = all[sum.findIndex((value) => value !== 0)]!
          const known = isKnown(before, id)
          if (!known) expect(found.length).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })
})

/** Whether old figures alone give one record, by all combinations with factors −2 … 2. */
function isKnown(before: readonly { readonly ids: readonly string[] }[], id: string): boolean {
  const all = ['a', 'b', 'c', 'd', 'e', 'f']
  for (let code = 0; code < 5 ** before.length; code += 1) {
    const factors = before.map((_, i) => (Math.floor(code / 5 ** i) % 5) - 2)
    const sum = all.map((one) =>
      factors.reduce((total, factor, i) => total + (before[i]!.ids.includes(one) ? factor : 0), 0),
    )
    if (sum.filter((value) => value !== 0).length === 1 && sum[all.indexOf(id)] !== 0) return true
  }
  return false
}

import type { CountCell, CountTable } from './count-table.ts'

/**
 * The table's additions as a network. Every figure stands in one row sum and one column sum; seen as an arc between the
 * node of its row and that of its column, a change of figures that keeps all sums is a circulation. What can be derived of
 * a withheld figure is then exactly how far a circulation through withheld arcs alone can move it.
 */
interface Arc {
  readonly r: number
  readonly c: number
  readonly from: number
  readonly to: number
  readonly count: number
}

function arcsOf(table: CountTable): readonly Arc[] {
  const [rowCount, columnCount] = [table.rows.length, table.columns.length]
  const columnNode = (c: number): number => rowCount + 1 + c
  return table.cells.flatMap((row, r) =>
    row.map(({ ids }, c): Arc => {
      // A total lies on the other side of the equals sign: its arc runs the other way. The corner is a total of totals.
      const isBackward = (r === rowCount) !== (c === columnCount)
      const [from, to] = isBackward ? [columnNode(c), r] : [r, columnNode(c)]
      return { r, c, from, to, count: ids.length }
    }),
  )
}

interface Step {
  readonly arc: number
  readonly isForward: boolean
}

interface Search {
  readonly arcs: readonly Arc[]
  readonly moved: readonly number[]
  readonly costOf: (arc: number) => number
}

/** Nodes reached so far: what it cost, and by which step. */
interface Reached {
  readonly cost: number[]
  readonly last: (Step | undefined)[]
}

/** The cheapest way from one node to another over the arcs that may move, each with its cost; undefined: there is none. */
function cheapestWay(search: Search, ends: readonly [from: number, to: number]): readonly Step[] | undefined {
  const { arcs } = search
  const nodeCount = 1 + Math.max(...arcs.map(({ from, to }) => Math.max(from, to)))
  const reached: Reached = { cost: Array.from({ length: nodeCount }, () => Infinity), last: [] }
  const open = new Set(reached.cost.keys())
  const steps = stepsByNode(arcs, nodeCount)
  reached.cost[ends[0]] = 0
  for (;;) {
    const node = nearest(open, reached)
    if (node === undefined) return undefined
    if (node === ends[1]) return wayBack(arcs, ends, reached.last)
    open.delete(node)
    for (const step of steps[node] ?? []) take(step, node, search, reached)
  }
}

function nearest(open: ReadonlySet<number>, { cost }: Reached): number | undefined {
  let [best, node]: [number, number | undefined] = [Infinity, undefined]
  for (const candidate of open) {
    const own = cost[candidate] ?? Infinity
    if (own < best) [best, node] = [own, candidate]
  }
  return node
}

function take(step: Step, node: number, { arcs, moved, costOf }: Search, { cost, last }: Reached): void {
  const arc = arcs[step.arc]
  // No count is negative: an arc that has come down to nothing cannot come down further.
  if (arc === undefined || (!step.isForward && arc.count + (moved[step.arc] ?? 0) <= 0)) return
  const end = step.isForward ? arc.to : arc.from
  const total = (cost[node] ?? Infinity) + costOf(step.arc)
  if (total >= (cost[end] ?? Infinity)) return
  cost[end] = total
  last[end] = step
}

function stepsByNode(arcs: readonly Arc[], nodeCount: number): readonly (readonly Step[])[] {
  const steps = Array.from({ length: nodeCount }, (): Step[] => [])
  for (const [arc, { from, to }] of arcs.entries()) {
    steps[from]?.push({ arc, isForward: true })
    steps[to]?.push({ arc, isForward: false })
  }
  return steps
}

function wayBack(
  arcs: readonly Arc[],
  [from, to]: readonly [number, number],
  last: readonly (Step | undefined)[],
): readonly Step[] {
  const way: Step[] = []
  for (let node = to; node !== from;) {
    const step = last[node]
    const arc = step === undefined ? undefined : arcs[step.arc]
    if (step === undefined || arc === undefined) throw new Error('a way without a beginning')
    way.push(step)
    node = step.isForward ? arc.from : arc.to
  }
  return way
}

interface Network {
  readonly arcs: readonly Arc[]
  readonly withheld: readonly boolean[]
}

/** How far a figure can move, up to `enough`, while every shown figure stays; and the moves that take it there. */
function movement(
  { arcs, withheld }: Network,
  target: number,
  isUp: boolean,
  enough: number,
): { readonly by: number; readonly moved: readonly number[] } {
  const moved = arcs.map(() => 0)
  let by = 0
  while (by < enough) {
    const costOf = (arc: number): number => (arc !== target && withheld[arc] === true ? 1 : Infinity)
    const way = cheapestWay({ arcs, moved, costOf }, endsOf(arcs, target, isUp))
    if (way === undefined) break
    const room = way.map(({ arc, isForward }) => (isForward ? Infinity : (arcs[arc]?.count ?? 0) + (moved[arc] ?? 0)))
    const step = Math.min(enough - by, ...room)
    for (const { arc, isForward } of way) moved[arc] = (moved[arc] ?? 0) + (isForward ? step : -step)
    by += step
  }
  return { by, moved }
}

/** To raise an arc, as much must flow back from its end to its beginning; to lower it, the other way. */
function endsOf(arcs: readonly Arc[], target: number, isUp: boolean): readonly [number, number] {
  const arc = arcs[target]
  if (arc === undefined) throw new RangeError('no such arc')
  return isUp ? [arc.to, arc.from] : [arc.from, arc.to]
}

/** What somebody with a printed table can derive of one figure from its sums: it lies in [least, most]. */
export interface Derivable {
  readonly least: number
  /** Infinity: no upper bound. At most `enough` above the count is looked for. */
  readonly most: number
}

/**
 * Bounds of a withheld figure, exact up to `enough` away from it: the additions of the table and that no count is negative
 * are all that is used, and nothing else is printed.
 */
export function derivable(table: CountTable, r: number, c: number, enough: number): Derivable {
  const network = networkOf(table)
  const target = network.arcs.findIndex((arc) => arc.r === r && arc.c === c)
  const count = network.arcs[target]?.count ?? 0
  if (network.withheld[target] !== true) return { least: count, most: count }
  const down = movement(network, target, false, Math.min(enough, count)).by
  const up = movement(network, target, true, enough).by
  return { least: count - down, most: count + up }
}

function networkOf(table: CountTable): Network {
  return { arcs: arcsOf(table), withheld: table.cells.flatMap((row) => row.map((cell) => cell.withheld !== null)) }
}

/**
 * Withholds each figure below `k`, none included, and as many more as it takes that of none of them more can be derived
 * than that it lies somewhere from 0 to `k`: neither that there is anything, nor that it is few.
 *
 * Limits: the further figures are chosen greedily, the smallest way first; it may withhold more than the least possible.
 * Source: docs/methods/release-ladder.md
 */
export function suppress(table: CountTable, k: number): CountTable {
  const arcs = arcsOf(table)
  const isSmall = arcs.map(({ count }) => count < k)
  const withheld = [...isSmall]
  if (table.rows.length === 0) return mapCells(table, (cell) => ({ ...cell, withheld: 'small' }))
  for (const [target, { count }] of arcs.entries()) {
    if (isSmall[target] !== true) continue
    for (const isUp of [false, true]) {
      const need = isUp ? k - count : count
      for (;;) {
        const { by, moved } = movement({ arcs, withheld }, target, isUp, need)
        if (by >= need) break
        const costOf = (arc: number): number => {
          if (arc === target) return Infinity
          return withheld[arc] === true ? 0.001 : (arcs[arc]?.count ?? 0)
        }
        const way = cheapestWay({ arcs, moved, costOf }, endsOf(arcs, target, isUp))
        if (way === undefined) throw new Error('a small figure cannot be covered')
        for (const { arc } of way) withheld[arc] = true
      }
    }
  }
  return mapCells(table, (cell, i) =>
    withheld[i] !== true ? cell : { ...cell, withheld: cell.withheld ?? (isSmall[i] === true ? 'small' : 'covering') },
  )
}

/** The same table with other cells; `i` counts them row by row. */
export function mapCells(table: CountTable, change: (cell: CountCell, i: number) => CountCell): CountTable {
  const width = table.columns.length + 1
  return { ...table, cells: table.cells.map((row, r) => row.map((cell, c) => change(cell, r * width + c))) }
}

import type { Ring } from '@eirene/domain/place'
import { VAGUE_HEX, type SituationColumns } from './columns.ts'
import { areaOf, placeOfBox } from './polygon.ts'

/** Rows that a scan takes at once, so that what it notes of them stays in the processor's cache. */
export const BLOCK_ROWS = 8192

/** What a cell's rows are to an area. */
const INSIDE = 0
const OUTSIDE = 4
export const TEST_EACH = 64

interface Parents {
  /** Number of the coarser cell for each entry of `dictionaries.hexes`. */
  no: Uint32Array
  /** The coarser cells; 0 stands for none. */
  readonly cells: bigint[]
  readonly known: Map<bigint, number>
  upTo: number
}

/** What is computed from columns once and kept while they live; it grows with them. */
interface Derived {
  upTo: number
  /** First and last local day in each block of rows. */
  blockFirstDay: Int32Array
  blockLastDay: Int32Array
  firstDay: number
  lastDay: number
  boxesUpTo: number
  /** West, south, east, north of the points that lie in each cell. */
  boxes: Float64Array
  readonly parents: Map<number, Parents>
  readonly scratch: Map<string, Float64Array>
  area: { readonly key: string; readonly size: number; readonly places: Uint8Array } | undefined
}

const kept = new WeakMap<SituationColumns, Derived>()

function derivedOf(columns: SituationColumns): Derived {
  let derived = kept.get(columns)
  if (derived === undefined) {
    derived = {
      upTo: 0,
      blockFirstDay: new Int32Array(0),
      blockLastDay: new Int32Array(0),
      firstDay: Number.POSITIVE_INFINITY,
      lastDay: Number.NEGATIVE_INFINITY,
      boxesUpTo: 0,
      boxes: new Float64Array(0),
      parents: new Map(),
      scratch: new Map(),
      area: undefined,
    }
    kept.set(columns, derived)
  }
  return derived
}

/** Days that the columns span, per block and as a whole. Removed rows still count: the span may be too wide, never too narrow. */
export function daySpan(
  columns: SituationColumns,
): Pick<Derived, 'blockFirstDay' | 'blockLastDay' | 'firstDay' | 'lastDay'> {
  const derived = derivedOf(columns)
  const { size, day } = columns
  const blocks = Math.ceil(size / BLOCK_ROWS)
  if (derived.blockFirstDay.length < blocks) {
    const first = new Int32Array(blocks * 2).fill(2_147_483_647)
    const last = new Int32Array(blocks * 2).fill(-2_147_483_648)
    first.set(derived.blockFirstDay)
    last.set(derived.blockLastDay)
    derived.blockFirstDay = first
    derived.blockLastDay = last
  }
  for (; derived.upTo < size; derived.upTo++) {
    const block = Math.floor(derived.upTo / BLOCK_ROWS)
    const d = day[derived.upTo] ?? 0
    if (d < (derived.blockFirstDay[block] ?? 0)) derived.blockFirstDay[block] = d
    if (d > (derived.blockLastDay[block] ?? 0)) derived.blockLastDay[block] = d
    if (d < derived.firstDay) derived.firstDay = d
    if (d > derived.lastDay) derived.lastDay = d
  }
  return derived
}

/** Room for the boxes of all cells; a new cell's box is empty (west beyond east). */
function roomForBoxes(boxes: Float64Array, cells: number): Float64Array {
  if (boxes.length >= cells * 4) return boxes
  const longer = new Float64Array(cells * 8)
  longer.set(boxes)
  for (let at = boxes.length; at < longer.length; at += 4) {
    longer.fill(Number.POSITIVE_INFINITY, at, at + 2)
    longer.fill(Number.NEGATIVE_INFINITY, at + 2, at + 4)
  }
  return longer
}

function cellBoxes(columns: SituationColumns, derived: Derived): Float64Array {
  const { hexNo, lon, lat, size } = columns
  const boxes = (derived.boxes = roomForBoxes(derived.boxes, columns.dictionaries.hexes.length))
  for (let row = derived.boxesUpTo; row < size; row++) {
    const at = (hexNo[row] ?? 0) * 4
    const x = lon[row] ?? Number.NaN
    const y = lat[row] ?? Number.NaN
    boxes[at] = Math.min(boxes[at] ?? 0, x)
    boxes[at + 1] = Math.min(boxes[at + 1] ?? 0, y)
    boxes[at + 2] = Math.max(boxes[at + 2] ?? 0, x)
    boxes[at + 3] = Math.max(boxes[at + 3] ?? 0, y)
  }
  derived.boxesUpTo = size
  return boxes
}

/**
 * For each H3 cell of the dictionary whether its rows lie in the area: INSIDE, OUTSIDE, or TEST_EACH where the cell meets
 * its edge. Vague places have no cell and are tested each. The last area asked for is remembered.
 */
export function cellPlaces(columns: SituationColumns, ring: Ring): Uint8Array {
  const derived = derivedOf(columns)
  const key = JSON.stringify(ring)
  if (derived.area?.key === key && derived.area.size === columns.size) return derived.area.places
  const area = areaOf(ring)
  const boxes = cellBoxes(columns, derived)
  const places = new Uint8Array(columns.dictionaries.hexes.length)
  for (let no = VAGUE_HEX + 1; no < places.length; no++) {
    const box = {
      west: boxes[no * 4] ?? 0,
      south: boxes[no * 4 + 1] ?? 0,
      east: boxes[no * 4 + 2] ?? 0,
      north: boxes[no * 4 + 3] ?? 0,
    }
    const place = placeOfBox(area, box)
    places[no] = place === 'inside' ? INSIDE : place === 'outside' ? OUTSIDE : TEST_EACH
  }
  places[0] = OUTSIDE
  places[VAGUE_HEX] = TEST_EACH
  derived.area = { key, size: columns.size, places }
  return places
}

const DIGITS_BELOW_MODE = 45n

/** The parent of an H3 cell at a coarser resolution, by its bits: the resolution field set, the finer digits all 7 (unused). */
function parentCell(cell: bigint, resolution: number): bigint {
  const unused = (1n << (DIGITS_BELOW_MODE - 3n * BigInt(resolution))) - 1n
  return (cell & ~(0xfn << 52n)) | (BigInt(resolution) << 52n) | unused
}

/** Cells at a resolution (3–7) and, for each entry of `dictionaries.hexes`, the number of the cell that it lies in. */
export function cellsAt(
  columns: SituationColumns,
  resolution: number,
): { readonly no: Uint32Array; readonly cells: readonly bigint[] } {
  const derived = derivedOf(columns)
  const { hexes } = columns.dictionaries
  let parents = derived.parents.get(resolution)
  if (parents === undefined) {
    parents = { no: new Uint32Array(hexes.length), cells: [0n], known: new Map(), upTo: VAGUE_HEX + 1 }
    derived.parents.set(resolution, parents)
  }
  if (parents.no.length < hexes.length) {
    const longer = new Uint32Array(hexes.length * 2)
    longer.set(parents.no)
    parents.no = longer
  }
  for (; parents.upTo < hexes.length; parents.upTo++) {
    const cell = parentCell(hexes[parents.upTo] ?? 0n, resolution)
    let no = parents.known.get(cell)
    if (no === undefined) {
      no = parents.cells.length
      parents.cells.push(cell)
      parents.known.set(cell, no)
    }
    parents.no[parents.upTo] = no
  }
  return parents
}

/**
 * Zeros to sum up in, the same memory again at each call with the same name: whoever asks must be done with it before the
 * next picture of the same columns.
 */
export function scratchLines(columns: SituationColumns, name: string, length: number): Float64Array {
  const { scratch } = derivedOf(columns)
  let lines = scratch.get(name)
  if (lines === undefined || lines.length < length) {
    lines = new Float64Array(length)
    scratch.set(name, lines)
  } else {
    lines.fill(0, 0, length)
  }
  return lines.subarray(0, length)
}

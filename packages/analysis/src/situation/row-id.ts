const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function nibble(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/**
 * Writes a UUID (36 characters, any case) as 16 bytes at `offset`. False when the text is no UUID; then the bytes are undefined.
 */
export function writeId(text: string, bytes: Uint8Array, offset: number): boolean {
  if (text.length !== 36) return false
  let at = offset
  for (let i = 0; i < 36; i += 2) {
    if (i === 8 || i === 13 || i === 18 || i === 23) {
      if (text.charCodeAt(i) !== 45) return false
      i -= 1
      continue
    }
    const high = nibble(text.charCodeAt(i))
    const low = nibble(text.charCodeAt(i + 1))
    if (high < 0 || low < 0) return false
    bytes[at++] = (high << 4) | low
  }
  return at === offset + 16
}

/** The UUID in lower case that `writeId` put at `offset`. */
export function readId(bytes: Uint8Array, offset: number): string {
  let text = ''
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-'
    text += HEX[bytes[offset + i] ?? 0] ?? ''
  }
  return text
}

/** What the index needs of columns: ids of 16 bytes, the number of rows, and which rows were removed. */
interface IdentifiedRows {
  readonly id: Uint8Array
  readonly size: number
  /** 0 for a removed row. */
  readonly profileNo: Uint32Array
}

/** Finds rows by id. Open addressing over the id bytes: 8 bytes a row, no string is kept. */
export interface RowIndex {
  /** The row of an id that is still there, or undefined. Rows that were added since the last call are taken in. */
  find: (id: string) => number | undefined
}

function slotsFor(rows: number): number {
  let slots = 1024
  while (slots < rows * 2) slots *= 2
  return slots
}

function hashOf(bytes: Uint8Array, offset: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < 16; i++) hash = Math.imul(hash ^ (bytes[offset + i] ?? 0), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

function isSameId(a: Uint8Array, aOffset: number, b: Uint8Array, bOffset: number): boolean {
  for (let i = 0; i < 16; i++) if (a[aOffset + i] !== b[bOffset + i]) return false
  return true
}

/** An index over rows that may still grow. A later row with the same id takes the place of the earlier one. */
export function rowIndex(rows: IdentifiedRows): RowIndex {
  let slots = new Int32Array(slotsFor(rows.size)).fill(-1)
  let upTo = 0
  const probe = (bytes: Uint8Array, offset: number): number => {
    const mask = slots.length - 1
    let slot = hashOf(bytes, offset) & mask
    for (;;) {
      const row = slots[slot] ?? -1
      if (row < 0 || isSameId(rows.id, row * 16, bytes, offset)) return slot
      slot = (slot + 1) & mask
    }
  }
  const takeIn = (): void => {
    if (rows.size * 2 > slots.length) {
      slots = new Int32Array(slotsFor(rows.size * 2)).fill(-1)
      upTo = 0
    }
    for (; upTo < rows.size; upTo++) slots[probe(rows.id, upTo * 16)] = upTo
  }
  const wanted = new Uint8Array(16)
  return {
    find(id) {
      if (!writeId(id, wanted, 0)) return undefined
      takeIn()
      const row = slots[probe(wanted, 0)] ?? -1
      return row >= 0 && rows.profileNo[row] !== 0 ? row : undefined
    },
  }
}

import { INCIDENT_STATES } from '@eirene/domain/incident'
import { parsed, refused, type Parsed } from '@eirene/domain/parse'
import { SEVERITIES } from '@eirene/domain/situation'
import { isTimeZone } from '@eirene/domain/time'
import {
  ROW_ARRAY_NAMES,
  ROW_ARRAYS,
  VAGUE_HEX,
  type Dictionaries,
  type RowArrayName,
  type SituationColumns,
} from './columns.ts'

// Both are there in Node and in every browser, but in none of the libraries that this package is checked with.
declare const TextEncoder: new () => { encode: (text: string) => Uint8Array }
declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode: (bytes: Uint8Array) => string }

/** Media type of encoded columns. */
export const COLUMNS_MEDIA_TYPE = 'application/vnd.eirene.columns'

/** `EIRC`, little-endian. */
const MAGIC = 0x43524945
/** Grows when the layout changes; older or newer ones are refused, the browser then fetches them again. */
const FORMAT_VERSION = 1
const PREFIX_BYTES = 16

interface Header {
  readonly timeZone: string
  readonly size: number
  readonly removed: number
  readonly version: number
  readonly states: readonly string[]
  readonly severities: readonly string[]
  readonly hexes: number
  readonly dictionaries: Omit<Dictionaries, 'hexes'>
}

function assertLittleEndian(): void {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) throw new Error('columns need a little-endian machine')
}

const aligned = (bytes: number): number => Math.ceil(bytes / 8) * 8

/** Where each array lies: after the prefix and the header, each on a multiple of 8 bytes, hexes last. */
function layoutOf(
  headerBytes: number,
  size: number,
  hexes: number,
): { readonly offsets: Readonly<Record<RowArrayName | 'hexes', number>>; readonly totalBytes: number } {
  let at = aligned(PREFIX_BYTES + headerBytes)
  const offsets: Partial<Record<RowArrayName | 'hexes', number>> = {}
  for (const name of ROW_ARRAY_NAMES) {
    offsets[name] = at
    at = aligned(at + size * ROW_ARRAYS[name].perRow * ROW_ARRAYS[name].type.BYTES_PER_ELEMENT)
  }
  offsets.hexes = at
  // Every name was just given its offset.
  return { offsets: offsets as Record<RowArrayName | 'hexes', number>, totalBytes: at + hexes * 8 }
}

/**
 * The columns as one binary body: magic, format version and header length (4 bytes each, 4 spare), the header as JSON
 * (sizes and dictionaries), then each array in the order of `ROW_ARRAYS` and the H3 cells, little-endian, aligned to 8 bytes.
 */
export function encodeColumns(columns: SituationColumns): Uint8Array<ArrayBuffer> {
  assertLittleEndian()
  const { hexes, ...dictionaries } = columns.dictionaries
  const header: Header = {
    timeZone: columns.timeZone,
    size: columns.size,
    removed: columns.removed,
    version: columns.version,
    states: INCIDENT_STATES,
    severities: SEVERITIES,
    hexes: hexes.length,
    dictionaries,
  }
  const text = new TextEncoder().encode(JSON.stringify(header))
  const { offsets, totalBytes } = layoutOf(text.length, columns.size, hexes.length)
  const body = new Uint8Array(totalBytes)
  new Uint32Array(body.buffer, 0, 4).set([MAGIC, FORMAT_VERSION, text.length, 0])
  body.set(text, PREFIX_BYTES)
  for (const name of ROW_ARRAY_NAMES) {
    const used = columns[name].subarray(0, columns.size * ROW_ARRAYS[name].perRow)
    body.set(new Uint8Array(used.buffer, used.byteOffset, used.byteLength), offsets[name])
  }
  new BigUint64Array(body.buffer, offsets.hexes, hexes.length).set(hexes)
  return body
}

class Refusal extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

function mustHold(holds: boolean, code: string, message: string): asserts holds {
  if (!holds) throw new Refusal(`columns.${code}`, message)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string')
const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32

function textsIn(record: Readonly<Record<string, unknown>>, name: string, length?: number): string[] {
  const value = record[name]
  mustHold(
    isTexts(value) && (length === undefined || value.length === length),
    'header',
    `The list "${name}" is damaged.`,
  )
  return value
}

/** A list of numbers, each below `limit`; entry 0 is exempt where it stands for "none". */
function numbersIn(record: Readonly<Record<string, unknown>>, name: string, length: number, limit: number): number[] {
  const value = record[name]
  const fits =
    Array.isArray(value) &&
    value.length === length &&
    value.every((entry, no) => isNumber(entry) && (entry < limit || (no === 0 && entry === 0)))
  mustHold(fits, 'header', `The list "${name}" is damaged.`)
  return value as number[] // each entry was just checked
}

function recordIn(record: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  const value = record[name]
  mustHold(isRecord(value), 'header', `The header lacks "${name}".`)
  return value
}

function lengthOf(record: Readonly<Record<string, unknown>>, name: string): number {
  const value = record[name]
  mustHold(Array.isArray(value), 'header', `The list "${name}" is damaged.`)
  return value.length
}

function profilesOf(
  record: Readonly<Record<string, unknown>>,
): Pick<Dictionaries, 'types' | 'datasets' | 'markings' | 'countingRules' | 'profiles'> {
  const lists = {
    types: textsIn(record, 'types'),
    datasets: textsIn(record, 'datasets'),
    markings: textsIn(record, 'markings'),
    countingRules: textsIn(record, 'countingRules'),
  }
  const given = recordIn(record, 'profiles')
  const count = lengthOf(given, 'typeNo')
  mustHold(count > 0, 'header', 'The list "profiles" is empty.')
  const profiles = {
    typeNo: numbersIn(given, 'typeNo', count, lists.types.length),
    stateNo: numbersIn(given, 'stateNo', count, INCIDENT_STATES.length),
    severityNo: numbersIn(given, 'severityNo', count, SEVERITIES.length),
    datasetNo: numbersIn(given, 'datasetNo', count, lists.datasets.length),
    markingNo: numbersIn(given, 'markingNo', count, lists.markings.length),
    countingRuleNo: numbersIn(given, 'countingRuleNo', count, lists.countingRules.length),
  }
  return { ...lists, profiles }
}

function dictionariesOf(record: Readonly<Record<string, unknown>>, hexes: readonly bigint[]): Dictionaries {
  const actors = recordIn(record, 'actors')
  const ids = textsIn(actors, 'ids')
  mustHold(ids[0] === '', 'header', 'The list "actors" is damaged.')
  const { actorSets } = record
  const areAllSets =
    Array.isArray(actorSets) &&
    actorSets.length > 0 &&
    actorSets.every(
      (set: unknown) => Array.isArray(set) && set.every((no) => isNumber(no) && no > 0 && no < ids.length),
    )
  mustHold(areAllSets, 'header', 'The list "actorSets" is damaged.')
  const places = recordIn(record, 'places')
  const areas = textsIn(record, 'areas')
  const countries = textsIn(record, 'countries')
  const names = textsIn(places, 'names')
  mustHold(names.length > 0 && areas[0] === '' && countries[0] === '', 'header', 'The list "places" is damaged.')
  return {
    ...profilesOf(record),
    actors: { ids, names: textsIn(actors, 'names', ids.length) },
    actorSets: actorSets as number[][], // each set was just checked
    places: {
      names,
      areaNo: numbersIn(places, 'areaNo', names.length, areas.length),
      countryNo: numbersIn(places, 'countryNo', names.length, countries.length),
    },
    areas,
    countries,
    hexes,
  }
}

function sameTexts(given: unknown, expected: readonly string[]): boolean {
  return isTexts(given) && given.length === expected.length && expected.every((text, i) => given[i] === text)
}

function headerOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  mustHold(bytes.length >= PREFIX_BYTES, 'too_short', 'This is too short to be columns of a situation.')
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  mustHold(view.getUint32(0, true) === MAGIC, 'not_columns', 'This does not hold columns of a situation.')
  const version = view.getUint32(4, true)
  mustHold(
    version === FORMAT_VERSION,
    'other_version',
    `These columns have format ${version}; this program reads format ${FORMAT_VERSION}.`,
  )
  const headerBytes = view.getUint32(8, true)
  mustHold(PREFIX_BYTES + headerBytes <= bytes.length, 'cut_short', 'The columns are cut short.')
  let header: unknown
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + headerBytes),
    )
    header = JSON.parse(text)
  } catch {
    throw new Refusal('columns.header', 'The header of the columns is not readable.')
  }
  mustHold(isRecord(header), 'header', 'The header of the columns is not readable.')
  return header
}

function rowArraysOf(
  bytes: Uint8Array,
  offsets: Readonly<Record<RowArrayName, number>>,
  size: number,
): Pick<SituationColumns, RowArrayName> {
  // Typed arrays must begin on a multiple of their element size: a body inside a larger buffer is copied.
  const whole = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  return Object.fromEntries(
    ROW_ARRAY_NAMES.map((name) => {
      const { type, perRow } = ROW_ARRAYS[name]
      return [name, new type(whole.buffer as ArrayBuffer, whole.byteOffset + offsets[name], size * perRow)]
    }),
  ) as unknown as Pick<SituationColumns, RowArrayName> // fromEntries forgets which name has which type
}

function assertRows(columns: SituationColumns): void {
  const { size, dictionaries } = columns
  const limits = [
    ['profileNo', dictionaries.profiles.typeNo.length],
    ['actorSetNo', dictionaries.actorSets.length],
    ['placeNo', dictionaries.places.names.length],
    ['hexNo', dictionaries.hexes.length],
  ] as const
  for (const [name, limit] of limits) {
    const numbers = columns[name]
    let highest = 0
    for (let row = 0; row < size; row++) highest = Math.max(highest, numbers[row] ?? 0)
    mustHold(
      size === 0 || highest < limit,
      'number',
      `The column "${name}" names an entry that its list does not have.`,
    )
  }
  for (let row = 0; row < size; row++) {
    const day = (columns.atMin[row] ?? 0) / 1440 - (columns.day[row] ?? 0)
    // Local days differ from UTC by at most a day either way.
    mustHold(day > -2 && day < 3, 'day', `Row ${row} has a day that does not fit its time.`)
  }
}

function decoded(bytes: Uint8Array): SituationColumns {
  const header = headerOf(bytes)
  const { timeZone, size, removed, version, hexes: hexCount } = header
  mustHold(typeof timeZone === 'string' && isTimeZone(timeZone), 'zone', 'The columns name no known time zone.')
  mustHold(
    isNumber(size) &&
      isNumber(removed) &&
      removed <= size &&
      isNumber(version) &&
      isNumber(hexCount) &&
      hexCount > VAGUE_HEX,
    'header',
    'The header of the columns lacks its sizes.',
  )
  mustHold(
    sameTexts(header['states'], INCIDENT_STATES) && sameTexts(header['severities'], SEVERITIES),
    'other_version',
    'These columns were made by another version of the program.',
  )
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true)
  const { offsets, totalBytes } = layoutOf(headerBytes, size, hexCount)
  mustHold(
    totalBytes === bytes.length,
    'length',
    `The columns should have ${totalBytes} bytes and have ${bytes.length}.`,
  )
  const hexes = Array.from(new BigUint64Array(bytes.slice(offsets.hexes).buffer))
  const columns: SituationColumns = {
    timeZone,
    size,
    removed,
    version,
    ...rowArraysOf(bytes, offsets, size),
    dictionaries: dictionariesOf(recordIn(header, 'dictionaries'), hexes),
  }
  assertRows(columns)
  return columns
}

/**
 * Reads what `encodeColumns` wrote. The arrays are views on `bytes` where its alignment allows, so leave it unchanged.
 * Anything else (another format, cut short, damaged, numbers outside their lists) is refused with one issue; never throws for it.
 */
export function decodeColumns(bytes: Uint8Array): Parsed<SituationColumns> {
  assertLittleEndian()
  try {
    return parsed(decoded(bytes))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return refused([
      {
        code: error.code,
        message: error.message,
        path: [],
        severity: 'error',
        remedy: 'Load the picture again.',
      },
    ])
  }
}

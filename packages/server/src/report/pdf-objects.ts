import { inflateSync } from 'node:zlib'
import { unreadable } from './strip.ts'

/** A value of a PDF. Numbers and strings as they are written; names decoded, so that no spelling hides one. */
export type PdfValue =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'ref'; readonly no: number }
  | { readonly kind: 'array'; readonly items: readonly PdfValue[] }
  | PdfDict
  | PdfStream
export interface PdfDict {
  readonly kind: 'dict'
  readonly entries: ReadonlyMap<string, PdfValue>
}
/** `bytes`: as they are stored, packed by the filters that the dictionary names. */
export interface PdfStream {
  readonly kind: 'stream'
  readonly dict: PdfDict
  readonly bytes: Buffer
}

/** The objects of a file by number, the last of each, and the dictionaries that say where to begin. */
export interface PdfFile {
  readonly objects: ReadonlyMap<number, PdfValue>
  readonly trailers: readonly PdfDict[]
}

const OBJECTS_MAX = 200_000
const DEPTH_MAX = 60
/** Of packed objects, unpacked, together. */
const UNPACKED_MAX_BYTES = 64 * 1024 * 1024

const SPACE = /[\0\t\n\f\r ]+/y
const COMMENT = /%[^\r\n]*/y
const NAME = /\/([^\0\t\n\f\r ()<>[\]{}/%]*)/y
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)/y
const REFERENCE = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+R(?![A-Za-z0-9])/y
const HEX = /<[0-9A-Fa-f\0\t\n\f\r ]*>/y
const WORD = /true|false|null/y
const PLACES = /(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj(?![A-Za-z])|\btrailer\b/g

const damaged = (): ReturnType<typeof unreadable> => unreadable('The PDF is damaged.')

/** Reads values from a text (Latin-1: a character a byte), one after another. */
interface ValueReader {
  at: number
  readonly text: string
}

function take(reader: ValueReader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at
  const match = pattern.exec(reader.text)
  if (match !== null) reader.at = pattern.lastIndex
  return match
}

/** One after the other: a pattern for both keeps a way back for every letter, which megabytes of spaces exhaust. */
function skipSpace(reader: ValueReader): void {
  while (take(reader, SPACE) !== null || take(reader, COMMENT) !== null);
}

function decodeName(text: string): string {
  return text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
}

/** A string in parentheses, which may stand in each other. */
function takeLiteral(reader: ValueReader): string {
  const from = reader.at
  let open = 0
  do {
    const letter = reader.text[reader.at]
    if (letter === undefined) throw damaged()
    if (letter === '\\') reader.at += 1
    else if (letter === '(') open += 1
    else if (letter === ')') open -= 1
    reader.at += 1
  } while (open > 0)
  return reader.text.slice(from, reader.at)
}

function takeArray(reader: ValueReader, depth: number): PdfValue {
  const items: PdfValue[] = []
  reader.at += 1
  for (;;) {
    skipSpace(reader)
    if (reader.text[reader.at] === ']') break
    items.push(takeValue(reader, depth + 1))
  }
  reader.at += 1
  return { kind: 'array', items }
}

function takeDict(reader: ValueReader, depth: number): PdfDict {
  const entries = new Map<string, PdfValue>()
  reader.at += 2
  for (;;) {
    skipSpace(reader)
    if (reader.text.startsWith('>>', reader.at)) break
    const name = take(reader, NAME)
    if (name === null) throw damaged()
    entries.set(decodeName(name[1] ?? ''), takeValue(reader, depth + 1))
  }
  reader.at += 2
  return { kind: 'dict', entries }
}

function takeValue(reader: ValueReader, depth = 0): PdfValue {
  if (depth > DEPTH_MAX) throw damaged()
  skipSpace(reader)
  const { text, at } = reader
  if (text.startsWith('<<', at)) return takeDict(reader, depth)
  if (text[at] === '[') return takeArray(reader, depth)
  if (text[at] === '(') return { kind: 'string', text: takeLiteral(reader) }
  const name = take(reader, NAME)
  if (name !== null) return { kind: 'name', text: decodeName(name[1] ?? '') }
  const reference = take(reader, REFERENCE)
  if (reference !== null) return { kind: 'ref', no: Number(reference[1]) }
  const hex = take(reader, HEX)
  if (hex !== null) return { kind: 'string', text: hex[0] }
  const plain = take(reader, NUMBER) ?? take(reader, WORD)
  if (plain === null) throw damaged()
  return { kind: 'plain', text: plain[0] }
}

/** The bytes of a stream that begins here; undefined when none does. */
function takeStream(reader: ValueReader, dict: PdfDict, bytes: Buffer): PdfStream | undefined {
  skipSpace(reader)
  const begin = take(reader, /stream(?:\r\n|\n|\r)/y)
  if (begin === null) return undefined
  const from = reader.at
  const length = dict.entries.get('Length')
  const said = length?.kind === 'plain' ? from + Number(length.text) : Number.NaN
  let to = reader.text.indexOf('endstream', from)
  if (Number.isInteger(said) && /^[\r\n]{0,2}endstream/.test(reader.text.slice(said, said + 11))) to = said
  else if (to >= 0) to -= /\r\n$|[\r\n]$/.exec(reader.text.slice(to - 2, to))?.[0].length ?? 0
  if (to < from) throw damaged()
  reader.at = reader.text.indexOf('endstream', to) + 'endstream'.length
  return { kind: 'stream', dict, bytes: bytes.subarray(from, to) }
}

/** A dictionary's own value under a name; undefined too where it is no dictionary. */
export function entry(value: PdfValue | undefined, name: string): PdfValue | undefined {
  const dict = value?.kind === 'stream' ? value.dict : value
  return dict?.kind === 'dict' ? dict.entries.get(name) : undefined
}

/** The text of a PDF name; undefined for any other value. */
export function nameOf(value: PdfValue | undefined): string | undefined {
  return value?.kind === 'name' ? value.text : undefined
}

function wholeOf(value: PdfValue | undefined): number {
  return value?.kind === 'plain' && /^\d{1,9}$/.test(value.text) ? Number(value.text) : -1
}

/** The objects of a packed stream of objects. */
function unpack(stream: PdfStream, room: number): { readonly found: [number, PdfValue][]; readonly bytes: number } {
  const filter = entry(stream, 'Filter')
  const isFlate =
    nameOf(filter?.kind === 'array' && filter.items.length === 1 ? filter.items[0] : filter) === 'FlateDecode'
  if ((filter !== undefined && !isFlate) || entry(stream, 'DecodeParms') !== undefined) throw damaged()
  let plain = stream.bytes
  try {
    if (isFlate) plain = inflateSync(stream.bytes, { maxOutputLength: room })
  } catch {
    throw damaged()
  }
  const [count, first] = [wholeOf(entry(stream, 'N')), wholeOf(entry(stream, 'First'))]
  if (count < 0 || count > OBJECTS_MAX || first < 0) throw damaged()
  const reader: ValueReader = { at: 0, text: plain.toString('latin1') }
  const places = Array.from({ length: count }, () => [takeValue(reader), takeValue(reader)].map(wholeOf))
  const found = places.map(([no = -1, from = -1]): [number, PdfValue] => {
    if (no < 0 || from < 0) throw damaged()
    reader.at = first + from
    return [no, takeValue(reader)]
  })
  return { found, bytes: plain.length }
}

/**
 * Reads every object of a PDF in the order of the file, the last of a number counting; its table of places is not believed.
 * Throws Problem 'attachment.unreadable' for what is damaged, or too large when unpacked.
 */
export function readPdf(bytes: Buffer): PdfFile {
  const reader: ValueReader = { at: 0, text: bytes.toString('latin1') }
  const objects = new Map<number, PdfValue>()
  const trailers: PdfDict[] = []
  let room = UNPACKED_MAX_BYTES
  const keep = (no: number, value: PdfValue): void => {
    objects.set(no, value)
    if (objects.size > OBJECTS_MAX) throw damaged()
  }
  for (let place = take(reader, PLACES); place !== null; place = take(reader, PLACES)) {
    const value = takeValue(reader)
    if (value.kind !== 'dict') {
      if (place[1] !== undefined) keep(Number(place[1]), value)
      continue
    }
    if (place[1] === undefined) {
      trailers.push(value)
      continue
    }
    const stream = takeStream(reader, value, bytes)
    const type = nameOf(entry(value, 'Type'))
    if (stream !== undefined && type === 'ObjStm') {
      const { found, bytes: unpacked } = unpack(stream, room)
      room -= unpacked
      for (const [no, one] of found) keep(no, one)
    } else if (stream !== undefined && type === 'XRef') trailers.push(value)
    else keep(Number(place[1]), stream ?? value)
  }
  return { objects, trailers }
}

const DELIMITERS = /[^!-~]|[#()<>[\]{}/%]/g

/** A value as a PDF writes it; of a stream its dictionary only, with its length. `number` gives the new number of an object. */
export function writeValue(value: PdfValue, number: (no: number) => number): string {
  switch (value.kind) {
    case 'plain':
    case 'string':
      return value.text
    case 'name':
      return `/${value.text.replaceAll(DELIMITERS, (letter) => `#${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)}`
    case 'ref':
      return `${number(value.no)} 0 R`
    case 'array':
      return `[${value.items.map((item) => writeValue(item, number)).join(' ')}]`
    case 'dict':
      return `<<${[...value.entries].map(([name, one]) => `${writeValue({ kind: 'name', text: name }, number)} ${writeValue(one, number)}`).join(' ')}>>`
    case 'stream':
      return writeValue(value.dict, number)
  }
}

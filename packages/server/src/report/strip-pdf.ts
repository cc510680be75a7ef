import { constants, inflateSync } from 'node:zlib'
import {
  entry,
  nameOf,
  readPdf,
  writeValue,
  type PdfDict,
  type PdfFile,
  type PdfStream,
  type PdfValue,
} from './pdf-objects.ts'
import { stripJpeg } from './strip-picture.ts'
import { unreadable, type Stripped } from './strip.ts'

const PAGES_MAX = 2000
const DEPTH_MAX = 60
/** Entries and items in the copy: what stands once in the original can be written for every page. */
const VALUES_MAX = 2_000_000
/** Of texts, names and numbers in the copy, together. */
const TEXT_MAX = 64 * 1024 * 1024

/** Of one part of a page's text, unpacked. */
const PART_MAX_BYTES = 64 * 1024 * 1024
/** A photo that is written into the text of a page, by the names of its packing, however they are spelled. */
const INLINE_PHOTO = /(?:^|\s)BI[\s/][^]{0,2000}?\/(?:D|#44)(?:C|#43)(?:T|#54)/

/** What makes a PDF act, or carry other files. Nothing in it is ever needed to read a page. */
const ACTIVE_KEYS = ['JS', 'JavaScript', 'EmbeddedFiles', 'EF', 'RichMediaContent', 'XFA']
const ACTIVE_KINDS = [
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'EmbeddedFile',
  'RichMedia',
  'Movie',
  'Sound',
  '3D',
]

/** Of a page; what is not listed is not copied. The first four may stand at a parent. */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate']
const RESOURCES = ['Font', 'XObject', 'ExtGState', 'ColorSpace', 'Pattern', 'Shading', 'ProcSet']
/** Dictionaries whose keys are names that the writer made up; those of `Resources` besides. */
const FREE_NAMES = ['CharProcs', 'Colorants']
/** Particulars, and ways to other files and places, wherever they stand. */
const TAKEN_OFF = new Set(
  [
    'Metadata',
    'PieceInfo',
    'LastModified',
    'AA',
    'AF',
    'Alternates',
    'OPI',
    'Ref',
    'Measure',
    'PtData',
    'Thumb',
    'URI',
  ].concat(['StructParent', 'StructParents', 'OC', 'Properties', 'Parent', 'FFilter', 'FDecodeParms']),
)

const refused = (why: string): ReturnType<typeof unreadable> =>
  unreadable(`${why} Print it into a new PDF and send that.`)

function dictOf(value: PdfValue | undefined): PdfDict | undefined {
  return value?.kind === 'stream' ? value.dict : value?.kind === 'dict' ? value : undefined
}

function resolve({ objects }: PdfFile, value: PdfValue | undefined): PdfValue | undefined {
  let found = value
  for (let steps = 0; found?.kind === 'ref'; steps++) found = steps > 20 ? undefined : objects.get(found.no)
  return found
}

function within(file: PdfFile, value: PdfValue | undefined, name: string): PdfValue | undefined {
  return resolve(file, entry(resolve(file, value), name))
}

/** Throws for what acts or carries files, wherever in the file it stands, reachable or not. */
function refuseActive(value: PdfValue): void {
  if (value.kind === 'array') for (const item of value.items) refuseActive(item)
  const dict = dictOf(value)
  if (dict === undefined) return
  for (const [name, one] of dict.entries) {
    const isKind = (name === 'S' || name === 'Subtype' || name === 'Type') && ACTIVE_KINDS.includes(nameOf(one) ?? '')
    if (isKind || ACTIVE_KEYS.includes(name)) throw refused('This PDF runs something or carries other files.')
    refuseActive(one)
  }
}

/** The text of a string in parentheses or in hexadecimal. */
function stringText(token: string): string {
  const bytes = token.startsWith('<')
    ? Buffer.from(token.replaceAll(/[^0-9A-Fa-f]/g, ''), 'hex')
    : Buffer.from(token.slice(1, -1).replaceAll(/\\([0-7]{1,3}|[\s\S])/g, unescape), 'latin1')
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return bytes
      .subarray(2, bytes.length & ~1)
      .swap16()
      .toString('utf16le')
  return bytes.toString('latin1')
}

function unescape(_: string, code: string): string {
  if (/^[0-7]+$/.test(code)) return String.fromCharCode(parseInt(code, 8) & 0xff)
  const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
  return controls[code] ?? code
}

/** Who made it, when and with what, as the file says. */
function particularsOf(file: PdfFile, root: PdfDict): Record<string, string> {
  const takenOff: Record<string, string> = {}
  const info: Record<string, string> = {}
  for (const trailer of file.trailers)
    for (const [name, value] of dictOf(within(file, trailer, 'Info'))?.entries ?? []) {
      const told = resolve(file, value)
      if (told?.kind === 'string') info[name] = stringText(told.text)
    }
  if (Object.keys(info).length > 0) takenOff['info'] = JSON.stringify(info)
  const xmp = within(file, root, 'Metadata')
  if (xmp?.kind === 'stream') takenOff['xmp'] = xmp.bytes.toString('base64')
  const more = [...root.entries.keys()].filter((name) => !['Type', 'Pages', 'Metadata'].includes(name))
  if (more.length > 0) takenOff['more'] = more.sort().join(', ')
  return takenOff
}

/** The pages in their order, each with what it inherits. */
function listPages(file: PdfFile, root: PdfDict): readonly ReadonlyMap<string, PdfValue>[] {
  const pages: ReadonlyMap<string, PdfValue>[] = []
  const seen = new Set<PdfValue>()
  const walk = (node: PdfValue | undefined, inherited: ReadonlyMap<string, PdfValue>, depth: number): void => {
    const dict = dictOf(resolve(file, node))
    if (dict === undefined || seen.has(dict) || depth > DEPTH_MAX || pages.length >= PAGES_MAX)
      throw unreadable(`The PDF is damaged, or has more than ${PAGES_MAX} pages.`)
    seen.add(dict)
    const held = new Map(inherited)
    for (const name of INHERITED) {
      const own = dict.entries.get(name)
      if (own !== undefined) held.set(name, own)
    }
    const kids = within(file, dict, 'Kids')
    if (kids?.kind === 'array') for (const kid of kids.items) walk(kid, held, depth + 1)
    else pages.push(pageEntries(file, dict, held))
  }
  walk(root.entries.get('Pages'), new Map(), 0)
  if (pages.length === 0) throw unreadable('The PDF has no page.')
  return pages
}

function pageEntries(file: PdfFile, page: PdfDict, held: Map<string, PdfValue>): ReadonlyMap<string, PdfValue> {
  const notes = within(file, page, 'Annots')
  // A link may go: it changes nothing that one sees. A comment or a form field is part of what the page says.
  const isSeen = (note: PdfValue): boolean => nameOf(within(file, note, 'Subtype')) !== 'Link'
  if (notes?.kind === 'array' && notes.items.some(isSeen))
    throw refused('This PDF has comments or form fields on top of its pages.')
  const contents = page.entries.get('Contents')
  return contents === undefined ? held : held.set('Contents', contents)
}

/** A copy that is being written: new numbers in the order of first use, so that the same file always gives the same bytes. */
interface Copying {
  readonly file: PdfFile
  readonly numbers: Map<number, number>
  readonly waiting: number[]
  /** Entries and items that may still be written. */
  room: number
  /** Characters of texts, names and numbers that may still be written. */
  textRoom: number
}

/** Counts what is about to be written. Throws Problem 'attachment.unreadable' before it takes the memory of everybody. */
function weigh(copying: Copying, values: number, text = 0): void {
  copying.room -= values
  copying.textRoom -= text
  if (copying.room < 0 || copying.textRoom < 0) throw refused('This PDF is too large when it is written anew.')
}

/** What the keys of a dictionary are: kinds of resources, made-up names, or fixed words. */
type Keys = 'resources' | 'free' | 'fixed'

function keysUnder(parent: Keys, name: string): Keys {
  if (parent === 'free') return 'fixed'
  if (name === 'Resources') return 'resources'
  return parent === 'resources' || FREE_NAMES.includes(name) ? 'free' : 'fixed'
}

/** The value without what is taken off; references are kept and their objects copied later. */
function clean(copying: Copying, value: PdfValue, keys: Keys, depth = 0): PdfValue {
  if (depth > DEPTH_MAX) throw unreadable('The PDF is damaged.')
  if (value.kind === 'array') {
    weigh(copying, value.items.length)
    return { kind: 'array', items: value.items.map((item) => clean(copying, item, 'fixed', depth + 1)) }
  }
  if (value.kind === 'dict') return cleanDict(copying, value, keys, depth)
  if (value.kind === 'stream') return cleanStream(copying, value)
  if (value.kind !== 'ref') weigh(copying, 0, value.text.length)
  return value
}

function isKept(keys: Keys, name: string): boolean {
  if (keys === 'free') return true
  return keys === 'resources' ? RESOURCES.includes(name) : !TAKEN_OFF.has(name)
}

function cleanDict(copying: Copying, { entries }: PdfDict, keys: Keys, depth = 0): PdfDict {
  const cleaned = new Map<string, PdfValue>()
  weigh(copying, entries.size)
  for (const [name, value] of entries) {
    if (!isKept(keys, name)) continue
    weigh(copying, 0, name.length)
    const under = keysUnder(keys, name)
    // What its keys are hangs on where it stands: written in place, so that it is cleaned by it.
    const found = under === 'fixed' ? undefined : resolve(copying.file, value)
    cleaned.set(name, clean(copying, found?.kind === 'dict' ? found : value, under, depth + 1))
  }
  return { kind: 'dict', entries: cleaned }
}

/** The bytes of a stream that may be the text of a page, a drawing or a letter; undefined for what is packed in another way. */
function pageText(names: readonly (string | undefined)[], { dict, bytes }: PdfStream): string | undefined {
  if (names.length === 1 && names[0] === undefined) return bytes.toString('latin1')
  if (names.length !== 1 || names[0] !== 'FlateDecode' || dict.entries.has('DecodeParms')) return undefined
  try {
    // As readers do: what ends early is shown as far as it goes.
    const options = { maxOutputLength: PART_MAX_BYTES, finishFlush: constants.Z_SYNC_FLUSH }
    return inflateSync(bytes, options).toString('latin1')
  } catch {
    throw refused('This PDF has a part that cannot be unpacked.')
  }
}

function cleanStream(copying: Copying, { dict, bytes }: PdfStream): PdfStream {
  const filter = resolve(copying.file, dict.entries.get('Filter'))
  const names = (filter?.kind === 'array' ? filter.items : [filter]).map((one) => {
    const name = nameOf(resolve(copying.file, one))
    // The short name belongs into the text of a page, but readers show a photo under it here too.
    return name === 'DCT' ? 'DCTDecode' : name
  })
  if (names.includes('JPXDecode'))
    throw refused('This PDF has pictures (JPEG 2000) whose particulars cannot be taken off.')
  if (names.length > 1 && names.includes('DCTDecode')) throw refused('This PDF has photos that are packed twice.')
  const isPicture = nameOf(resolve(copying.file, dict.entries.get('Subtype'))) === 'Image'
  if (!isPicture && INLINE_PHOTO.test(pageText(names, { kind: 'stream', dict, bytes }) ?? ''))
    throw refused('This PDF has photos written into the text of a page.')
  const content = names[0] === 'DCTDecode' ? stripJpeg(bytes).bytes : bytes
  const cleaned = new Map(cleanDict(copying, dict, 'fixed').entries)
  // A stream elsewhere is not followed.
  cleaned.delete('F')
  cleaned.set('Length', { kind: 'plain', text: String(content.length) })
  return { kind: 'stream', dict: { kind: 'dict', entries: cleaned }, bytes: content }
}

/** Writes the pages as a new file: a catalogue, the list of pages, and what they are made of. */
function writePages(file: PdfFile, pages: readonly ReadonlyMap<string, PdfValue>[]): Buffer {
  const copying: Copying = { file, numbers: new Map(), waiting: [], room: VALUES_MAX, textRoom: TEXT_MAX }
  const firstFree = 3 + pages.length
  const number = (no: number): number => {
    const known = copying.numbers.get(no)
    if (known !== undefined) return known
    const fresh = firstFree + copying.numbers.size
    copying.numbers.set(no, fresh)
    copying.waiting.push(no)
    return fresh
  }
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const places: number[] = []
  let at = parts[0]?.length ?? 0
  const put = (text: string, stream?: Buffer): void => {
    places.push(at)
    const head = `${places.length} 0 obj\n${text}\n`
    const whole = Buffer.concat([
      Buffer.from(stream === undefined ? head : `${head}stream\n`, 'latin1'),
      ...(stream === undefined ? [] : [stream, Buffer.from('\nendstream\n')]),
      Buffer.from('endobj\n'),
    ])
    at += whole.length
    parts.push(whole)
  }
  put('<</Type /Catalog /Pages 2 0 R>>')
  put(`<</Type /Pages /Count ${pages.length} /Kids [${pages.map((_, i) => `${3 + i} 0 R`).join(' ')}]>>`)
  for (const page of pages) {
    const own = cleanDict(copying, { kind: 'dict', entries: page }, 'fixed')
    const inside = writeValue(own, number).slice(2, -2)
    put(`<</Type /Page /Parent 2 0 R ${inside}>>`)
  }
  for (let no = copying.waiting.shift(); no !== undefined; no = copying.waiting.shift()) {
    const value = clean(copying, resolve(file, { kind: 'ref', no }) ?? { kind: 'plain', text: 'null' }, 'fixed')
    put(writeValue(value, number), value.kind === 'stream' ? value.bytes : undefined)
  }
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const end = `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${places.length + 1} /Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')])
}

/**
 * A PDF written anew from its pages and what they are made of, and nothing else: no particulars, no earlier versions, no
 * outline, no links. Photos in it lose theirs too. What acts, carries files, is locked, or says something on top of a page
 * that would be lost, is refused in words.
 */
export function stripPdf(bytes: Buffer): Stripped<null> {
  const file = readPdf(bytes)
  if (file.trailers.some((trailer) => trailer.entries.has('Encrypt'))) throw refused('This PDF is locked.')
  for (const value of file.objects.values()) refuseActive(value)
  const root = dictOf(
    resolve(file, file.trailers.findLast((trailer) => trailer.entries.has('Root'))?.entries.get('Root')),
  )
  if (root === undefined) throw unreadable('The PDF is damaged.')
  if (root.entries.has('OCProperties')) throw refused('This PDF has layers that can be hidden.')
  return { bytes: writePages(file, listPages(file, root)), takenOff: particularsOf(file, root), found: null }
}

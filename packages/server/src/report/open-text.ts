import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Problem } from '@eirene/domain/problem'
import { decoderFor, type Decoder } from './decode.ts'
import { fileKind } from './file-kind.ts'

/** Bounds that keep a hostile or broken file from filling memory or disk. */
export interface FileLimits {
  /** Largest file, as it lies on disk. */
  readonly fileBytes: number
  /** Largest content after unpacking. */
  readonly contentBytes: number
  /** Largest content per byte of the packed file, once it is bigger than 16 MiB. */
  readonly packRatio: number
}

/**
 * Largest file, its largest text once unpacked, and to how much one byte of it may unpack: what is beyond is made to
 * do harm.
 */
export const FILE_LIMITS: FileLimits = { fileBytes: 2 * 1024 ** 3, contentBytes: 8 * 1024 ** 3, packRatio: 200 }
/** Read at a time. Small: other people's requests are answered between two chunks, and damage costs at most one. */
const CHUNK_BYTES = 32 * 1024
const RATIO_FROM_BYTES = 16 * 1024 ** 2

/** A file as a stream of text, with what is known while it is read. */
export interface OpenText {
  readonly chunks: AsyncGenerator<string>
  readonly decoder: Decoder
  /** Share of the file's bytes read so far, 0 … 1. */
  readonly progress: () => number
  /** Set when the packed file ended or broke in the middle: how many bytes of content came out before. */
  readonly broken: () => { readonly contentBytes: number; readonly reason: 'truncated' | 'corrupt' } | null
}

function unreadable(fileName: string, text: string, remedy: string): Problem {
  return new Problem('import.unreadable', `${fileName}: ${text}`, { file: fileName, remedy })
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(4096)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return head.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** How the packed stream failed, or undefined when the fault is another one. */
function packFault(error: unknown): 'truncated' | 'corrupt' | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'Z_BUF_ERROR') return 'truncated'
  return code === 'Z_DATA_ERROR' ? 'corrupt' : undefined
}

function unpacked(file: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  pipeline(file, gunzip, () => undefined)
  return gunzip
}

/** The bytes of the content, unpacked, within the limits; ends early when the packed file is broken. */
async function* contentOf(
  source: { readonly path: string; readonly fileName: string; readonly packed: boolean },
  limits: FileLimits,
  state: { read: number; content: number; broken: 'truncated' | 'corrupt' | null },
): AsyncGenerator<Buffer> {
  const file = createReadStream(source.path, { highWaterMark: CHUNK_BYTES })
  file.on('data', (chunk) => (state.read += chunk.length))
  const stream = source.packed ? unpacked(file) : file
  try {
    for await (const chunk of stream) {
      const bytes = chunk as Buffer // no encoding is set: both streams give Buffers
      state.content += bytes.length
      const ratioBroken =
        source.packed && state.content > RATIO_FROM_BYTES && state.content > state.read * limits.packRatio
      if (state.content > limits.contentBytes || ratioBroken)
        throw unreadable(
          source.fileName,
          `the packed file unfolds to more than ${Math.floor(state.content / 1024 ** 2)} MiB from ${Math.ceil(state.read / 1024)} KiB, which no real data does.`,
          'This looks like a gzip bomb: get the file again from its publisher, or unpack it yourself and look at it.',
        )
      yield bytes
    }
  } catch (error) {
    const fault = source.packed ? packFault(error) : undefined
    if (fault === undefined) throw error
    state.broken = fault
  }
}

/**
 * Opens a file for reading as text: unpacks gzip, finds the encoding. Throws Problem 'import.unreadable' for what is no
 * text (a workbook, an archive, an image …) and 'input.too_large' for what is over the limit.
 */
export async function openText(
  source: { readonly path: string; readonly fileName: string },
  encoding: string | undefined,
  limits: FileLimits,
): Promise<OpenText> {
  const { size } = await stat(source.path)
  if (size > limits.fileBytes)
    throw new Problem('input.too_large', `${source.fileName} has ${size} bytes; the limit is ${limits.fileBytes}.`, {
      file: source.fileName,
      remedy: 'Split the file by year or country and import the parts.',
    })
  const head = await readHead(source.path)
  const kind = fileKind(head)
  if (kind.kind === 'empty')
    throw unreadable(source.fileName, 'the file is empty (0 bytes).', 'Download or export it again.')
  if (kind.kind === 'other') throw unreadable(source.fileName, `this is ${kind.name}, not rows of text.`, kind.remedy)
  const packed = kind.kind === 'gzip'
  const state: { read: number; content: number; broken: 'truncated' | 'corrupt' | null } = {
    read: 0,
    content: 0,
    broken: null,
  }
  const bytes = contentOf({ ...source, packed }, limits, state)
  const first = await bytes.next()
  const start = first.done === true ? Buffer.alloc(0) : first.value
  const decoder = decoderFor(start, encoding)
  return {
    decoder,
    chunks: textOf(start, bytes, decoder),
    progress: () => (size === 0 ? 1 : Math.min(1, state.read / size)),
    broken: () => (state.broken === null ? null : { contentBytes: state.content, reason: state.broken }),
  }
}

async function* textOf(start: Buffer, rest: AsyncGenerator<Buffer>, decoder: Decoder): AsyncGenerator<string> {
  yield decoder.decode(start)
  for await (const bytes of rest) yield decoder.decode(bytes)
  yield decoder.end()
}

import { isUtf8 } from 'node:buffer'
import { Problem } from '@eirene/domain/problem'

/** U+FFFD: stands in the text for each byte sequence that could not be decoded. */
export const REPLACEMENT = '\uFFFD'

/** Turns bytes into text, chunk by chunk, and knows where the bytes were no valid text. */
export interface Decoder {
  readonly encoding: string
  decode(bytes: Buffer): string
  end(): string
  /** Byte positions of the replacement characters in the order of the text; null where the file itself holds one. */
  readonly faults: (number | null)[]
}

function otherDecoder(encoding: string): Decoder {
  let decoder: { decode(input?: Uint8Array, options?: { stream: boolean }): string }
  try {
    decoder = new TextDecoder(encoding)
  } catch {
    throw new Problem('usage.invalid', `The encoding "${encoding}" is not known.`, {
      remedy: 'Use utf-8, windows-1252, utf-16le or another name that browsers know.',
    })
  }
  return {
    encoding,
    faults: [],
    decode: (bytes) => decoder.decode(bytes, { stream: true }),
    end: () => decoder.decode(),
  }
}

const SECOND_BYTE: Readonly<Record<number, readonly [low: number, high: number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
}

function lengthByLead(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
}

/** Length of the valid UTF-8 sequence at `at`; 0 when invalid; -1 when the bytes end within a sequence that is valid so far. */
function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0
  if (lead < 0x80) return 1
  const length = lengthByLead(lead)
  // The second byte is bound tighter after some leads: no overlong forms, no surrogates, nothing above U+10FFFF.
  let [low, high] = SECOND_BYTE[lead] ?? [0x80, 0xbf]
  for (let i = 1; i < length; i++) {
    const next = bytes[at + i]
    if (next === undefined) return -1
    if (next < low || next > high) return 0
    ;[low, high] = [0x80, 0xbf]
  }
  return length
}

function utf8Decoder(skipBom: boolean): Decoder {
  const faults: (number | null)[] = []
  let carry: Buffer = Buffer.alloc(0)
  /** Position in the file of the first byte of `carry`. */
  let offset = 0
  let first = skipBom
  const valid = (bytes: Buffer): string => {
    const text = bytes.toString('utf8')
    for (let at = text.indexOf(REPLACEMENT); at >= 0; at = text.indexOf(REPLACEMENT, at + 1)) faults.push(null)
    return text
  }
  const withFaults = (bytes: Buffer, last: boolean): string => {
    let text = ''
    let from = 0
    let at = 0
    while (at < bytes.length) {
      const length = sequenceLength(bytes, at)
      if (length === -1 && !last) break
      if (length > 0) {
        at += length
        continue
      }
      text += valid(bytes.subarray(from, at)) + REPLACEMENT
      faults.push(offset + at)
      at += 1
      from = at
    }
    text += valid(bytes.subarray(from, at))
    offset += at
    carry = bytes.subarray(at)
    return text
  }
  const take = (bytes: Buffer, last: boolean): string => {
    let whole = carry.length === 0 ? bytes : Buffer.concat([carry, bytes])
    if (first && (whole.length >= 3 || last)) {
      first = false
      if (whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf) {
        whole = whole.subarray(3)
        offset += 3
      }
    }
    if (isUtf8(whole)) {
      offset += whole.length
      carry = Buffer.alloc(0)
      return valid(whole)
    }
    return withFaults(whole, last)
  }
  return {
    encoding: 'utf-8',
    faults,
    decode: (bytes) => take(bytes, false),
    end: () => take(Buffer.alloc(0), true),
  }
}

/** The decoder for a file that begins with these bytes: by its byte order mark, else as named, else UTF-8. */
export function decoderFor(head: Buffer, named: string | undefined): Decoder {
  if (head[0] === 0xff && head[1] === 0xfe) return otherDecoder('utf-16le')
  if (head[0] === 0xfe && head[1] === 0xff) return otherDecoder('utf-16be')
  const plain = named?.toLowerCase().replaceAll('_', '-')
  if (plain === undefined || plain === 'utf-8' || plain === 'utf8') return utf8Decoder(true)
  return otherDecoder(plain)
}

import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { MigrationMark } from '@eirene/store/backup'
import { Problem } from '@eirene/domain/problem'

/** Version of the file's form. A file of a higher one is refused. */
export const BACKUP_FORMAT = 1
/** The first bytes of every backup, whatever its version. */
export const MAGIC = Buffer.from('EIRENE-BACKUP\n')
const LARGEST_HEADER_BYTES = 1_048_576
/** Half a second and 128 MB for each guess of a passphrase. */
const COST = { N: 131_072, r: 8, p: 1 } as const
/** A header may not make us spend more than this. */
const HIGHEST_COST = { N: 1_048_576, r: 16, p: 4 } as const

/** What stands at the beginning of a backup in the clear: what one must know to open it, nothing of what it holds. */
export interface BackupHeader {
  readonly format: number
  /** Version of the Eirene that wrote it. */
  readonly eirene: string
  /** RFC 3339. */
  readonly createdAt: string
  /** The schema of its tables, in the order in which the migrations were applied. */
  readonly migrations: readonly MigrationMark[]
  readonly compression: 'zstd'
  readonly cipher: 'aes-256-gcm'
  /** Bytes of plain text in each sealed chunk but the last. */
  readonly chunkBytes: number
  readonly kdf: {
    readonly name: 'scrypt'
    readonly N: number
    readonly r: number
    readonly p: number
    readonly salt: string
  }
  /** Tells a wrong passphrase from a damaged file: SHA-256 of the second half of what the passphrase gave. */
  readonly passphraseCheck: string
}

/** A header for a new backup and the key that belongs to it. Each file has a salt, so a key, of its own. */
export async function newHeader(
  passphrase: string,
  about: Pick<BackupHeader, 'eirene' | 'createdAt' | 'migrations'>,
): Promise<{ readonly header: BackupHeader; readonly key: Buffer }> {
  const kdf = { name: 'scrypt', ...COST, salt: randomBytes(16).toString('hex') } as const
  const { key, check } = await deriveKey(passphrase, kdf)
  const header: BackupHeader = {
    format: BACKUP_FORMAT,
    ...about,
    compression: 'zstd',
    cipher: 'aes-256-gcm',
    chunkBytes: 65_536,
    kdf,
    passphraseCheck: check,
  }
  return { header, key }
}

async function deriveKey(
  passphrase: string,
  { N, r, p, salt }: BackupHeader['kdf'],
): Promise<{ readonly key: Buffer; readonly check: string }> {
  const derived = await new Promise<Buffer>((resolve, reject) => {
    // One text, however it was typed: composed characters, as NIST SP 800-63B advises.
    scrypt(
      passphrase.normalize('NFKC'),
      Buffer.from(salt, 'hex'),
      64,
      { N, r, p, maxmem: 256 * N * r },
      (error, result) => {
        if (error === null) resolve(result)
        else reject(error)
      },
    )
  })
  return { key: derived.subarray(0, 32), check: createHash('sha256').update(derived.subarray(32)).digest('hex') }
}

/** The key of a backup. Throws Problem 'backup.passphrase_wrong'. */
export async function unlock(header: BackupHeader, passphrase: string): Promise<Buffer> {
  const { key, check } = await deriveKey(passphrase, header.kdf)
  const expected = Buffer.from(header.passphraseCheck, 'hex')
  const given = Buffer.from(check, 'hex')
  if (expected.length !== given.length || !timingSafeEqual(expected, given))
    throw new Problem(
      'backup.passphrase_wrong',
      'This is not the passphrase with which the backup was made. Nothing was touched.',
    )
  return key
}

/** The bytes before the sealed part: magic, length, header. They are authenticated with every chunk. */
export function writeHeader(header: BackupHeader): Buffer {
  const text = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([MAGIC, length, text])
}

/** Length of the header's text, from the bytes that stand before it. Throws Problem 'backup.unreadable'. */
export function headerLength(start: Buffer): number {
  if (start.length < MAGIC.length + 4 || !start.subarray(0, MAGIC.length).equals(MAGIC))
    throw unreadable('is not a backup of Eirene')
  const length = start.readUInt32BE(MAGIC.length)
  if (length > LARGEST_HEADER_BYTES) throw unreadable('has a damaged beginning')
  return length
}

/** Reads the header's text. Throws Problem 'backup.unreadable' or 'backup.newer'. */
export function parseHeader(text: Buffer): BackupHeader {
  let value: unknown
  try {
    value = JSON.parse(text.toString('utf8'))
  } catch {
    throw unreadable('has a damaged beginning')
  }
  if (typeof value !== 'object' || value === null) throw unreadable('has a damaged beginning')
  const format: unknown = Reflect.get(value, 'format')
  const version: unknown = Reflect.get(value, 'eirene')
  if (typeof format === 'number' && format > BACKUP_FORMAT)
    throw new Problem(
      'backup.newer',
      `This backup was made by a newer Eirene (${String(version).slice(0, 20)}, form ${format}; this one reads form ${BACKUP_FORMAT}). Restore it with that version. Nothing was touched.`,
      { format },
    )
  if (!isHeader(value)) throw unreadable('has a damaged beginning')
  return value
}

function isHeader(value: object): value is BackupHeader {
  const header: Partial<Record<keyof BackupHeader, unknown>> = value
  const { migrations, chunkBytes } = header
  return (
    header.format === BACKUP_FORMAT &&
    header.compression === 'zstd' &&
    header.cipher === 'aes-256-gcm' &&
    typeof header.eirene === 'string' &&
    typeof header.createdAt === 'string' &&
    typeof header.passphraseCheck === 'string' &&
    Array.isArray(migrations) &&
    migrations.every(isMark) &&
    isBetween(chunkBytes, 1024, 16_777_216) &&
    isKdf(header.kdf)
  )
}

function isMark(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Reflect.get(value, 'name') === 'string' &&
    typeof Reflect.get(value, 'sha256') === 'string'
  )
}

function isKdf(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { name, N, r, p, salt }: Partial<Record<'name' | 'N' | 'r' | 'p' | 'salt', unknown>> = value
  return (
    name === 'scrypt' &&
    isBetween(N, 2, HIGHEST_COST.N) &&
    (N & (N - 1)) === 0 &&
    isBetween(r, 1, HIGHEST_COST.r) &&
    isBetween(p, 1, HIGHEST_COST.p) &&
    typeof salt === 'string' &&
    /^[0-9a-f]{32}$/.test(salt)
  )
}

function isBetween(value: unknown, low: number, high: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high
}

/** The refusal of a file: `why` follows "This file". */
export function unreadable(why: string): Problem {
  return new Problem('backup.unreadable', `This file ${why}. Nothing was touched.`)
}

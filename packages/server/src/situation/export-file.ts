import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'

/** One file of an exported folder. */
export interface ExportedFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
  /** Null: the file has no rows. */
  readonly rows: number | null
}

/** A file being written, hashed on its way. */
export interface OpenFile {
  readonly write: (text: string) => Promise<void>
  /** Resolves when the disk has it. */
  readonly close: (rows: number | null) => Promise<ExportedFile>
  /** Lets go of it as it is. */
  readonly abandon: () => Promise<void>
}

/** Begins a file that is not there yet. */
export async function openExportFile(folder: string, name: string): Promise<OpenFile> {
  const handle = await open(join(folder, name), 'wx', 0o600)
  const hash = createHash('sha256')
  let bytes = 0
  return {
    write: async (text) => {
      const part = Buffer.from(text)
      hash.update(part)
      bytes += part.length
      await handle.writeFile(part)
    },
    close: async (rows) => {
      await handle.sync()
      await handle.close()
      return { name, bytes, sha256: hash.digest('hex'), rows }
    },
    abandon: () => handle.close(),
  }
}

/** A file of one text. */
export async function writeExportFile(
  folder: string,
  name: string,
  text: string,
  rows: number | null = null,
): Promise<ExportedFile> {
  const file = await openExportFile(folder, name)
  await file.write(text)
  return file.close(rows)
}

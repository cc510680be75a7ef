import { createReadStream } from 'node:fs'
import { link, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import { keepStream, syncFolder, tooLarge, type KeptFile } from '../storage/index.ts'

/** Where the original bytes of imported files lie. */
export function filesFolder(dataDir: string): string {
  return join(dataDir, 'files')
}

/** Keeps a copy of a file of this machine. Throws Problem 'import.unreadable' when it is not there. */
export async function keepFile(dataDir: string, path: string, fileName: string, limitBytes: number): Promise<KeptFile> {
  let bytes: number
  try {
    const file = await open(path, 'r')
    const stats = await file.stat()
    await file.close()
    if (!stats.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' })
    bytes = stats.size
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      EISDIR: 'this is a folder, not a file',
      EACCES: 'this account may not read it',
    }
    throw new Problem('import.unreadable', `${path}: ${why[code] ?? `it cannot be read (${code})`}.`, {
      file: path,
      remedy: 'Check the path.',
    })
  }
  if (bytes > limitBytes) throw tooLarge(fileName, limitBytes)
  return keepStream(filesFolder(dataDir), fileName, createReadStream(path), limitBytes)
}

/** Gives a kept file its place among the data directory's files, where imported files stay; its own place is kept too. */
export async function linkToFiles(dataDir: string, file: KeptFile): Promise<KeptFile> {
  const folder = filesFolder(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, file.sha256)
  // Under the name of its content lies that content: whoever comes second, in the same moment too, finds it there.
  await link(file.path, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  await syncFolder(folder)
  return { ...file, path }
}

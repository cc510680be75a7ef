import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  ATTACHMENT_AREAS,
  proving,
  type AttachmentArea,
  type AttachmentStore,
  type StoredAttachment,
} from './attachment-store.ts'
import { keepStream } from './keep-stream.ts'

const CONTENT_ADDRESS = /^[0-9a-f]{64}$/

/** Where attachments lie below a data directory. */
export function attachmentsFolder(dataDir: string): string {
  return join(dataDir, 'attachments')
}

async function* listArea(folder: string, area: AttachmentArea): AsyncGenerator<StoredAttachment> {
  for (const sha256 of (await namesIn(join(folder, area))).filter((name) => CONTENT_ADDRESS.test(name)))
    yield { area, sha256, bytes: (await stat(join(folder, area, sha256))).size }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  return names.sort()
}

/** Attachments in the data directory: the default, which needs nothing else. */
export function openFolderStore(dataDir: string): AttachmentStore {
  const folder = attachmentsFolder(dataDir)
  const findUnproved: AttachmentStore['findUnproved'] = async (area, sha256) => {
    try {
      return (await open(join(folder, area, sha256))).createReadStream()
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  }
  return {
    place: `folder ${folder}`,
    keep: async (area, content) => {
      await keepStream(join(folder, area), 'The attachment', Readable.from([content]), content.length)
    },
    findUnproved,
    find: proving(findUnproved),
    list: async function* () {
      for (const area of ATTACHMENT_AREAS) yield* listArea(folder, area)
    },
    // Directory, rights and room are looked at with the data directory.
    probe: () => Promise.resolve(),
  }
}

/** After a crash: removes what was being written. Only for the server at its start: nobody else writes attachments. */
export async function dropAttachmentDrafts(dataDir: string): Promise<void> {
  for (const area of ATTACHMENT_AREAS) {
    const folder = join(attachmentsFolder(dataDir), area)
    for (const name of await namesIn(folder))
      if (name.startsWith('.draft-')) await rm(join(folder, name), { force: true })
  }
}

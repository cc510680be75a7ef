import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import { keepStream, type KeptFile } from '../storage/index.ts'
import type { FileLimits } from './open-text.ts'

const KEPT_MS = 3_600_000
const PER_PERSON = 3
/** All uploads that wait, together. */
const WAITING_BYTES = 4 * 1024 ** 3

interface Upload {
  readonly id: string
  readonly personId: string
  readonly operationId: string
  readonly folder: string
  readonly file: KeptFile
  readonly expiresMs: number
}

/** Files that were sent and wait for their owner's order, for an hour, within a bound of disk space. */
export interface Uploads {
  readonly receive: (
    owner: { readonly personId: string; readonly operationId: string },
    fileName: string,
    body: Readable,
  ) => Promise<{ readonly id: string; readonly file: KeptFile }>
  /** The owner's file; throws Problem 'record.not_found' for everybody else and after an hour. */
  readonly find: (owner: { readonly personId: string; readonly operationId: string }, id: string) => KeptFile
  readonly drop: (id: string) => Promise<void>
}

/** A name that is safe to show and to keep: no folders, no control characters, 200 characters. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last.replaceAll(/\p{C}/gu, '').trim().slice(-200)
  return clean === '' ? 'file' : clean
}

/** Opens the room for uploads; what an earlier run left there is removed. */
export async function openUploads(dataDir: string, clock: () => Date, limits: FileLimits): Promise<Uploads> {
  const root = join(dataDir, 'uploads')
  await rm(root, { recursive: true, force: true })
  await mkdir(root, { recursive: true, mode: 0o700 })
  const uploads = new Map<string, Upload>()
  let arrivingBytes = 0

  const drop = async (id: string): Promise<void> => {
    const upload = uploads.get(id)
    uploads.delete(id)
    if (upload !== undefined) await rm(upload.folder, { recursive: true, force: true })
  }
  const dropExpired = async (): Promise<void> => {
    const nowMs = clock().getTime()
    for (const upload of [...uploads.values()]) if (upload.expiresMs <= nowMs) await drop(upload.id)
  }
  const waitingBytes = (): number =>
    [...uploads.values()].reduce((sum, upload) => sum + upload.file.bytes, arrivingBytes)

  return {
    drop,
    find: (owner, id) => {
      const upload = uploads.get(id)
      const isOwners = upload?.personId === owner.personId && upload.operationId === owner.operationId
      if (upload === undefined || !isOwners || upload.expiresMs <= clock().getTime())
        throw new Problem('record.not_found', 'This file is not here any more: uploads wait for an hour.', {
          remedy: 'Choose the file again.',
        })
      return upload.file
    },
    receive: async (owner, fileName, body) => {
      await dropExpired()
      const own = [...uploads.values()].filter((upload) => upload.personId === owner.personId)
      for (const upload of own.slice(0, Math.max(0, own.length - PER_PERSON + 1))) await drop(upload.id)
      const id = mintId()
      const folder = join(root, id)
      let ownBytes = 0
      // Counted as they come, so that a small file does not reserve what a large one might take.
      const count = async function* (): AsyncGenerator<Buffer> {
        // A request body is a stream of bytes.
        for await (const chunk of body as AsyncIterable<Buffer>) {
          ownBytes += chunk.length
          arrivingBytes += chunk.length
          if (waitingBytes() > WAITING_BYTES)
            throw new Problem('input.too_large', 'Too many uploaded files wait to be imported.', {
              remedy: 'Import or leave some of them, or come back in an hour.',
            })
          yield chunk
        }
      }
      try {
        const file = await keepStream(folder, fileName, Readable.from(count(), { objectMode: false }), limits.fileBytes)
        uploads.set(id, { id, folder, file, ...owner, expiresMs: clock().getTime() + KEPT_MS })
        return { id, file }
      } catch (error) {
        await rm(folder, { recursive: true, force: true })
        throw error
      } finally {
        arrivingBytes -= ownBytes
      }
    },
  }
}

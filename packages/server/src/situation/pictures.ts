import type { Operation } from '@eirene/domain/operation'
import type { Db } from '@eirene/store/db'
import { listenToChanges } from '@eirene/store/situation'
import { loadLivePicture, type LivePicture } from './live-picture.ts'

/** The pictures of the operations, in memory, each from its first use on. */
export interface Pictures {
  /** The picture of an operation; loads it when it was not asked for before. */
  readonly of: (operation: Operation) => Promise<LivePicture>
  /** Resolves when every change committed so far was heard of and taken in. */
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

const RETRY_MS = 2000

/** Opens the pictures with a connection that hears of changes. Loads nothing yet. */
export function openPictures({ db, databaseUrl }: { readonly db: Db; readonly databaseUrl: string }): Pictures {
  const loaded = new Map<string, Promise<LivePicture>>()
  const pending = new Set<Promise<void>>()
  const retries = new Set<NodeJS.Timeout>()

  const apply = (
    operationId: string,
    change: { readonly importId?: string; readonly ids?: readonly string[] },
  ): void => {
    const picture = loaded.get(operationId)
    if (picture === undefined) return
    const work = picture
      .then((live) => live.apply(change))
      // The database did not answer: what is in memory may be old. It is read anew until that works.
      .catch(() => {
        const again = setTimeout(() => {
          retries.delete(again)
          apply(operationId, {})
        }, RETRY_MS)
        again.unref()
        retries.add(again)
      })
      .finally(() => pending.delete(work))
    pending.add(work)
  }
  const listener = listenToChanges(databaseUrl, {
    onNotice: ({ operationId, ...change }) => apply(operationId, change),
    onGap: () => {
      for (const operationId of loaded.keys()) apply(operationId, {})
    },
  })

  return {
    of: (operation) => {
      let picture = loaded.get(operation.id)
      if (picture === undefined) {
        // Listening first: what is committed while the rows are read is told afterwards and taken in then.
        picture = listener.ready.then(() => loadLivePicture(db, operation))
        loaded.set(operation.id, picture)
        picture.catch(() => loaded.delete(operation.id))
      }
      return picture
    },
    settled: async () => {
      await listener.heardAll()
      while (pending.size > 0) await Promise.all(pending)
    },
    close: async () => {
      for (const retry of retries) clearTimeout(retry)
      await listener.close()
    },
  }
}

import type { Marking } from '@eirene/domain/access'
import type { Operation } from '@eirene/domain/operation'
import { listMarkings } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { listenToChanges } from '@eirene/store/situation'
import { loadLivePicture, type LivePicture } from './live-picture.ts'

/** The pictures of the operations, in memory, each from its first use on. */
export interface Pictures {
  /** The picture of an operation; loads it when it was not asked for before. */
  readonly of: (operation: Operation) => Promise<LivePicture>
  /**
   * Calls back when something of the desk (flash report, release, situation report) of an operation came or changed, with its
   * marking; null: notices may have been missed. Returns how to stop.
   */
  readonly onDesk: (operationId: string, heard: (marking: Marking | null) => void) => () => void
  /** Resolves when every change committed so far was heard of and taken in. */
  readonly settled: () => Promise<void>
  readonly close: () => Promise<void>
}

const RETRY_MS = 2000

type DeskListener = Parameters<Pictures['onDesk']>[1]

/** Who listens for news of the desk, by operation, and how they are told. */
function deskListeners(db: Db): {
  readonly listen: Pictures['onDesk']
  readonly tell: (operationId: string, markingNo: number) => void
  readonly tellAll: () => void
  readonly settled: () => Promise<void>
} {
  const desks = new Map<string, Set<DeskListener>>()
  const pending = new Set<Promise<void>>()
  const tellMarking = (operationId: string, marking: Marking | null): void => {
    for (const heard of desks.get(operationId) ?? []) heard(marking)
  }
  return {
    listen: (operationId, heard) => {
      const here = desks.get(operationId) ?? new Set()
      desks.set(operationId, here.add(heard))
      return () => {
        here.delete(heard)
        if (here.size === 0 && desks.get(operationId) === here) desks.delete(operationId)
      }
    },
    tell: (operationId, markingNo) => {
      if (!desks.has(operationId)) return
      const work = listMarkings(db, operationId)
        .then((dictionary) => {
          const found = dictionary.find((one) => one.markingNo === markingNo)
          if (found !== undefined) tellMarking(operationId, found.marking)
        })
        // The database did not answer, so it cannot be told whom this concerns: everybody looks again, as after a gap.
        .catch(() => tellMarking(operationId, null))
        .finally(() => pending.delete(work))
      pending.add(work)
    },
    tellAll: () => {
      for (const operationId of desks.keys()) tellMarking(operationId, null)
    },
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}

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
  const desk = deskListeners(db)
  const listener = listenToChanges(databaseUrl, {
    onNotice: ({ operationId, deskMarkingNo, ...change }) => {
      if (deskMarkingNo === undefined) apply(operationId, change)
      else desk.tell(operationId, deskMarkingNo)
    },
    onGap: () => {
      desk.tellAll()
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
    onDesk: desk.listen,
    settled: async () => {
      await listener.heardAll()
      while (pending.size > 0) await Promise.all(pending)
      await desk.settled()
    },
    close: async () => {
      for (const retry of retries) clearTimeout(retry)
      await listener.close()
    },
  }
}

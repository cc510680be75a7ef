import type { Db } from '@eirene/store/db'

/** The pictures of all operations in memory. */
export interface Pictures {
  readonly db: Db
  readonly close: () => Promise<void>
}

export function openPictures({ db }: { readonly db: Db; readonly databaseUrl: string }): Pictures {
  return { db, close: () => Promise.resolve() }
}

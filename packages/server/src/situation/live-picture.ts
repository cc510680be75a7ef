import { createHash, randomUUID } from 'node:crypto'
import {
  accessMask,
  columnsBuilder,
  encodeColumns,
  profileAt,
  readableColumns,
  rowIndex,
  type ColumnsBuilder,
  type RowIndex,
  type SituationColumns,
  type SituationRow,
} from '@eirene/analysis/situation'
import { markingKey, readableMarkings, type NumberedMarking, type Reader } from '@eirene/domain/access'
import type { Operation } from '@eirene/domain/operation'
import { listMarkings } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import {
  listIdsOutOfPicture,
  streamPictureRows,
  type ActorNames,
  type ChangeNotice,
  type WhichIncidents,
} from '@eirene/store/situation'

/** What changed in one go. Markings tell whom it concerns. */
export interface PictureChange {
  /** Markings under which something changed: before or after. */
  readonly markings: ReadonlySet<string>
  /** Rows that came or changed, and ids that went, each with the markings under which they were seen; null: too many to tell. */
  readonly details: {
    readonly rows: readonly SituationRow[]
    readonly removed: readonly { readonly id: string; readonly marking: string }[]
  } | null
}

/** More changed rows than this are not told one by one: screens fetch the columns again. */
const MAX_TOLD_ROWS = 200

interface Held {
  readonly builder: ColumnsBuilder
  readonly index: RowIndex
  dictionary: readonly NumberedMarking[]
}

/** Collects what a change touches, and gives up the details when there are too many. */
class ChangeDiary {
  readonly markings = new Set<string>()
  readonly rows: SituationRow[] = []
  readonly removed: { id: string; marking: string }[] = []
  isLong = false

  came(row: SituationRow): void {
    this.markings.add(row.marking)
    if (this.rows.length < MAX_TOLD_ROWS) this.rows.push(row)
    else this.isLong = true
  }

  went(id: string, marking: string): void {
    this.markings.add(marking)
    if (this.removed.length < MAX_TOLD_ROWS) this.removed.push({ id, marking })
    else this.isLong = true
  }

  change(): PictureChange {
    return {
      markings: this.markings,
      details: this.isLong ? null : { rows: this.rows, removed: this.removed },
    }
  }
}

/** What of an operation changed; with neither, anything may have. */
type Touched = Pick<ChangeNotice, 'importId' | 'ids'>

async function loadHeld(db: Db, operation: Operation, names: ActorNames): Promise<Held> {
  const builder = columnsBuilder(operation.timeZone)
  for await (const batch of streamPictureRows(db, operation.id, 'all', { names }))
    for (const row of batch) builder.append(row)
  const dictionary = await listMarkings(db, operation.id)
  return { builder, index: rowIndex(builder.columns), dictionary }
}

/** Loads the picture of an operation. As the system: every use of the columns applies the reader's mask. */
export async function loadLivePicture(db: Db, operation: Operation): Promise<LivePicture> {
  const names: ActorNames = new Map()
  return new LivePicture({ db, operation, names }, await loadHeld(db, operation, names))
}

/** For each marking a digest of the rows under it: equal where nothing is different. */
function digestsOf(columns: SituationColumns): ReadonlyMap<string, string> {
  return new Map(
    columns.dictionaries.markings.map((only) => {
      const rows = readableColumns(
        columns,
        accessMask(columns, (marking) => marking === only),
      )
      return [only, rows.size === 0 ? '' : createHash('sha256').update(encodeColumns(rows)).digest('base64')]
    }),
  )
}

interface Origin {
  readonly db: Db
  readonly operation: Operation
  readonly names: ActorNames
}

/** The picture of one operation in memory, kept current. */
export class LivePicture {
  readonly #origin: Origin
  readonly #revisions = new Map<string, string>()
  readonly #subscribers = new Set<(change: PictureChange) => void>()
  #held: Held
  #last: Promise<void> = Promise.resolve()

  constructor(origin: Origin, held: Held) {
    this.#origin = origin
    this.#held = held
    this.#renew(held.builder.columns.dictionaries.markings)
  }

  /** The columns as they stand; a new object after a reload. */
  columns(): SituationColumns {
    return this.#held.builder.columns
  }

  /** Changes when something under this marking changes, and is empty where nothing is. Random: it tells nothing else. */
  revisionOf(marking: string): string {
    return this.#revisions.get(marking) ?? ''
  }

  /** Keys of the markings that this reader may read, those included that came after the reader's call began. */
  readableKeysOf(reader: Reader): readonly string[] {
    const { dictionary } = this.#held
    const readable = new Set(readableMarkings(reader, dictionary))
    return dictionary.flatMap(({ markingNo, marking }) => (readable.has(markingNo) ? [markingKey(marking)] : []))
  }

  subscribe(onChange: (change: PictureChange) => void): () => void {
    this.#subscribers.add(onChange)
    return () => this.#subscribers.delete(onChange)
  }

  /** Takes a change in and tells the subscribers; changes are taken in one after the other. */
  apply(touched: Touched): Promise<void> {
    // One that failed (the database went away) must not stop the next.
    this.#last = this.#last.catch(() => undefined).then(() => this.#applyNow(touched))
    return this.#last
  }

  async #applyNow({ importId, ids }: Touched): Promise<void> {
    const which = ids !== undefined ? { ids } : importId !== undefined ? { importId } : 'all'
    const change = which === 'all' ? await this.#reload() : await this.#takeIn(which)
    const { columns } = this.#held.builder
    if (columns.removed > 10_000 && columns.removed > columns.size / 4) await this.#reload()
    this.#renew(change.markings)
    await this.#completeDictionary(change.markings)
    for (const tell of this.#subscribers) tell(change)
  }

  /** Reads everything anew. Only the markings under which something is different count as changed. */
  async #reload(): Promise<PictureChange> {
    const { db, operation, names } = this.#origin
    const before = digestsOf(this.columns())
    names.clear()
    this.#held = await loadHeld(db, operation, names)
    const after = digestsOf(this.columns())
    const all = new Set([...before.keys(), ...after.keys()])
    return {
      markings: new Set([...all].filter((key) => (before.get(key) ?? '') !== (after.get(key) ?? ''))),
      details: null,
    }
  }

  async #takeIn(which: WhichIncidents): Promise<PictureChange> {
    const { db, operation, names } = this.#origin
    const { builder } = this.#held
    const diary = new ChangeDiary()
    for (const id of await listIdsOutOfPicture(db, operation.id, which)) {
      const marking = this.#markingOf(id)
      if (marking === undefined) continue
      builder.remove(id)
      diary.went(id, marking)
    }
    for await (const batch of streamPictureRows(db, operation.id, which, { names })) {
      for (const row of batch) {
        const before = this.#markingOf(row.id)
        // A row under a new marking has gone for those who saw it under the old one only.
        if (before !== undefined && before !== row.marking) diary.went(row.id, before)
        builder.replace(row)
        diary.came(row)
      }
    }
    return diary.change()
  }

  #markingOf(id: string): string | undefined {
    const row = this.#held.index.find(id)
    return row === undefined ? undefined : profileAt(this.columns(), row)?.marking
  }

  #renew(markings: Iterable<string>): void {
    for (const marking of markings) this.#revisions.set(marking, randomUUID())
  }

  async #completeDictionary(markings: ReadonlySet<string>): Promise<void> {
    const known = new Set(this.#held.dictionary.map(({ marking }) => markingKey(marking)))
    if ([...markings].every((marking) => known.has(marking))) return
    const { db, operation } = this.#origin
    this.#held.dictionary = await listMarkings(db, operation.id)
  }
}

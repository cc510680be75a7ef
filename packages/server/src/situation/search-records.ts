import {
  SEARCH_KINDS,
  type SearchHit,
  type SearchKind,
  type SearchPage,
  type SearchQuery,
} from '@eirene/domain/situation'
import type { Tx } from '@eirene/store/db'
import {
  findNamed,
  findRecords,
  formatCursor,
  isTimed,
  listHits,
  readSearchWords,
  type FoundRecord,
  type ListCursor,
  type SearchWords,
} from '@eirene/store/situation'
import type { OperationCall } from '../edge/index.ts'

const PAGE_HITS = 20
const NAMED_HITS = 5

/** What is looked for, where. */
export interface SearchAsk {
  readonly query: SearchQuery
  readonly kinds: readonly SearchKind[]
  /** Period `[from, to)`; null: open on that side. */
  readonly from: string | null
  readonly to: string | null
  readonly before: ListCursor | null
}

/** The later of two instants, the earlier of two: null is no bound. */
function tighter(one: string | null, other: string | null, isFrom: boolean): string | null {
  if (one === null || other === null) return one ?? other
  return Date.parse(one) > Date.parse(other) === isFrom ? one : other
}

function isNewer(one: FoundRecord, other: FoundRecord): number {
  if (one.occurredAtUs !== other.occurredAtUs) return one.occurredAtUs > other.occurredAtUs ? -1 : 1
  return one.id > other.id ? -1 : 1
}

interface Searching {
  readonly tx: Tx
  readonly operationId: string
  readonly ask: SearchAsk
  readonly words: SearchWords | null
}

/** Parties and sources have no time: they stand before the records, on the first page, when no period is asked for. */
async function listNamed({ tx, operationId, ask, words }: Searching): Promise<readonly SearchHit[]> {
  const { from, to, before, query } = ask
  const names = words?.simple ?? null
  if (names === null || before !== null || from !== null || to !== null || query.day !== null) return []
  const hits: SearchHit[] = []
  for (const kind of ['actor', 'source'] as const) {
    if (!ask.kinds.includes(kind)) continue
    const ids = await findNamed(tx, kind, { operationId, words: names, limit: NAMED_HITS })
    hits.push(...(await listHits(tx, kind, { operationId, words, ids })))
  }
  return hits
}

/** A page of the records in the one order of time. */
async function listTimed({ tx, operationId, ask, words }: Searching): Promise<Omit<SearchPage, 'place'>> {
  const { query, before } = ask
  if (words === null && query.day === null) return { hits: [], before: null }
  const order = {
    operationId,
    words,
    from: tighter(ask.from, query.day?.from ?? null, true),
    to: tighter(ask.to, query.day?.to ?? null, false),
    before,
    limit: PAGE_HITS + 1,
  }
  const found: FoundRecord[] = []
  for (const kind of ask.kinds) if (isTimed(kind)) found.push(...(await findRecords(tx, kind, order)))
  const page = found.sort(isNewer).slice(0, PAGE_HITS)
  const byId = new Map<string, SearchHit>()
  for (const kind of new Set(page.map((record) => record.kind))) {
    const ids = page.filter((record) => record.kind === kind).map((record) => record.id)
    for (const hit of await listHits(tx, kind, { operationId, words, ids })) byId.set(hit.id, hit)
  }
  const last = page.at(-1)
  return {
    hits: page.flatMap((record) => byId.get(record.id) ?? []),
    before: found.length > PAGE_HITS && last !== undefined ? formatCursor(last) : null,
  }
}

/**
 * A page of what the reader may see and what holds the words, newest first. The order is that of time alone: a rank by how
 * rare a word is would tell of records that are not for the reader.
 */
export async function searchRecords(
  { operation, read }: Pick<OperationCall, 'operation' | 'read'>,
  ask: SearchAsk,
): Promise<SearchPage> {
  const { query } = ask
  return read(async (tx) => {
    const words = await readSearchWords(tx, query)
    const operationId = operation.id
    const byId: SearchHit[] = []
    if (query.id !== null && ask.before === null)
      for (const kind of SEARCH_KINDS)
        byId.push(...(await listHits(tx, kind, { operationId, words: null, ids: [query.id] })))
    if (words === undefined) return { hits: byId, before: null, place: query.place }
    const searching = { tx, operationId, ask, words }
    const named = await listNamed(searching)
    const { hits, before } = await listTimed(searching)
    return { hits: [...byId, ...named, ...hits], before, place: query.place }
  })
}

import type { MarkedText, SearchHit, SearchKind, SearchQuery } from '@eirene/domain/situation'
import { sql, type RawBuilder } from 'kysely'
import { toMarking } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import type { ListCursor } from './incident-list.queries.ts'
import { IS_WITHHELD, STANDING_CONTENT } from './sitrep.queries.ts'

/** How a kind of record is read once it was found; the columns are those of `HitSqlRow`. */
interface SearchSource {
  /** Table with `search_terms` and `search_at` (migration 0011); null: a short list that is looked through by name. */
  readonly relation: string | null
  /** Whether its words can have changed since they were indexed: then a hit must still hold them. */
  readonly isReadAgain?: true
  readonly rows: RawBuilder<unknown>
}

const NO_MARKING = sql`null::integer as marking_no`

/** Every kind of record that can be found. A new kind is one entry here, its two columns and indexes, and its name in domain. */
const SEARCH_SOURCES: Readonly<Record<SearchKind, SearchSource>> = {
  incident: {
    relation: 'incident',
    rows: sql`select operation_id, id, title, concat_ws(' · ', nullif(place_name, ''), adm2, adm1) || ' — ' || narrative as words, language, search_at as at,
      state, type_code as type, null::uuid as incident_id, marking_no from incident`,
  },
  report: {
    relation: 'report',
    rows: sql`select r.operation_id, r.id, r.title, r.body as words, r.language, r.search_at as at, null::text as state, r.type,
      (select l.incident_id from incident_report l where l.operation_id = r.operation_id and l.report_id = r.id order by l.incident_id limit 1) as incident_id,
      r.marking_no from report r`,
  },
  sitrep: {
    relation: 'sitrep',
    // The index knows the words of the first drafting; what facts made anew left out, and facts that are withheld, are neither shown nor found.
    isReadAgain: true,
    rows: sql`select operation_id, id, number as title,
      concat_ws(' — ', (select string_agg(part #>> '{}', '' order by place) from jsonb_path_query(standing, 'strict $.sections.**.text') with ordinality as run (part, place)),
        (select string_agg(part #>> '{}', ' · ' order by place) from jsonb_path_query(standing, '$.records[*].place.name') with ordinality as named (part, place)),
        (select string_agg(part #>> '{}', ' · ' order by place) from jsonb_path_query(standing, '$.records[*].actors[*].name') with ordinality as named (part, place))) as words,
      language, search_at as at, state, null::text as type, null::uuid as incident_id, marking_no
      from (select s.*, case when ${IS_WITHHELD} then '{"sections": [], "records": []}' else ${STANDING_CONTENT} end as standing from sitrep s) s`,
  },
  actor: {
    relation: null,
    rows: sql`select operation_id, id, name as title, array_to_string(aliases, ', ') as words, 'und' as language, null::timestamptz as at,
      null::text as state, kind as type, null::uuid as incident_id, ${NO_MARKING} from actor`,
  },
  source: {
    relation: null,
    rows: sql`select operation_id, id, code as title, name as words, 'und' as language, null::timestamptz as at,
      null::text as state, kind as type, null::uuid as incident_id, ${NO_MARKING} from source`,
  },
}

/** Codes of the stemmers in which a query is read: the language of a record decides in which of them its words were stored. */
const STEMMERS = ['xx', 'en', 'fr', 'ar', 'es', 'pt', 'ru', 'de', 'nl', 'it', 'tr']
const SHORTEST_STEM = 4

/** A word as to_tsquery takes it literally. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "''")}'`
}

/** A word that may go on: what begins with it, and the stems that its beginning may already have passed (`attacki` → `attack`). */
function unfinishedWord(word: string): RawBuilder<unknown> {
  const shorter = [1, 2, 3].map((less) => word.slice(0, -less)).filter((stem) => stem.length >= SHORTEST_STEM)
  const prefix = sql`to_tsquery(c.configuration, ${`${quoted(word)}:*`})`
  if (shorter.length === 0) return prefix
  const stems = sql`to_tsquery('eirene_simple', ${shorter.map(quoted).join(' | ')})`
  return sql`(case when numnode(${prefix}) = 0 then ${prefix} else ${prefix} || ${stems} end)`
}

/** The words of a query as PostgreSQL's tsqueries, in text. */
export interface SearchWords {
  /** Each word with the code of its stemmer: `'en:attack' | 'fr:attaqu'`. Exact for every language. */
  readonly coded: string
  /** All stems without their codes, for marking words in a text. */
  readonly plain: string
  /** Word for word: for names. Null when a name cannot be looked for by these words. */
  readonly simple: string | null
}

/**
 * The words of a query in all languages at once; null when it has no words, undefined when none of its words can be looked
 * for (only words like `the`).
 */
export async function readSearchWords(tx: Tx, query: SearchQuery): Promise<SearchWords | null | undefined> {
  const phrase = (words: readonly string[]): RawBuilder<unknown> =>
    sql`phraseto_tsquery(c.configuration, ${words.join(' ')})`
  const wanted = [
    ...query.required.map(phrase),
    ...(query.unfinished === null ? [] : [unfinishedWord(query.unfinished)]),
  ]
  if (wanted.length === 0) return null
  const all = [...wanted, ...query.excluded.map((words) => sql`!!${phrase(words)}`)]
  const { rows } = await sql<{ readonly [Key in keyof SearchWords]: string | null }>`
    select string_agg('(' || eirene_mark_words(each.words, each.code || ':')::text || ')', ' | ') as coded,
      string_agg(distinct '(' || each.words::text || ')', ' | ') as plain,
      max(each.words::text) filter (where each.code = 'xx') as simple
    from (
      select c.code, (${sql.join(all, sql` && `)}) as words
      from (select code, eirene_search_config(code) as configuration from unnest(${STEMMERS}::text[]) as code) as c) each
    where querytree(each.words) not in ('', 'T')`.execute(tx)
  const { coded = null, plain = null, simple = null } = rows[0] ?? {}
  return coded === null || plain === null ? undefined : { coded, plain, simple }
}

export interface SearchOrder {
  readonly operationId: string
  /** As `readSearchWords` gave it. */
  readonly words: SearchWords | null
  readonly from: string | null
  readonly to: string | null
  /** The end of the page before; null for the first. */
  readonly before: ListCursor | null
  readonly limit: number
}

/** A record that was found, with its place in the order. */
export interface FoundRecord extends ListCursor {
  readonly kind: SearchKind
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** Records of one kind that hold the words, newest first. Only for kinds with a time (`isTimed`). */
export async function findRecords(tx: Tx, kind: SearchKind, order: SearchOrder): Promise<readonly FoundRecord[]> {
  const { relation } = SEARCH_SOURCES[kind]
  if (relation === null) throw new Error(`${kind} has no order in time`)
  const { before } = order
  const beforeAt =
    before === null
      ? sql`'infinity'::timestamptz`
      : sql`'epoch'::timestamptz + ${before.occurredAtUs}::bigint * interval '1 microsecond'`
  // The join is what row-level security is enforced on: the function below it gives ids only.
  const { rows } = await sql<{ readonly id: string; readonly at_us: bigint }>`
    select t.id, (extract(epoch from t.search_at) * 1000000)::bigint as at_us
    from eirene_search(${relation}::regclass, ${order.words?.coded ?? null}::tsquery, coalesce(${order.from}::timestamptz, '-infinity'),
      coalesce(${order.to}::timestamptz, 'infinity'), ${beforeAt}, ${before?.id ?? LAST_ID}::uuid, ${order.limit}) as f
    join ${sql.table(relation)} t on t.operation_id = ${order.operationId} and t.id = f.id
    order by t.search_at desc, t.id desc`.execute(tx)
  return rows.map((row) => ({ kind, id: row.id, occurredAtUs: row.at_us }))
}

/** Parties or sources whose names hold the words, at most so many, by name. */
export async function findNamed(
  tx: Tx,
  kind: 'actor' | 'source',
  order: { readonly operationId: string; readonly words: string; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await (
    kind === 'actor'
      ? sql<{
          readonly id: string
        }>`select f.id from eirene_search_actor(${order.words}::tsquery, ${order.limit}) as f (id)`
      : sql<{ readonly id: string }>`
        select id from source where operation_id = ${order.operationId}
          and to_tsvector('eirene_simple', code || ' ' || name) @@ ${order.words}::tsquery
        order by code, id limit ${order.limit}`
  ).execute(tx)
  return rows.map(({ id }) => id)
}

/** True for kinds that lie in the one order of time; the others come before it, on the first page only. */
export function isTimed(kind: SearchKind): kind is Exclude<SearchKind, 'actor' | 'source'> {
  return SEARCH_SOURCES[kind].relation !== null
}

interface HitSqlRow {
  readonly id: string
  readonly title: string
  readonly snippet: string
  readonly language: string
  readonly at: Date | null
  readonly state: string | null
  readonly type: string | null
  readonly incident_id: string | null
  readonly operation_id: string
  readonly realm: string | null
  readonly policy: string
  readonly level: string
  readonly releasable_to: readonly string[]
  readonly compartments: readonly string[]
  readonly caveats: readonly string[]
}

/** What marks the words in a text on its way from the database: two characters that no text has, taken out of it beforehand. */
const OPEN = '\uE000'
const CLOSE = '\uE001'
const TITLE_OPTIONS = `StartSel=${OPEN}, StopSel=${CLOSE}, HighlightAll=true`
const SNIPPET_OPTIONS = `StartSel=${OPEN}, StopSel=${CLOSE}, MaxFragments=2, MaxWords=26, MinWords=10, FragmentDelimiter=" … "`
/** As much of a text as a snippet is looked for in, and as much as is shown when no word is marked. */
const TEXT_LIMIT = 20_000
const PLAIN_LIMIT = 240

/** Text with its words marked, as ranges: nobody ever has to trust it as markup. */
export function parseMarked(text: string): MarkedText {
  const marks: (readonly [number, number])[] = []
  let plain = ''
  let from = 0
  for (const part of text.split(/([\uE000\uE001])/)) {
    if (part === OPEN) from = plain.length
    else if (part === CLOSE) marks.push([from, plain.length])
    else plain += part
  }
  return { text: plain, marks }
}

/** What a list shows of these records of one kind, in the order of `ids`; what may not be seen is left out. */
export async function listHits(
  tx: Tx,
  kind: SearchKind,
  {
    operationId,
    words,
    ids,
  }: { readonly operationId: string; readonly words: SearchWords | null; readonly ids: readonly string[] },
): Promise<readonly SearchHit[]> {
  if (ids.length === 0) return []
  const plain = (text: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`translate(coalesce(${text}, ''), ${OPEN + CLOSE}, '')`
  const marked = (text: RawBuilder<unknown>, options: string): RawBuilder<unknown> =>
    sql`ts_headline(eirene_search_config(eirene_search_code(h.language)), ${plain(text)}, ${words?.plain ?? ''}::tsquery, ${options})`
  const { isReadAgain, rows: source } = SEARCH_SOURCES[kind]
  const holds =
    isReadAgain === undefined || words === null
      ? sql`true`
      : sql`to_tsvector(eirene_search_config(eirene_search_code(h.language)), h.title || ' ' || h.words) @@ ${words.plain}::tsquery`
  const { rows } = await sql<HitSqlRow>`
    select h.id, h.operation_id, h.language, h.at, h.state, h.type, h.incident_id,
      ${words === null ? plain(sql`h.title`) : marked(sql`h.title`, TITLE_OPTIONS)} as title,
      ${words === null ? sql`left(${plain(sql`h.words`)}, ${PLAIN_LIMIT})` : marked(sql`left(h.words, ${TEXT_LIMIT})`, SNIPPET_OPTIONS)} as snippet,
      m.realm, m.policy, m.level, m.releasable_to, m.compartments, m.caveats
    from (${source}) h
    left join marking m on m.operation_id = h.operation_id and m.marking_no = h.marking_no
    where h.operation_id = ${operationId} and h.id = any(${[...ids]}::uuid[]) and ${holds}`.execute(tx)
  const byId = new Map(rows.map((row) => [row.id, toHit(kind, row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function toHit(kind: SearchKind, row: HitSqlRow): SearchHit {
  const { realm } = row
  return {
    kind,
    id: row.id,
    title: parseMarked(row.title),
    snippet: parseMarked(row.snippet.trim()),
    language: row.language,
    at: row.at === null ? null : row.at.toISOString(),
    state: row.state,
    type: row.type,
    incidentId: row.incident_id,
    marking: realm === null ? null : toMarking({ ...row, realm }),
  }
}

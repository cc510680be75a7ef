import { Problem } from '@eirene/domain/problem'
import {
  SITREP_LANGUAGES,
  SITREP_STATES,
  type SitrepContent,
  type SitrepOrder,
  type SitrepState,
  type SitrepStatus,
  type SitrepSummary,
  type SitrepView,
} from '@eirene/domain/situation'
import { sql } from 'kysely'
import { toMarking } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { sealRecords } from '../ledger/index.ts'

interface SitrepSqlRow {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly language: string
  readonly from_on: string
  readonly to_on: string
  readonly corrects_id: string | null
  readonly drafted_by: string | null
  readonly drafted_at: Date
  readonly released_by: string | null
  readonly released_at: Date | null
  readonly operation_id: string
  readonly realm: string
  readonly policy: string
  readonly level: string
  readonly releasable_to: readonly string[]
  readonly compartments: readonly string[]
  readonly caveats: readonly string[]
}

/** Names of people are for whoever may read the report: they stand in its frozen content as well. */
const COLUMNS = sql`s.id, s.number, s.state, s.language, s.content->'period'->>'fromOn' as from_on,
  s.content->'period'->>'toOn' as to_on, s.corrects_id, s.content->>'draftedBy' as drafted_by, s.drafted_at,
  s.released_by::text as released_by, s.released_at,
  m.operation_id, m.realm, m.policy, m.level, m.releasable_to, m.compartments, m.caveats`
const SOURCE = sql`sitrep s join marking m on m.operation_id = s.operation_id and m.marking_no = s.marking_no`

function toState(text: string): SitrepState {
  const state = SITREP_STATES.find((candidate) => candidate === text)
  if (state === undefined) throw new Error(`unknown state of a situation report: ${text}`)
  return state
}

/** `releasedBy` is the person's id here: the caller knows names. */
function toStatus(row: SitrepSqlRow): SitrepStatus {
  return {
    id: row.id,
    number: row.number,
    state: toState(row.state),
    draftedAt: row.drafted_at.toISOString(),
    releasedBy: row.released_by,
    releasedAt: row.released_at === null ? null : row.released_at.toISOString(),
  }
}

function toSummary(row: SitrepSqlRow): SitrepSummary {
  return {
    ...toStatus(row),
    fromOn: row.from_on,
    toOn: row.to_on,
    language: SITREP_LANGUAGES.find((language) => language === row.language) ?? 'en',
    draftedBy: row.drafted_by,
    correctsId: row.corrects_id,
    marking: toMarking(row),
  }
}

/** A drafted report on its way into the store. */
export interface NewSitrep {
  readonly id: string
  readonly operationId: string
  readonly markingNo: number
  readonly number: string
  readonly draftedAt: Date
  readonly draftedBy: string | null
  readonly order: SitrepOrder
  readonly content: SitrepContent
}

/**
 * The next number of an operation and local day (YYYY-MM-DD), `2021-02-01/1`. As the system. Those who ask at once wait for
 * each other and get different numbers; a number whose report is then not stored stays unused.
 */
export async function nextSitrepNumber(tx: Tx, operationId: string, draftedOn: string): Promise<string> {
  const { rows } = await sql<{ last_no: number }>`
    insert into sitrep_number (operation_id, drafted_on, last_no) values (${operationId}, ${draftedOn}::date, 1)
    on conflict (operation_id, drafted_on) do update set last_no = sitrep_number.last_no + 1
    returning last_no`.execute(tx)
  return `${draftedOn}/${rows[0]?.last_no ?? 1}`
}

/** Keeps a draft. Its content is never changed again. */
export async function insertSitrep(tx: Tx, sitrep: NewSitrep): Promise<void> {
  const { operationId, content } = sitrep
  await tx
    .insertInto('sitrep')
    .values({
      operation_id: operationId,
      id: sitrep.id,
      marking_no: sitrep.markingNo,
      number: sitrep.number,
      state: 'draft',
      period_from: content.period.from,
      period_to: content.period.to,
      filter: JSON.stringify(sitrep.order),
      language: content.language,
      content: JSON.stringify(content),
      corrects_id: sitrep.order.correctsId ?? null,
      drafted_by: sitrep.draftedBy,
      drafted_at: sitrep.draftedAt,
      released_by: null,
    })
    .execute()
}

/** The reports that the transaction may see, newest first, at most `limit`. */
export async function listSitreps(tx: Tx, operationId: string, limit = 200): Promise<readonly SitrepSummary[]> {
  const { rows } = await sql<SitrepSqlRow>`
    select ${COLUMNS} from ${SOURCE} where s.operation_id = ${operationId}
    order by s.drafted_at desc, s.id desc limit ${limit}`.execute(tx)
  return rows.map(toSummary)
}

/** One report with its frozen content; undefined alike when it does not exist and when it may not be seen. */
export async function findSitrep(
  tx: Tx,
  operationId: string,
  id: string,
): Promise<(SitrepView & { readonly summary: SitrepSummary }) | undefined> {
  const { rows } = await sql<SitrepSqlRow & { readonly content: SitrepContent }>`
    select ${COLUMNS}, coalesce(s.released_content, s.content) as content from ${SOURCE} where s.operation_id = ${operationId} and s.id = ${id}`.execute(
    tx,
  )
  const [row] = rows
  return row && { status: toStatus(row), content: row.content, summary: toSummary(row) }
}

/** Whether a person drafted a report or wrote the last version of a part of it. */
export async function isSitrepOf(tx: Tx, operationId: string, id: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ own: boolean | null }>`
    select s.drafted_by = ${personId} or (select v.person_id = ${personId} from sitrep_version v
      where v.operation_id = s.operation_id and v.sitrep_id = s.id order by v.written_at desc, v.id desc limit 1) as own
    from sitrep s where s.operation_id = ${operationId} and s.id = ${id}`.execute(tx)
  return rows[0]?.own === true
}

/**
 * Releases a draft in the name of a person, marks the report that it corrects as corrected, and seals the standing of both.
 * `content` is what leaves: the draft with its comments and inputs, frozen here. Throws Problem 'sitrep.state' when it is no
 * draft any more, 'access.forbidden' when they drafted it or edited it last.
 */
export async function releaseSitrep(
  tx: Tx,
  operationId: string,
  id: string,
  by: { readonly personId: string; readonly at: Date; readonly content: SitrepContent },
): Promise<void> {
  if (await isSitrepOf(tx, operationId, id, by.personId))
    throw new Problem('access.forbidden', 'A second person releases what you drafted or edited last.', {
      remedy: 'Ask somebody else who may release.',
    })
  const released = await tx
    .updateTable('sitrep')
    .set({
      ...{ state: 'released', released_by: by.personId, released_at: by.at },
      released_content: JSON.stringify(by.content),
    })
    .where('operation_id', '=', operationId)
    .where('id', '=', id)
    .where('state', 'in', ['draft', 'edited'])
    .executeTakeFirst()
  if (released.numUpdatedRows !== 1n)
    throw new Problem('sitrep.state', 'This situation report was released already: correct it by a new one.', { id })
  const corrected = await tx
    .updateTable('sitrep')
    .set({ state: 'corrected' })
    .where('operation_id', '=', operationId)
    .where('state', '=', 'released')
    .where('id', '=', (eb) =>
      eb
        .selectFrom('sitrep as s')
        .select('s.corrects_id')
        .where('s.operation_id', '=', operationId)
        .where('s.id', '=', id),
    )
    .returning('id')
    .execute()
  const touched = [id, ...corrected.map((row) => row.id)].map((sitrepId) => ({ kind: 'sitrep', id: sitrepId }) as const)
  await sealRecords(tx, operationId, touched, by.at)
}

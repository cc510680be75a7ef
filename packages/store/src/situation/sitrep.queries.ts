import { numberSeries, type Marking } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import {
  COMPONENTS,
  SITREP_LANGUAGES,
  SITREP_STATES,
  type SitrepContent,
  type SitrepOrder,
  type SitrepState,
  type SitrepStatus,
  type SitrepSummary,
  type SitrepView,
} from '@eirene/domain/situation'
import { sql, type RawBuilder } from 'kysely'
import { toMarking } from '../access/index.ts'
import type { Tx } from '../db/index.ts'
import { sealRecords, type RecordRef } from '../ledger/index.ts'

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
  readonly corrected_by: { readonly id: string; readonly number: string } | null
  readonly missing: SitrepSummary['missing'] | null
  readonly operation_id: string
  readonly realm: string
  readonly policy: string
  readonly level: string
  readonly releasable_to: readonly string[]
  readonly compartments: readonly string[]
  readonly caveats: readonly string[]
}

/** The facts of a report `s`: what was released, else those made last, else those of the drafting. */
const STANDING = `coalesce(s.released_content, (select f.content from sitrep_facts f
  where f.operation_id = s.operation_id and f.sitrep_id = s.id order by f.facts_no desc limit 1), s.content)`
export const STANDING_CONTENT = sql.raw(STANDING)

/** In SQL: whether facts of a row rest on a record, or on a report behind one, that the transaction may not see (any more). */
export function restsOnHidden(row: string, content: string): string {
  const unseen = (table: string, id: string): string =>
    `not exists (select from ${table} o where o.operation_id = ${row}.operation_id and o.id = (${id})::uuid)`
  return `exists (select from jsonb_array_elements(${content}->'records') c where ${unseen('incident', `c->>'incidentId'`)}
    or exists (select from jsonb_array_elements(c->'reports') p where ${unseen('report', `p->>'reportId'`)}))`
}

/** Whether the facts of an open report `s` are not this reader's to see. What was released has left and stays as it left. */
export const IS_WITHHELD = sql.raw(`(s.state in ('draft', 'edited') and ${restsOnHidden('s', STANDING)})`)

/** The report that corrected `s`, as far as the transaction may see it. */
export const CORRECTED_BY = sql`(select json_build_object('id', c.id, 'number', c.number) from sitrep c
  where c.operation_id = s.operation_id and c.corrects_id = s.id and c.state in ('released', 'corrected')
  order by c.released_at limit 1)`

/** Components of an open report `s` that were asked, for it or for the one that it corrects, and have given nothing to either. */
export const MISSING = sql`(select json_agg(json_build_object('component', q.component, 'cutoffAt', q.cutoff_at))
  from (select distinct on (a.component) a.component, a.cutoff_at
    from (select r.component, r.cutoff_at, r.asked_at from sitrep_request r
        where r.operation_id = s.operation_id and r.sitrep_id = s.id
      union all
      select l->>'component', coalesce((l->>'cutoffAt')::timestamptz, s.drafted_at), s.drafted_at
        from jsonb_array_elements(coalesce(s.content->'inputs', '[]')) l where l->>'state' in ('missing', 'awaited')) a
    order by a.component, a.asked_at desc) q
  where s.state in ('draft', 'edited')
    and not exists (select from sitrep_input i where i.operation_id = s.operation_id and i.sitrep_id = s.id and i.component = q.component)
    and not exists (select from jsonb_array_elements(coalesce(s.content->'inputs', '[]')) l
      where l->>'component' = q.component and l->>'state' not in ('missing', 'awaited')))`

/** Names of people are for whoever may read the report: they stand in its frozen content as well. */
const COLUMNS = sql`s.id, s.number, s.state, s.language, s.content->'period'->>'fromOn' as from_on,
  s.content->'period'->>'toOn' as to_on, s.corrects_id, s.content->>'draftedBy' as drafted_by, s.drafted_at,
  s.released_by::text as released_by, s.released_at, ${CORRECTED_BY} as corrected_by, ${MISSING} as missing,
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
    correctedBy: row.corrected_by,
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
    missing: toMissing(row.missing),
  }
}

/** What `MISSING` gave, in the order of the components. */
export function toMissing(rows: SitrepSummary['missing'] | null): SitrepSummary['missing'] {
  return COMPONENTS.flatMap((component) => {
    const asked = rows?.find((request) => request.component === component)
    return asked === undefined ? [] : [{ component, cutoffAt: new Date(asked.cutoffAt).toISOString() }]
  })
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
 * The next number of an operation, local day (YYYY-MM-DD) and marking: `2021-02-01/1`, `2021-02-01/CONFIDENTIAL-1`. As the system.
 * Those who ask at once wait for each other and get different numbers; a number whose report is then not stored stays unused.
 */
export async function nextSitrepNumber(tx: Tx, draftedOn: string, marking: Marking): Promise<string> {
  const series = numberSeries(marking)
  const { rows } = await sql<{ last_no: number }>`
    insert into sitrep_number (operation_id, drafted_on, series, last_no)
    values (${marking.operationId}, ${draftedOn}::date, ${series}, 1)
    on conflict (operation_id, drafted_on, series) do update set last_no = sitrep_number.last_no + 1
    returning last_no`.execute(tx)
  return `${draftedOn}/${series}${rows[0]?.last_no ?? 1}`
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

/** A report as it is stored. */
export interface StoredSitrep extends SitrepView {
  readonly summary: SitrepSummary
  /** What was asked for when it was drafted. */
  readonly order: SitrepOrder
  /** True: the facts of this draft rest on something that went out of the reader's sight since they were made. */
  readonly isWithheld: boolean
}

/** One report with the facts that stand; undefined alike when it does not exist and when it may not be seen. */
export async function findSitrep(tx: Tx, operationId: string, id: string): Promise<StoredSitrep | undefined> {
  const { rows } = await sql<
    SitrepSqlRow & { readonly content: SitrepContent; readonly filter: SitrepOrder; readonly is_withheld: boolean }
  >`
    select ${COLUMNS}, ${STANDING_CONTENT} as content, s.filter, ${IS_WITHHELD} as is_withheld from ${SOURCE}
    where s.operation_id = ${operationId} and s.id = ${id}`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  const { content, filter: order, is_withheld: isWithheld } = row
  return { status: toStatus(row), content, summary: toSummary(row), order, isWithheld }
}

/** Whether a person drafted the report `s` or wrote its last version; null is no. */
export const OWN_PART = (personId: string): RawBuilder<boolean | null> =>
  sql`(s.drafted_by = ${personId} or (select v.person_id = ${personId} from sitrep_version v
    where v.operation_id = s.operation_id and v.sitrep_id = s.id order by v.written_at desc, v.id desc limit 1))`

/** Whether a person drafted a report or wrote the last version of a part of it. */
export async function isSitrepOf(tx: Tx, operationId: string, id: string, personId: string): Promise<boolean> {
  const { rows } = await sql<{ own: boolean | null }>`
    select ${OWN_PART(personId)} as own from sitrep s where s.operation_id = ${operationId} and s.id = ${id}`.execute(
    tx,
  )
  return rows[0]?.own === true
}

/**
 * Releases a draft in the name of a person, marks the report that it corrects as corrected, and seals the standing of both.
 * `content` is what leaves: the draft of that revision with its comments and inputs, frozen here. Whoever was given the
 * corrected report is told. Throws Problem 'sitrep.state' when it is no draft any more or somebody else's correction was
 * quicker, 'sitrep.edited_meanwhile' when it has another revision, 'access.forbidden' when they drafted it or edited it last.
 */
export async function releaseSitrep(
  tx: Tx,
  operationId: string,
  id: string,
  by: { readonly personId: string; readonly at: Date; readonly content: SitrepContent; readonly revision: number },
): Promise<void> {
  const { correctsId } = await lockOpenSitrep(tx, operationId, id)
  if (await isSitrepOf(tx, operationId, id, by.personId))
    throw new Problem('access.forbidden', 'A second person releases what you drafted or edited last.', {
      remedy: 'Ask somebody else who may release.',
    })
  if ((await sitrepRevision(tx, operationId, id)) !== by.revision) throw editedMeanwhile()
  await tx
    .updateTable('sitrep')
    .set({
      ...{ state: 'released', released_by: by.personId, released_at: by.at },
      released_content: JSON.stringify(by.content),
    })
    .where('operation_id', '=', operationId)
    .where('id', '=', id)
    .execute()
  const corrected = correctsId === null ? [] : await markCorrected(tx, operationId, correctsId, by)
  await sealRecords(tx, operationId, [{ kind: 'sitrep', id }, ...corrected], by.at)
}

/**
 * Marks a released report as corrected and notes that everybody who was given it is told, but for who released the correction.
 * Gives what is to be sealed.
 */
async function markCorrected(
  tx: Tx,
  operationId: string,
  id: string,
  by: { readonly personId: string; readonly at: Date },
): Promise<readonly RecordRef[]> {
  const corrected = await tx
    .updateTable('sitrep')
    .set({ state: 'corrected' })
    .where('operation_id', '=', operationId)
    .where('state', '=', 'released')
    .where('id', '=', id)
    .executeTakeFirst()
  if (corrected.numUpdatedRows !== 1n)
    throw new Problem('sitrep.state', 'The report that this one corrects was corrected by another one already.', { id })
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from sitrep_taking
    where operation_id = ${operationId} and sitrep_id = ${id} and person_id <> ${by.personId} order by person_id`.execute(
    tx,
  )
  const told = { operation_id: operationId, sitrep_id: id, told_by: by.personId, told_at: by.at }
  const notices = rows.map(({ person_id }) => ({ ...told, id: mintId(), person_id }))
  if (notices.length > 0) await tx.insertInto('correction_notice').values(notices).execute()
  return [{ kind: 'sitrep', id }, ...notices.map((notice) => ({ kind: 'correction_notice', id: notice.id }) as const)]
}

/**
 * Keeps a report from being added to or released by anybody else until the transaction ends. Throws Problem 'sitrep.state'
 * when it was released, 'sitrep.not_found' alike when there is none and when it may not be seen.
 */
export async function lockOpenSitrep(
  tx: Tx,
  operationId: string,
  id: string,
): Promise<{ readonly correctsId: string | null }> {
  const { rows } = await sql<{ state: string; corrects_id: string | null }>`
    select state, corrects_id from sitrep where operation_id = ${operationId} and id = ${id} for update`.execute(tx)
  const [row] = rows
  if (row === undefined) throw sitrepNotFound()
  if (row.state !== 'draft' && row.state !== 'edited')
    throw new Problem('sitrep.state', 'This situation report was released already: correct it by a new one.', { id })
  return { correctsId: row.corrects_id }
}

/** How many things were added to a report since it was drafted. They are only ever added: equal numbers, equal reports. */
export async function sitrepRevision(tx: Tx, operationId: string, id: string): Promise<number> {
  const of = (table: string): RawBuilder<unknown> =>
    sql`(select count(*) from ${sql.table(table)} where operation_id = ${operationId} and sitrep_id = ${id})`
  const { rows } = await sql<{ revision: number }>`
    select (${of('sitrep_version')} + ${of('sitrep_request')} + ${of('sitrep_input')} + ${of('sitrep_facts')})::integer
      as revision`.execute(tx)
  return rows[0]?.revision ?? 0
}

/** The one refusal of a report that there is not and of one that may not be seen. */
export function sitrepNotFound(): Problem {
  return new Problem('sitrep.not_found', 'There is no such situation report, or it is not for you to see.')
}

/** The refusal of a release of something other than what was looked at. */
export function editedMeanwhile(): Problem {
  return new Problem('sitrep.edited_meanwhile', 'Somebody added to this report meanwhile: look at it again.')
}

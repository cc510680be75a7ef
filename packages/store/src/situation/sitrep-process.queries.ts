import { mintId } from '@eirene/domain/record'
import {
  COMPONENTS,
  isJocSection,
  type Component,
  type SitrepChanges,
  type SitrepContent,
  type SitrepProcess,
} from '@eirene/domain/situation'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/index.ts'
import { sealRecords } from '../ledger/index.ts'
import { lockOpenSitrep, sitrepRevision } from './sitrep.queries.ts'

interface By {
  readonly operationId: string
  readonly sitrepId: string
  readonly personId: string
  readonly at: Date
}

/** People by their ids. */
type StoredProcess = Omit<SitrepProcess, 'isYours'>

function mustComponent(text: string): Component {
  const found = COMPONENTS.find((component) => component === text)
  if (found === undefined) throw new Error(`unknown component: ${text}`)
  return found
}

/** How a report came to be, as far as the transaction may see it; everything oldest first. */
export async function findSitrepProcess(tx: Tx, operationId: string, sitrepId: string): Promise<StoredProcess> {
  const of = (table: string): RawBuilder<unknown> =>
    sql`from ${sql.table(table)} where operation_id = ${operationId} and sitrep_id = ${sitrepId}`
  const versions = await sql<{ section: string; no: number; body: string; by: string; at: Date }>`
    select section, version_no as no, body, person_id as by, written_at as at ${of('sitrep_version')}
    order by version_no, section`.execute(tx)
  const requests = await sql<{ component: string; cutoff: Date }>`
    select component, cutoff_at as cutoff ${of('sitrep_request')} order by asked_at, id`.execute(tx)
  const inputs = await sql<{ component: string; body: string | null; ids: string[]; by: string; at: Date }>`
    select component, body, incident_ids as ids, person_id as by, given_at as at ${of('sitrep_input')}
    order by given_at, id`.execute(tx)
  const takings = await sql<{ by: string; format: string; state: string; at: Date }>`
    select person_id as by, format, state, taken_at as at ${of('sitrep_taking')}
    order by taken_at, id limit 500`.execute(tx)
  const facts = await sql<{ no: number; by: string; at: Date; changes: SitrepChanges }>`
    select facts_no as no, person_id as by, made_at as at, changes ${of('sitrep_facts')} order by facts_no`.execute(tx)
  const told = await sql<{ by: string; at: Date; taken: Date | null }>`
    select n.person_id as by, n.told_at as at, a.acknowledged_at as taken from correction_notice n
    left join correction_acknowledgement a
      on a.operation_id = n.operation_id and a.sitrep_id = n.sitrep_id and a.person_id = n.person_id
    where n.operation_id = ${operationId} and n.sitrep_id = ${sitrepId} order by n.told_at, n.person_id`.execute(tx)
  const asked = await sql<{ component: string }>`
    select distinct r.component from sitrep_request r where r.operation_id = ${operationId} and r.sitrep_id =
      (select q.sitrep_id from sitrep_request q where q.operation_id = ${operationId} and q.sitrep_id <> ${sitrepId}
        order by q.asked_at desc, q.id desc limit 1)`.execute(tx)
  return {
    revision: await sitrepRevision(tx, operationId, sitrepId),
    factsNo: facts.rows.at(-1)?.no ?? 0,
    facts: facts.rows.map(({ no, by, at, changes }) => ({ factsNo: no, by, at: at.toISOString(), changes })),
    told: told.rows.map(({ by, at, taken }) => ({
      by,
      toldAt: at.toISOString(),
      acknowledgedAt: taken === null ? null : taken.toISOString(),
    })),
    askedBefore: COMPONENTS.filter((component) => asked.rows.some((row) => row.component === component)),
    versions: versions.rows.flatMap(({ section, no, body, by, at }) =>
      isJocSection(section) ? [{ section, versionNo: no, body, by, at: at.toISOString() }] : [],
    ),
    requests: requests.rows.map(({ component, cutoff }) => ({
      component: mustComponent(component),
      cutoffAt: cutoff.toISOString(),
    })),
    inputs: inputs.rows.map(({ component, body, ids, by, at }) => ({
      ...{ component: mustComponent(component), body, incidentIds: ids, by, at: at.toISOString() },
    })),
    takings: takings.rows.map((row) => ({ ...row, at: row.at.toISOString() })),
  }
}

/**
 * Adds the next version of a comment and moves a draft to edited. False: somebody wrote a version meanwhile, and nothing was
 * added. Two who write at once get one true and one false. Throws as `lockOpenSitrep`, as everything that adds to a report.
 */
export async function insertSitrepComment(
  tx: Tx,
  comment: By & { readonly section: string; readonly body: string; readonly basedOnNo: number },
): Promise<boolean> {
  const { operationId, sitrepId } = comment
  await lockOpenSitrep(tx, operationId, sitrepId)
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(version_no), 0)::integer as last from sitrep_version
    where operation_id = ${operationId} and sitrep_id = ${sitrepId} and section = ${comment.section}`.execute(tx)
  if (rows[0]?.last !== comment.basedOnNo) return false
  const added = await tx
    .insertInto('sitrep_version')
    .values({
      operation_id: operationId,
      id: mintId(),
      sitrep_id: sitrepId,
      section: comment.section,
      version_no: comment.basedOnNo + 1,
      body: comment.body,
      person_id: comment.personId,
      written_at: comment.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) return false
  await tx
    .updateTable('sitrep')
    .set({ state: 'edited' })
    .where('operation_id', '=', operationId)
    .where('id', '=', sitrepId)
    .where('state', '=', 'draft')
    .execute()
  return true
}

/** Asks components for their input until a time. */
export async function insertSitrepRequests(
  tx: Tx,
  order: By & { readonly components: readonly Component[]; readonly cutoffAt: string },
): Promise<void> {
  await lockOpenSitrep(tx, order.operationId, order.sitrepId)
  await tx
    .insertInto('sitrep_request')
    .values(
      order.components.map((component) => ({
        ...{ operation_id: order.operationId, id: mintId(), sitrep_id: order.sitrepId, component },
        ...{ cutoff_at: order.cutoffAt, person_id: order.personId, asked_at: order.at },
      })),
    )
    .execute()
}

/** Keeps a component's input; an earlier one stays. */
export async function insertSitrepInput(
  tx: Tx,
  input: By & {
    readonly component: Component
    readonly body: string | null
    readonly incidentIds: readonly string[]
  },
): Promise<void> {
  await lockOpenSitrep(tx, input.operationId, input.sitrepId)
  await tx
    .insertInto('sitrep_input')
    .values({
      ...{ operation_id: input.operationId, id: mintId(), sitrep_id: input.sitrepId, component: input.component },
      ...{ body: input.body, incident_ids: [...input.incidentIds], person_id: input.personId, given_at: input.at },
    })
    .execute()
}

/** Keeps facts made anew in place of the number that was read. False: somebody made them meanwhile, and nothing was added. */
export async function insertSitrepFacts(
  tx: Tx,
  facts: By & { readonly basedOnNo: number; readonly content: SitrepContent; readonly changes: SitrepChanges },
): Promise<boolean> {
  const { operationId, sitrepId } = facts
  await lockOpenSitrep(tx, operationId, sitrepId)
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(facts_no), 0)::integer as last from sitrep_facts
    where operation_id = ${operationId} and sitrep_id = ${sitrepId}`.execute(tx)
  if (rows[0]?.last !== facts.basedOnNo) return false
  const id = mintId()
  await tx
    .insertInto('sitrep_facts')
    .values({
      ...{ operation_id: operationId, id, sitrep_id: sitrepId, facts_no: facts.basedOnNo + 1 },
      ...{ content: JSON.stringify(facts.content), changes: JSON.stringify(facts.changes) },
      ...{ person_id: facts.personId, made_at: facts.at },
    })
    .execute()
  await sealRecords(tx, operationId, [{ kind: 'sitrep_facts', id }], facts.at)
  return true
}

/** Notes who was given a document. */
export async function insertSitrepTaking(
  tx: Tx,
  taking: By & { readonly format: string; readonly state: string },
): Promise<void> {
  await tx
    .insertInto('sitrep_taking')
    .values({
      ...{ operation_id: taking.operationId, id: mintId(), sitrep_id: taking.sitrepId, person_id: taking.personId },
      ...{ format: taking.format, state: taking.state, taken_at: taking.at },
    })
    .execute()
}

import { mayAct } from '@eirene/domain/access'
import {
  isJocSection,
  type SitrepChangesView,
  type SitrepCommentVersion,
  type SitrepProcess,
  type SitrepReaders,
} from '@eirene/domain/situation'
import { listDisplayNames } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import {
  findSitrep,
  findSitrepProcess,
  isSitrepOf,
  listIncidentMarkings,
  sitrepNotFound,
  type StoredSitrep,
} from '@eirene/store/situation'
import { mustId, type OperationCall } from '../edge/index.ts'
import { sitrepReaders } from './sitrep-readers.ts'
import { withholdChanges } from './withhold-facts.ts'

export interface ProcessDeps {
  readonly db: Db
  readonly clock: () => Date
}

/** The report of the path as it is stored. Throws Problem 'sitrep.not_found'. */
export async function mustFindStored(call: OperationCall): Promise<StoredSitrep> {
  const found = await call.read((tx) => findSitrep(tx, call.operation.id, mustId(call)))
  if (found === undefined) throw sitrepNotFound()
  return found
}

/** Comments that were written with the order of the draft: version 0 of their sections. */
function draftedComments({ order, status, summary }: StoredSitrep): readonly SitrepCommentVersion[] {
  return Object.entries(order.comments ?? {}).flatMap(([section, body]) =>
    isJocSection(section) && body.trim() !== ''
      ? [{ section, versionNo: 0, body: body.trim(), by: summary.draftedBy, at: status.draftedAt }]
      : [],
  )
}

/** Of these records, those that the person of the call may see now. */
async function readableOf(call: OperationCall, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  return new Set((await call.read((tx) => listIncidentMarkings(tx, call.operation.id, ids))).keys())
}

/** The changes of a report as far as the person of the call may see what changed. */
export async function changesFor(
  call: OperationCall,
  { isWithheld }: StoredSitrep,
  changes: SitrepChangesView,
): Promise<SitrepChangesView> {
  const ids = changes.records.map(({ incidentId }) => incidentId)
  return withholdChanges(changes, { readable: await readableOf(call, ids), isWithheld })
}

/** How a report comes to be, with people by name. */
export async function viewSitrepProcess({ db }: ProcessDeps, call: OperationCall): Promise<SitrepProcess> {
  const [id, operationId] = [mustId(call), call.operation.id]
  const found = await mustFindStored(call)
  const { stored, isYours } = await call.read(async (tx) => ({
    stored: await findSitrepProcess(tx, operationId, id),
    isYours: await isSitrepOf(tx, operationId, id, call.reader.personId),
  }))
  const { versions, facts, inputs, takings, told } = stored
  const seen = await readableOf(call, [
    ...inputs.flatMap(({ incidentIds }) => incidentIds),
    ...facts.flatMap(({ changes }) => changes.records.map(({ incidentId }) => incidentId)),
  ])
  const people = [...versions, ...facts, ...inputs, ...takings, ...told].flatMap(({ by }) => by ?? [])
  const names = await listDisplayNames(db, [...new Set(people)])
  const named = <T extends { readonly by: string | null }>(rows: readonly T[]): readonly T[] =>
    rows.map((row) => ({ ...row, by: row.by === null ? null : (names.get(row.by) ?? null) }))
  // Whoever gave an input may read more than the report's readers: ids of other records are for nobody here.
  const cited = new Set(found.content.records.map(({ incidentId }) => incidentId).filter((one) => seen.has(one)))
  const isDesk = mayAct(call.reader, 'sitrep.oversee', operationId)
  return {
    ...stored,
    versions: [...draftedComments(found), ...named(versions)],
    facts: named(facts).map((row) => ({
      ...row,
      changes: withholdChanges(row.changes, { readable: seen, isWithheld: found.isWithheld }),
    })),
    inputs: named(inputs).map((input) => ({
      ...input,
      incidentIds: input.incidentIds.filter((one) => cited.has(one)),
    })),
    takings: isDesk ? named(takings) : [],
    told: isDesk ? named(told) : [],
    isYours,
  }
}

/** Who may read the report of the path, and when each was first given it. */
export async function viewSitrepReaders({ db }: ProcessDeps, call: OperationCall): Promise<SitrepReaders> {
  const { summary } = await mustFindStored(call)
  const { takings } = await call.read((tx) => findSitrepProcess(tx, call.operation.id, summary.id))
  // Who looked at a draft has not been given what was released.
  const isGiven = (state: string): boolean =>
    summary.releasedAt === null || state === 'released' || state === 'corrected'
  const given = takings.filter(({ state }) => isGiven(state)).toReversed()
  const openedAt = new Map(given.map(({ by, at }) => [by ?? '', at]))
  return sitrepReaders(db, call.reader, { operationId: call.operation.id, marking: summary.marking, openedAt })
}

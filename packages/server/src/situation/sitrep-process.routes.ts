import { mayAct, membershipIn } from '@eirene/domain/access'
import { parseWith } from '@eirene/domain/parse'
import { Problem } from '@eirene/domain/problem'
import {
  COMPONENT_ROLES,
  isJocSection,
  SITREP_CHANGES_PATH,
  SITREP_COMMENT_PATH,
  SITREP_FACTS_PATH,
  SITREP_INPUTS_PATH,
  SITREP_PROCESS_PATH,
  SITREP_READERS_PATH,
  SITREP_REQUESTS_PATH,
  sitrepCommentSchema,
  sitrepFactsSchema,
  sitrepInputSchema,
  sitrepRequestSchema,
  speaksFor,
  type SitrepChangesView,
  type SitrepCommentVersion,
  type SitrepProcess,
  type SitrepReaders,
} from '@eirene/domain/situation'
import { listDisplayNames } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import {
  editedMeanwhile,
  findSitrep,
  findSitrepProcess,
  insertSitrepComment,
  insertSitrepFacts,
  insertSitrepInput,
  insertSitrepRequests,
  isSitrepOf,
  sitrepNotFound,
  type StoredSitrep,
} from '@eirene/store/situation'
import { mustId, mustParse, notFound, pathPart, type OperationCall, type Route } from '../edge/index.ts'
import { sitrepFactsNow } from './sitrep-facts-now.ts'
import { sitrepReaders } from './sitrep-readers.ts'

interface ProcessDeps {
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

/** How a report comes to be, with people by name. */
export async function sitrepProcess({ db }: ProcessDeps, call: OperationCall): Promise<SitrepProcess> {
  const [id, operationId] = [mustId(call), call.operation.id]
  const found = await mustFindStored(call)
  const { stored, isYours } = await call.read(async (tx) => ({
    stored: await findSitrepProcess(tx, operationId, id),
    isYours: await isSitrepOf(tx, operationId, id, call.reader.personId),
  }))
  const { versions, facts, inputs, takings, told } = stored
  const people = [...versions, ...facts, ...inputs, ...takings, ...told].flatMap(({ by }) => by ?? [])
  const names = await listDisplayNames(db, [...new Set(people)])
  const named = <T extends { readonly by: string | null }>(rows: readonly T[]): readonly T[] =>
    rows.map((row) => ({ ...row, by: row.by === null ? null : (names.get(row.by) ?? null) }))
  // Whoever gave an input may read more than the report's readers: ids of other records are for nobody here.
  const cited = new Set(found.content.records.map(({ incidentId }) => incidentId))
  const isDesk = mayAct(call.reader, 'sitrep.oversee', operationId)
  return {
    ...stored,
    versions: [...draftedComments(found), ...named(versions)],
    facts: named(facts),
    inputs: named(inputs).map((input) => ({
      ...input,
      incidentIds: input.incidentIds.filter((one) => cited.has(one)),
    })),
    takings: isDesk ? named(takings) : [],
    told: isDesk ? named(told) : [],
    isYours,
  }
}

interface Signed {
  readonly operationId: string
  readonly sitrepId: string
  readonly personId: string
  readonly at: Date
}

function signed({ clock }: ProcessDeps, call: OperationCall): Signed {
  return { operationId: call.operation.id, sitrepId: mustId(call), personId: call.reader.personId, at: clock() }
}

/** Keeps a comment, or says what somebody else wrote meanwhile. Nothing is overwritten. */
async function keepComment(deps: ProcessDeps, call: OperationCall): Promise<SitrepProcess> {
  const { body, basedOnNo } = mustParse(parseWith(sitrepCommentSchema, call.request.body))
  const section = pathPart(call, 'section') ?? ''
  if (!isJocSection(section)) throw notFound()
  const by = signed(deps, call)
  const kept = await call.read((tx) => insertSitrepComment(tx, { ...by, section, body, basedOnNo }))
  const process = await sitrepProcess(deps, call)
  if (kept) return process
  const theirs = process.versions.filter((version) => version.section === section).at(-1)
  throw new Problem('sitrep.edited_meanwhile', 'Somebody else kept a version of this section meanwhile.', {
    yours: body,
    theirs: theirs?.body ?? '',
    versionNo: theirs?.versionNo ?? 0,
  })
}

async function keepInput(deps: ProcessDeps, call: OperationCall): Promise<SitrepProcess> {
  const input = mustParse(parseWith(sitrepInputSchema, call.request.body))
  await mustFindStored(call)
  const held = membershipIn(call.reader, call.operation.id)?.roles ?? []
  if (!speaksFor(input.component, held))
    throw new Problem('access.forbidden', 'Another role speaks for this component.', {
      roles: COMPONENT_ROLES[input.component],
    })
  await call.read((tx) => insertSitrepInput(tx, { ...signed(deps, call), ...input }))
  return sitrepProcess(deps, call)
}

/** Makes the facts of a draft anew and says what changed, or that somebody else was quicker. Released facts never change. */
async function keepFacts(deps: ProcessDeps, call: OperationCall): Promise<SitrepChangesView> {
  const { basedOnNo } = mustParse(parseWith(sitrepFactsSchema, call.request.body))
  const by = signed(deps, call)
  const { content, changes } = await sitrepFactsNow(call, await mustFindStored(call), by.at)
  const { leftOut, ...kept } = changes
  if (!(await call.read((tx) => insertSitrepFacts(tx, { ...by, basedOnNo, content, changes: kept }))))
    throw editedMeanwhile()
  return { ...kept, leftOut }
}

async function showReaders({ db }: ProcessDeps, call: OperationCall): Promise<SitrepReaders> {
  const { summary } = await mustFindStored(call)
  const { takings } = await call.read((tx) => findSitrepProcess(tx, call.operation.id, summary.id))
  // Who looked at a draft has not been given what was released.
  const isGiven = (state: string): boolean =>
    summary.releasedAt === null || state === 'released' || state === 'corrected'
  const given = takings.filter(({ state }) => isGiven(state)).toReversed()
  const openedAt = new Map(given.map(({ by, at }) => [by ?? '', at]))
  return sitrepReaders(db, call.reader, { operationId: call.operation.id, marking: summary.marking, openedAt })
}

/** The situation report as a process: comments by section, inputs of the components, who was given what. */
export function sitrepProcessRoutes(deps: ProcessDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: SITREP_PROCESS_PATH,
      access: 'operation',
      handle: (call) => sitrepProcess(deps, call),
    },
    {
      method: 'GET',
      path: SITREP_CHANGES_PATH,
      access: 'act:sitrep.oversee',
      handle: async (call): Promise<SitrepChangesView> => {
        const { changes } = await sitrepFactsNow(call, await mustFindStored(call), deps.clock())
        return changes
      },
    },
    {
      method: 'POST',
      path: SITREP_FACTS_PATH,
      access: 'act:sitrep.draft',
      handle: (call) => keepFacts(deps, call),
    },
    {
      method: 'GET',
      path: SITREP_READERS_PATH,
      access: 'act:sitrep.oversee',
      handle: (call) => showReaders(deps, call),
    },
    {
      method: 'PUT',
      path: SITREP_COMMENT_PATH,
      access: 'act:sitrep.draft',
      handle: (call) => keepComment(deps, call),
    },
    {
      method: 'POST',
      path: SITREP_REQUESTS_PATH,
      access: 'act:sitrep.draft',
      handle: async (call) => {
        const order = mustParse(parseWith(sitrepRequestSchema, call.request.body))
        await call.read((tx) => insertSitrepRequests(tx, { ...signed(deps, call), ...order }))
        return sitrepProcess(deps, call)
      },
    },
    {
      method: 'POST',
      path: SITREP_INPUTS_PATH,
      access: 'act:sitrep.input',
      handle: (call) => keepInput(deps, call),
    },
  ]
}

import type { Role } from '@eirene/domain/access'
import { parseWith } from '@eirene/domain/parse'
import { Problem } from '@eirene/domain/problem'
import {
  COMPONENT_ROLES,
  isJocSection,
  SITREP_COMMENT_PATH,
  SITREP_INPUTS_PATH,
  SITREP_PROCESS_PATH,
  SITREP_REQUESTS_PATH,
  sitrepCommentSchema,
  sitrepInputSchema,
  sitrepRequestSchema,
  type SitrepProcess,
} from '@eirene/domain/situation'
import { listDisplayNames } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import {
  findSitrep,
  findSitrepProcess,
  insertSitrepComment,
  insertSitrepInput,
  insertSitrepRequests,
  isSitrepOf,
} from '@eirene/store/situation'
import { mustId, mustParse, notFound, pathPart, type OperationCall, type Route } from '../edge/index.ts'

interface ProcessDeps {
  readonly db: Db
  readonly clock: () => Date
}

/** How a report comes to be, with people by name. */
export async function sitrepProcess({ db }: ProcessDeps, call: OperationCall): Promise<SitrepProcess> {
  const [id, operationId] = [mustId(call), call.operation.id]
  const { stored, isYours } = await call.read(async (tx) => ({
    stored: await findSitrepProcess(tx, operationId, id),
    isYours: await isSitrepOf(tx, operationId, id, call.reader.personId),
  }))
  const people = [...stored.versions, ...stored.inputs, ...stored.takings].flatMap(({ by }) => by ?? [])
  const names = await listDisplayNames(db, [...new Set(people)])
  const named = <T extends { readonly by: string | null }>(rows: readonly T[]): readonly T[] =>
    rows.map((row) => ({ ...row, by: row.by === null ? null : (names.get(row.by) ?? null) }))
  return {
    versions: named(stored.versions),
    requests: stored.requests,
    inputs: named(stored.inputs),
    takings: named(stored.takings),
    isYours,
  }
}

/** The report of the path while it can still be added to. Throws Problem 'sitrep.not_found' or 'sitrep.state'. */
async function mustBeOpen(call: OperationCall): Promise<string> {
  const id = mustId(call)
  const found = await call.read((tx) => findSitrep(tx, call.operation.id, id))
  if (found === undefined)
    throw new Problem('sitrep.not_found', 'There is no such situation report, or it is not for you to see.')
  if (found.status.state !== 'draft' && found.status.state !== 'edited')
    throw new Problem('sitrep.state', 'This situation report was released already: correct it by a new one.', { id })
  return id
}

/** Keeps a comment, or says what somebody else wrote meanwhile. Nothing is overwritten. */
async function keepComment(deps: ProcessDeps, call: OperationCall): Promise<SitrepProcess> {
  const { body, basedOnNo } = mustParse(parseWith(sitrepCommentSchema, call.request.body))
  const section = pathPart(call, 'section') ?? ''
  if (!isJocSection(section)) throw notFound()
  const sitrepId = await mustBeOpen(call)
  const by = { operationId: call.operation.id, sitrepId, personId: call.reader.personId, at: deps.clock() }
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
  const sitrepId = await mustBeOpen(call)
  const roles: readonly Role[] = COMPONENT_ROLES[input.component] ?? []
  const held = call.reader.memberships.find(({ operationId }) => operationId === call.operation.id)?.roles ?? []
  if (roles.length > 0 && !held.some((role) => roles.includes(role)))
    throw new Problem('access.forbidden', 'Another role speaks for this component.', { roles })
  const by = { operationId: call.operation.id, sitrepId, personId: call.reader.personId, at: deps.clock() }
  await call.read((tx) => insertSitrepInput(tx, { ...by, ...input }))
  return sitrepProcess(deps, call)
}

/** The situation report as a process: comments by section, inputs of the components, who was given what. */
export function sitrepProcessRoutes(deps: ProcessDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: SITREP_PROCESS_PATH,
      access: 'operation',
      handle: async (call) => {
        const found = await call.read((tx) => findSitrep(tx, call.operation.id, mustId(call)))
        if (found === undefined)
          throw new Problem('sitrep.not_found', 'There is no such situation report, or it is not for you to see.')
        return sitrepProcess(deps, call)
      },
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
        const sitrepId = await mustBeOpen(call)
        const by = { operationId: call.operation.id, sitrepId, personId: call.reader.personId, at: deps.clock() }
        await call.read((tx) => insertSitrepRequests(tx, { ...by, ...order }))
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

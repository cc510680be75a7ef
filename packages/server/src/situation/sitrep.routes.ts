import type { Realm } from '@eirene/domain/access'
import { parseWith } from '@eirene/domain/parse'
import { Problem } from '@eirene/domain/problem'
import {
  composeSitrep,
  mayStandUnder,
  parseSitrepOrder,
  SITREP_DOCUMENT_PATH,
  SITREP_FORMATS,
  SITREP_PATH,
  SITREP_RELEASE_PATH,
  SITREPS_PATH,
  sitrepReleaseSchema,
  type SitrepFormat,
  type SitrepSummary,
  type SitrepView,
} from '@eirene/domain/situation'
import { listDisplayNames } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { findGeography } from '@eirene/store/operation'
import {
  editedMeanwhile,
  insertSitrepTaking,
  listIncidentMarkings,
  listReportMarkings,
  listSitreps,
  notifyDesk,
  releaseSitrep,
  type StoredSitrep,
} from '@eirene/store/situation'
import { mustId, mustParse, pathPart, type OperationCall, type Route } from '../edge/index.ts'
import { recordSitrep } from './record-sitrep.ts'
import { sitrepHtmlPolicy } from './render-html.ts'
import { renderSitrep } from './render-sitrep.ts'
import { mustFindStored, viewSitrepProcess } from './view-sitrep-process.ts'
import { withholdFacts } from './withhold-facts.ts'

interface SitrepDeps {
  readonly db: Db
  readonly clock: () => Date
}

const MEDIA_TYPES: Readonly<Record<SitrepFormat, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}

/** Name of a document: `MINUSCA-SITREP-2021-02-01-1.pdf`, with EXERCISE in front for an exercise's. */
export function sitrepFileName(
  operation: { readonly acronym: string; readonly realm: Realm },
  number: string,
  format: SitrepFormat,
): string {
  const words = [operation.realm === 'EXERCISE' ? 'EXERCISE' : '', operation.acronym, 'SITREP', number]
  const name = words.filter((word) => word !== '').join('-')
  return `${name.replaceAll(/[^A-Za-z0-9]+/g, '-')}.${format}`
}

/** Names in place of the ids of people. */
async function withNames<T extends { readonly releasedBy: string | null }>(
  db: Db,
  rows: readonly T[],
): Promise<readonly T[]> {
  const ids = rows.flatMap(({ releasedBy }) => (releasedBy === null ? [] : [releasedBy]))
  const names = await listDisplayNames(db, [...new Set(ids)])
  return rows.map((row) => ({
    ...row,
    releasedBy: row.releasedBy === null ? null : (names.get(row.releasedBy) ?? null),
  }))
}

/** A report as it stands: a released one as it left, a draft with its comments and inputs. */
async function mustFind(deps: SitrepDeps, call: OperationCall): Promise<SitrepView> {
  const found = await mustFindStored(call)
  const [status] = await withNames(deps.db, [found.status])
  const isOpen = found.status.state === 'draft' || found.status.state === 'edited'
  const facts = found.isWithheld ? withholdFacts(found.content) : found.content
  const content = isOpen ? composeSitrep(facts, await viewSitrepProcess(deps, call), deps.clock()) : facts
  return { status: status ?? found.status, content }
}

/**
 * Throws Problem 'sitrep.edited_meanwhile' when a record behind the facts, or a report behind one, is for fewer people now than
 * the situation report: what went into a compartment since it was drafted does not leave. Which one it is is not said.
 */
async function mustStillStand(call: OperationCall, { content, summary }: StoredSitrep): Promise<void> {
  const operationId = call.operation.id
  const incidentIds = content.records.map(({ incidentId }) => incidentId)
  const reportIds = content.records.flatMap(({ reports }) => reports.map(({ reportId }) => reportId))
  const markings = await call.read(async (tx) => [
    ...(await listIncidentMarkings(tx, operationId, incidentIds)),
    ...(await listReportMarkings(tx, operationId, reportIds)),
  ])
  const standing = new Set(markings.flatMap(([id, marking]) => (mayStandUnder(marking, summary.marking) ? [id] : [])))
  if (![...incidentIds, ...reportIds].every((id) => standing.has(id)))
    throw new Problem('sitrep.edited_meanwhile', 'Records behind this report have changed since its facts were made.', {
      remedy: 'Make its facts anew, look at it again and release it then.',
    })
}

/** Releases what stands, composed at one revision: what is added while it is read is refused, not lost. */
async function release(deps: SitrepDeps, call: OperationCall): Promise<SitrepView> {
  const { revision } = mustParse(parseWith(sitrepReleaseSchema, call.request.body ?? {}))
  const process = await viewSitrepProcess(deps, call)
  if (revision !== undefined && revision !== process.revision) throw editedMeanwhile()
  const found = await mustFindStored(call)
  await mustStillStand(call, found)
  const { content } = found
  const at = deps.clock()
  const by = { personId: call.reader.personId, at, content: composeSitrep(content, process, at) }
  await call.read(async (tx) => {
    await releaseSitrep(tx, call.operation.id, found.status.id, { ...by, revision: process.revision })
    // Whoever was given what it corrects is told at once, also where they may not read the correction.
    for (const id of [found.status.id, found.order.correctsId ?? []].flat())
      await notifyDesk(tx, call.operation.id, { table: 'sitrep', id })
  })
  return mustFind(deps, call)
}

/** Notes that the person was given the report, in which form. */
async function noteTaking(deps: SitrepDeps, call: OperationCall, format: string, state: string): Promise<void> {
  const taker = { operationId: call.operation.id, sitrepId: mustId(call), personId: call.reader.personId }
  await call.read((tx) => insertSitrepTaking(tx, { ...taker, at: deps.clock(), format, state }))
}

async function sendDocument(deps: SitrepDeps, call: OperationCall): Promise<unknown> {
  const format = SITREP_FORMATS.find((candidate) => candidate === pathPart(call, 'format'))
  if (format === undefined)
    throw new Problem('input.unsupported', `A situation report comes as ${SITREP_FORMATS.join(', ')}.`)
  const { operation, reply } = call
  const { status, content } = await mustFind(deps, call)
  const geography = await call.read((tx) => findGeography(tx, operation.id))
  const incidentAddress = (id: string): string => `/run/${operation.slug}/situation?sel=${id}`
  const [file] = await renderSitrep(content, status, [format], { geography, incidentAddress })
  await noteTaking(deps, call, format, status.state)
  const name = sitrepFileName(content.operation, status.number, format)
  const disposition = format === 'html' ? 'inline' : 'attachment'
  if (format === 'html') reply.header('content-security-policy', sitrepHtmlPolicy(content.language))
  return reply
    .type(MEDIA_TYPES[format])
    .header('content-disposition', `${disposition}; filename="${name}"`)
    .send(file?.bytes)
}

/** Situation reports: drafted, read as data or as documents, released. */
export function sitrepRoutes(deps: SitrepDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: SITREPS_PATH,
      access: 'operation',
      handle: async ({ operation, read }): Promise<readonly SitrepSummary[]> =>
        withNames(deps.db, await read((tx) => listSitreps(tx, operation.id))),
    },
    {
      method: 'POST',
      path: SITREPS_PATH,
      access: 'act:sitrep.draft',
      handle: async ({ operation, reader, request, reply }): Promise<SitrepView> => {
        const order = mustParse(parseSitrepOrder(request.body))
        const view = await recordSitrep(deps, { reader }, operation, order)
        reply.code(201)
        return view
      },
    },
    {
      method: 'GET',
      path: SITREP_PATH,
      access: 'operation',
      handle: async (call): Promise<SitrepView> => {
        const view = await mustFind(deps, call)
        // Who reads a released report as data has it as much as who takes the document.
        if (view.status.releasedAt !== null) await noteTaking(deps, call, 'json', view.status.state)
        return view
      },
    },
    { method: 'GET', path: SITREP_DOCUMENT_PATH, access: 'operation', handle: (call) => sendDocument(deps, call) },
    {
      method: 'POST',
      path: SITREP_RELEASE_PATH,
      access: 'act:sitrep.release',
      handle: (call) => release(deps, call),
    },
  ]
}

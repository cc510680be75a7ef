import { parseWith } from '@eirene/domain/parse'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import {
  parseReleaseOrder,
  RELEASE_APPROVE_PATH,
  RELEASE_LINKS_PATH,
  RELEASE_PATH,
  RELEASE_PREVIEW_PATH,
  RELEASE_REFUSE_PATH,
  RELEASE_WITHDRAW_PATH,
  releaseApprovalSchema,
  releaseLinkSchema,
  releaseReasonSchema,
  RELEASES_PATH,
  type ReleaseLinkView,
  type ReleaseSummary,
  type ReleaseView,
} from '@eirene/domain/release'
import { insertAccessEvent, listDisplayNames } from '@eirene/store/access'
import { insertReleaseLink, listReleases, type StoredRelease } from '@eirene/store/release'
import { mintToken } from '../access/index.ts'
import { mustParse, type OperationCall, type Route } from '../edge/index.ts'
import { endReleaseAs, letRelease, mustFindRelease } from './decide-release.ts'
import { previewRelease, type ReleaseDesk } from './preview-release.ts'
import { proposeRelease } from './propose-release.ts'

const DAY_MS = 86_400_000

async function summaries(
  { db }: ReleaseDesk,
  call: OperationCall,
  releases: readonly StoredRelease[],
): Promise<readonly ReleaseSummary[]> {
  const ids = releases.flatMap(({ proposedBy, decidedBy, withdrawnBy }) =>
    [proposedBy, decidedBy ?? [], withdrawnBy ?? []].flat(),
  )
  const names = await listDisplayNames(db, [...new Set(ids)])
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null))
  return releases.map((release) => ({
    id: release.id,
    number: release.number,
    state: release.state,
    audience: release.audience,
    title: release.content.title,
    fromOn: release.content.fromOn,
    toOn: release.content.toOn,
    asked: { fromOn: release.order.fromOn, toOn: release.order.toOn },
    toWhom: release.order.toWhom,
    reason: release.order.reason,
    digest: release.digest,
    proposedBy: nameOf(release.proposedBy),
    proposedAt: release.proposedAt.toISOString(),
    decidedBy: nameOf(release.decidedBy),
    decidedAt: release.decidedAt?.toISOString() ?? null,
    withdrawnBy: nameOf(release.withdrawnBy),
    withdrawnAt: release.withdrawnAt?.toISOString() ?? null,
    endReason: release.endReason,
    isYours: release.proposedBy === call.reader.personId,
  }))
}

async function view(desk: ReleaseDesk, call: OperationCall): Promise<ReleaseView> {
  const release = await mustFindRelease(call)
  const [summary] = await summaries(desk, call, [release])
  if (summary === undefined) throw new Error('a release without its summary')
  return { summary, content: release.content, desk: release.desk }
}

/** A link for one partner or donor; its secret is given here and never again. Throws Problem 'release.state'. */
async function makeLink(desk: ReleaseDesk, call: OperationCall): Promise<ReleaseLinkView> {
  const order = mustParse(parseWith(releaseLinkSchema, call.request.body))
  const release = await mustFindRelease(call)
  if (release.state !== 'released' || release.audience === 'open')
    throw new Problem('release.state', 'A link leads to what was released for a partner or a restricted public.')
  const { token, hash } = mintToken()
  const at = desk.clock()
  const expiresAt = new Date(at.getTime() + order.days * DAY_MS)
  await insertReleaseLink(desk.db, {
    operationId: call.operation.id,
    id: mintId(),
    releaseId: release.id,
    tokenHash: hash,
    toWhom: order.toWhom,
    isOneTime: order.isOneTime,
    madeBy: call.reader.personId,
    madeAt: at,
    expiresAt,
  })
  await insertAccessEvent(desk.db, {
    kind: 'release.link_made',
    at,
    personId: call.reader.personId,
    detail: { operation: call.operation.slug, release: release.id, toWhom: order.toWhom },
  })
  return { token, expiresAt: expiresAt.toISOString() }
}

/** Releases: what each audience would get, the proposal, the decision of a second person, the register. */
export function releaseRoutes(desk: ReleaseDesk): readonly Route[] {
  return [
    {
      method: 'GET',
      path: RELEASES_PATH,
      access: 'operation',
      handle: async (call) => summaries(desk, call, await call.read((tx) => listReleases(tx, call.operation.id))),
    },
    {
      method: 'POST',
      path: RELEASE_PREVIEW_PATH,
      access: 'act:release.preview',
      handle: ({ operation, request, readableKeys }) =>
        previewRelease(desk, operation, mustParse(parseReleaseOrder(request.body)), readableKeys),
    },
    {
      method: 'POST',
      path: RELEASES_PATH,
      access: 'act:release.propose',
      handle: async (call): Promise<{ readonly id: string }> => {
        const id = await proposeRelease(desk, call, mustParse(parseReleaseOrder(call.request.body)))
        call.reply.code(201)
        return { id }
      },
    },
    { method: 'GET', path: RELEASE_PATH, access: 'operation', handle: (call) => view(desk, call) },
    {
      method: 'POST',
      path: RELEASE_APPROVE_PATH,
      access: 'act:release.approve',
      handle: async (call): Promise<ReleaseView> => {
        await letRelease(desk, call, mustParse(parseWith(releaseApprovalSchema, call.request.body)).digest)
        return view(desk, call)
      },
    },
    ...(['refused', 'withdrawn'] as const).map((to): Route => ({
      method: 'POST',
      path: to === 'refused' ? RELEASE_REFUSE_PATH : RELEASE_WITHDRAW_PATH,
      access: 'act:release.approve',
      handle: async (call): Promise<ReleaseView> => {
        await endReleaseAs(desk, call, to, mustParse(parseWith(releaseReasonSchema, call.request.body)).reason)
        return view(desk, call)
      },
    })),
    { method: 'POST', path: RELEASE_LINKS_PATH, access: 'act:release.approve', handle: (call) => makeLink(desk, call) },
  ]
}

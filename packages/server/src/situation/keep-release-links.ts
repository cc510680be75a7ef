import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import type { ReleaseLinkSummary, ReleaseLinkView } from '@eirene/domain/release'
import { insertAccessEvent, listDisplayNames } from '@eirene/store/access'
import {
  endReleaseLink as endStoredLink,
  insertReleaseLink,
  listReleaseLinks,
  type StoredRelease,
  type StoredReleaseLink,
} from '@eirene/store/release'
import { withSystem } from '@eirene/store/db'
import { mintToken } from '../access/index.ts'
import { mustId, notFound, type OperationCall } from '../edge/index.ts'
import { mustFindRelease } from './decide-release.ts'
import type { ReleaseDesk } from './preview-release.ts'

const DAY_MS = 86_400_000

interface LinkOrder {
  readonly toWhom: string
  readonly days: number
  readonly isOneTime: boolean
}

/** A link for one partner or donor; its secret is given here and never again. Throws Problem 'release.state'. */
export async function makeReleaseLink(
  desk: ReleaseDesk,
  call: OperationCall,
  order: LinkOrder,
): Promise<ReleaseLinkView> {
  const release = await mustFindRelease(call, mustId(call))
  if (release.state !== 'released' || release.audience === 'open')
    throw new Problem('release.state', 'A link leads to what was released for a partner or a restricted public.')
  const { token, hash } = mintToken()
  const at = desk.clock()
  const expiresAt = new Date(at.getTime() + order.days * DAY_MS)
  // Both or neither: no link without its line in the log of access.
  await withSystem(desk.db, async (tx) => {
    await insertReleaseLink(tx, {
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
    await insertAccessEvent(tx, {
      kind: 'release.link_made',
      at,
      personId: call.reader.personId,
      detail: { operation: call.operation.slug, release: release.id, toWhom: order.toWhom },
    })
  })
  return { token, expiresAt: expiresAt.toISOString() }
}

function overOf(link: StoredReleaseLink, release: StoredRelease, now: Date): ReleaseLinkSummary['isOver'] {
  if (release.state !== 'released') return 'withdrawn'
  if (link.endedAt !== null) return 'ended'
  if (link.isOneTime && link.openedAt !== null) return 'used'
  return link.expiresAt <= now ? 'expired' : null
}

/** The links that lead to a release of the path, with who made them and which lead there no more. Throws Problem 'release.not_found'. */
export async function viewReleaseLinks(
  { db, clock }: ReleaseDesk,
  call: OperationCall,
): Promise<readonly ReleaseLinkSummary[]> {
  const release = await mustFindRelease(call, mustId(call))
  const links = await listReleaseLinks(db, call.operation.id, release.id)
  const names = await listDisplayNames(db, [
    ...new Set(links.flatMap(({ madeBy, endedBy }) => [madeBy, endedBy ?? []].flat())),
  ])
  const now = clock()
  return links.map((link) => ({
    ...{ id: link.id, toWhom: link.toWhom, isOneTime: link.isOneTime, isOver: overOf(link, release, now) },
    madeBy: names.get(link.madeBy) ?? null,
    madeAt: link.madeAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    lastOpenedAt: link.lastOpenedAt?.toISOString() ?? null,
    endedBy: link.endedBy === null ? null : (names.get(link.endedBy) ?? null),
    endedAt: link.endedAt?.toISOString() ?? null,
  }))
}

/** Ends a link of the path. Throws Problem 'release.not_found' or 'record.not_found'. */
export async function endReleaseLink(desk: ReleaseDesk, call: OperationCall): Promise<readonly ReleaseLinkSummary[]> {
  const release = await mustFindRelease(call, mustId(call))
  const link = { operationId: call.operation.id, releaseId: release.id, id: mustId(call, 'link') }
  const by = { personId: call.reader.personId, at: desk.clock() }
  await withSystem(desk.db, async (tx) => {
    const outcome = await endStoredLink(tx, link, by)
    if (outcome === 'unknown') throw notFound()
    if (outcome === 'ended')
      await insertAccessEvent(tx, {
        kind: 'release.link_ended',
        ...by,
        detail: { operation: call.operation.slug, release: release.id, link: link.id },
      })
  })
  return viewReleaseLinks(desk, call)
}

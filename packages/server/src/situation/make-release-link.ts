import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import type { ReleaseLinkView } from '@eirene/domain/release'
import { insertAccessEvent } from '@eirene/store/access'
import { insertReleaseLink } from '@eirene/store/release'
import { mintToken } from '../access/index.ts'
import type { OperationCall } from '../edge/index.ts'
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

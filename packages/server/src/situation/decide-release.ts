import { Problem } from '@eirene/domain/problem'
import { publicReasonIssues } from '@eirene/domain/release'
import { insertAccessEvent } from '@eirene/store/access'
import { withSystem } from '@eirene/store/db'
import {
  approveRelease,
  endRelease,
  findRelease,
  insertReleaseFigures,
  lockReleases,
  type StoredRelease,
} from '@eirene/store/release'
import { notifyDesk } from '@eirene/store/situation'
import type { OperationPart } from '../edge/index.ts'
import { makeReleaseNow, type ReleaseDesk } from './preview-release.ts'
import { releaseDigest } from './release-digest.ts'

/** The one refusal of a release that does not exist, did not leave, left for others, or was taken back. */
export function releaseNotFound(): Problem {
  return new Problem('release.not_found', 'There is no such release, or it is not for you to see.')
}

/** A release as far as this person may see it. Throws Problem 'release.not_found'. */
export async function mustFindRelease({ read, operation }: OperationPart, id: string): Promise<StoredRelease> {
  const found = await read((tx) => findRelease(tx, operation.id, id))
  if (found === undefined) throw releaseNotFound()
  return found
}

function assertSecond(release: StoredRelease, personId: string): void {
  if (release.proposedBy === personId) throw new Problem('release.own', 'A second person decides what you proposed.')
}

function alreadyDecided(): Problem {
  return new Problem('release.state', 'This release was decided already.')
}

/**
 * Lets a proposal leave, in the name of a second person who has its digest before them. It is made once more from the records
 * and held against every release so far, while no other can be decided: only when the same content comes out does it leave.
 * Throws Problem 'release.own', 'release.state' or 'release.changed'.
 */
export async function letRelease(
  desk: ReleaseDesk,
  part: OperationPart,
  { id, digest }: { readonly id: string; readonly digest: string },
): Promise<void> {
  const { operation, reader, readableKeys } = part
  const release = await mustFindRelease(part, id)
  assertSecond(release, reader.personId)
  if (release.state !== 'proposed') throw alreadyDecided()
  const at = desk.clock()
  await withSystem(desk.db, async (tx) => {
    await lockReleases(tx, operation.id)
    const { content, figures } = await makeReleaseNow(desk, operation, release.order, {
      readableKeys,
      today: release.content.asOfOn,
    })
    if (releaseDigest(content) !== release.digest || digest !== release.digest)
      throw new Problem('release.changed', 'Since it was proposed, what it would show has changed. Propose it anew.')
    const by = { personId: reader.personId, at }
    if (!(await approveRelease(tx, { operationId: operation.id, id: release.id }, by))) throw alreadyDecided()
    await insertReleaseFigures(tx, operation.id, release.id, figures)
    await notifyDesk(tx, operation.id, { table: 'release', id: release.id })
  })
  await log(desk, part, release, 'released')
}

/** Throws Problem 'input.invalid' for a reason that says what the release could not. */
function assertPublic(reason: string): void {
  const issues = publicReasonIssues(reason)
  if (issues.length > 0) throw new Problem('input.invalid', 'Everybody reads this reason.', { issues })
}

/**
 * Refuses a proposal or takes a release back, with a reason that is kept. Of a release for everybody, everybody reads the reason.
 * Throws Problem 'release.own', 'release.state' or 'input.invalid'.
 */
export async function endReleaseAs(
  desk: ReleaseDesk,
  part: OperationPart,
  { id, to, reason }: { readonly id: string; readonly to: 'refused' | 'withdrawn'; readonly reason: string },
): Promise<void> {
  const { operation, reader } = part
  const release = await mustFindRelease(part, id)
  if (to === 'refused') assertSecond(release, reader.personId)
  else if (release.audience === 'open') assertPublic(reason)
  const by = { personId: reader.personId, at: desk.clock(), reason }
  const ended = await part.read(async (tx) => {
    const isEnded = await endRelease(tx, { operationId: operation.id, id: release.id, to }, by)
    if (isEnded) await notifyDesk(tx, operation.id, { table: 'release', id: release.id })
    return isEnded
  })
  if (!ended)
    throw new Problem(
      'release.state',
      to === 'refused' ? 'This release was decided already.' : 'This release is not out.',
    )
  await log(desk, part, release, to)
}

async function log(
  desk: ReleaseDesk,
  { operation, reader }: OperationPart,
  release: StoredRelease,
  to: string,
): Promise<void> {
  await insertAccessEvent(desk.db, {
    kind: 'release.decided',
    at: desk.clock(),
    personId: reader.personId,
    detail: { operation: operation.slug, release: release.id, audience: release.audience, to },
  })
}

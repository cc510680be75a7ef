import type { ReleaseSummary, ReleaseView } from '@eirene/domain/release'
import { listDisplayNames } from '@eirene/store/access'
import { listReleases, type StoredRelease } from '@eirene/store/release'
import { mustId, type OperationCall } from '../edge/index.ts'
import { mustFindRelease } from './decide-release.ts'
import type { ReleaseDesk } from './preview-release.ts'

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

/** The register of releases as this person may see it. */
export async function viewReleases(desk: ReleaseDesk, call: OperationCall): Promise<readonly ReleaseSummary[]> {
  return summaries(desk, call, await call.read((tx) => listReleases(tx, call.operation.id)))
}

/** The release of the path with its content. Throws Problem 'release.not_found'. */
export async function viewRelease(desk: ReleaseDesk, call: OperationCall): Promise<ReleaseView> {
  const release = await mustFindRelease(call, mustId(call))
  const [summary] = await summaries(desk, call, [release])
  if (summary === undefined) throw new Error('a release without its summary')
  return { summary, content: release.content, desk: release.desk }
}

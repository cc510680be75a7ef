import { markingKey, openMarking } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import type { ReleaseContent, ReleaseOrder } from '@eirene/domain/release'
import { numberMarkings } from '@eirene/store/access'
import { withReader, withSystem } from '@eirene/store/db'
import { insertRelease } from '@eirene/store/release'
import { notifyDesk } from '@eirene/store/situation'
import type { OperationPart } from '../edge/index.ts'
import { makeReleaseNow, type ReleaseDesk } from './preview-release.ts'
import { releaseDigest } from './release-digest.ts'

/**
 * Keeps a proposal with its content frozen, and gives its id. Nothing leaves by it. Throws Problem 'release.nothing' when the
 * audience would get no figure at all.
 */
export async function proposeRelease(desk: ReleaseDesk, part: OperationPart, order: ReleaseOrder): Promise<string> {
  const { operation, reader, scope, readableKeys } = part
  const { content, desk: reasons } = await makeReleaseNow(desk, operation, order, { readableKeys })
  if (!showsAnything(content))
    throw new Problem('release.nothing', 'This audience would get no figure: the period is too short or too recent.')
  const ordinary = openMarking(operation.id, operation.realm)
  const markingNo = await withSystem(desk.db, async (tx) =>
    (await numberMarkings(tx, operation.id, [ordinary])).get(markingKey(ordinary)),
  )
  if (markingNo === undefined) throw new Error('the ordinary marking has no number')
  const id = mintId()
  const writing = { ...scope, markingNos: [...new Set([...scope.markingNos, markingNo])] }
  await withReader(desk.db, writing, async (tx) => {
    await insertRelease(tx, {
      id,
      operationId: operation.id,
      markingNo,
      order,
      content,
      desk: reasons,
      digest: releaseDigest(content),
      by: { personId: reader.personId, at: desk.clock() },
    })
    await notifyDesk(tx, operation.id, { table: 'release', id })
  })
  return id
}

function showsAnything({ tables, list }: ReleaseContent): boolean {
  return list.length > 0 || tables.some(({ rows, totals }) => rows.length > 0 || totals.some((total) => total !== null))
}

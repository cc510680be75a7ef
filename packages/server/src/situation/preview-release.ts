import { markingKey } from '@eirene/domain/access'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import {
  makeRelease,
  RELEASE_AUDIENCES,
  type MadeRelease,
  type ReleaseAudience,
  type ReleaseOrder,
  type ReleasePreview,
} from '@eirene/domain/release'
import { mayBeReleased, releaseRecord } from '@eirene/domain/situation'
import { formatDayNo, localDayNo, parseDayNo, startOfLocalDayMs } from '@eirene/domain/time'
import { listMarkings } from '@eirene/store/access'
import { withReader, withSystem, type Db } from '@eirene/store/db'
import { listReleasedFigures } from '@eirene/store/release'
import { listReleaseRows } from '@eirene/store/situation'

export interface ReleaseDesk {
  readonly db: Db
  readonly clock: () => Date
}

/**
 * What an audience would get now. It is made from what may leave at all, whoever asks: the same for everybody who may propose
 * or decide, so the second person checks the very product. Throws Problem 'access.forbidden' for somebody who may not read all of it.
 */
export async function makeReleaseNow(
  { db, clock }: ReleaseDesk,
  operation: Operation,
  order: ReleaseOrder,
  asked: { readonly readableKeys: readonly string[]; readonly today?: string },
): Promise<MadeRelease> {
  const dictionary = (await listMarkings(db, operation.id)).filter(({ marking }) => mayBeReleased(marking))
  if (!dictionary.every(({ marking }) => asked.readableKeys.includes(markingKey(marking))))
    throw new Problem('access.forbidden', 'A release is made from records of which you may not read all.')
  const scope = {
    operationId: operation.id,
    markingNos: dictionary.map(({ markingNo }) => markingNo),
    personId: null,
  }
  const zone = operation.timeZone
  const rows = await withReader(db, scope, (tx) =>
    listReleaseRows(tx, operation.id, {
      from: startOf(order.fromOn, zone),
      to: startOf(order.toOn, zone),
      isVerifiedOnly: order.basis === 'verified',
    }),
  )
  const before = await withSystem(db, (tx) => listReleasedFigures(tx, operation.id))
  const { name, acronym, realm } = operation
  return makeRelease(
    order.audience,
    {
      operation: { name, acronym, realm },
      fromOn: order.fromOn,
      toOn: order.toOn,
      basis: order.basis,
      title: order.title.trim(),
      text: order.text.trim(),
      today: asked.today ?? formatDayNo(localDayNo(clock().getTime(), zone)),
    },
    rows.map(({ occurredFrom, ...row }) =>
      releaseRecord({ ...row, occurredOn: formatDayNo(localDayNo(occurredFrom.getTime(), zone)) }),
    ),
    before,
  )
}

function startOf(day: string, zone: string): Date {
  const dayNo = parseDayNo(day)
  if (dayNo === undefined) throw new RangeError(`not a day: ${day}`)
  return new Date(startOfLocalDayMs(dayNo, zone))
}

/** What each audience outside would get of the same order. */
export async function previewRelease(
  desk: ReleaseDesk,
  operation: Operation,
  order: ReleaseOrder,
  readableKeys: readonly string[],
): Promise<Readonly<Record<ReleaseAudience, ReleasePreview>>> {
  const made = await Promise.all(
    RELEASE_AUDIENCES.map(async (audience) => {
      const { content, desk: reasons } = await makeReleaseNow(desk, operation, { ...order, audience }, { readableKeys })
      return [audience, { content, desk: reasons }] as const
    }),
  )
  // One entry for each audience, made from the list of them.
  return Object.fromEntries(made) as Record<ReleaseAudience, ReleasePreview>
}

import type { Marking } from '@eirene/domain/access'
import { ATTACHMENT_TYPES, type AttachmentOriginalView, type AttachmentView } from '@eirene/domain/report'
import { sql } from 'kysely'
import { toMarking } from '../access/index.ts'
import type { Tx } from '../db/index.ts'

interface AttachmentSqlRow {
  readonly id: string
  readonly report_id: string
  readonly media_type: string
  readonly bytes: number
  readonly sha256: string
  readonly thumbnail_sha256: string | null
  readonly width_px: number | null
  readonly height_px: number | null
  readonly recorded_at: Date
}

function toView(row: AttachmentSqlRow): AttachmentView {
  const mediaType = ATTACHMENT_TYPES.find((type) => type === row.media_type)
  if (mediaType === undefined) throw new Error(`unknown type of attachment: ${row.media_type}`)
  return {
    id: row.id,
    mediaType,
    bytes: row.bytes,
    sha256: row.sha256,
    hasThumbnail: row.thumbnail_sha256 !== null,
    widthPx: row.width_px,
    heightPx: row.height_px,
    recordedAt: row.recorded_at.toISOString(),
  }
}

const COLUMNS = [
  'id',
  'report_id',
  'media_type',
  'bytes',
  'sha256',
  'thumbnail_sha256',
  'width_px',
  'height_px',
  'recorded_at',
] as const

/** Attachments of these reports, by the report's id, oldest first. Those of a report that may not be seen are not there. */
export async function listAttachments(
  tx: Tx,
  operationId: string,
  reportIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AttachmentView[]>> {
  const byReport = new Map<string, AttachmentView[]>()
  if (reportIds.length === 0) return byReport
  const rows = await tx
    .selectFrom('attachment')
    .select(COLUMNS)
    .where('operation_id', '=', operationId)
    .where('report_id', 'in', [...reportIds])
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
  for (const row of rows) byReport.set(row.report_id, [...(byReport.get(row.report_id) ?? []), toView(row)])
  return byReport
}

/** One attachment with the name of its picture in small; undefined alike when there is none and when it may not be seen. */
export async function findAttachment(
  tx: Tx,
  operationId: string,
  id: string,
): Promise<(AttachmentView & { readonly thumbnailSha256: string | null }) | undefined> {
  const row = await tx
    .selectFrom('attachment')
    .select(COLUMNS)
    .where('operation_id', '=', operationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : { ...toView(row), thumbnailSha256: row.thumbnail_sha256 }
}

/** What was taken off; undefined without the compartment. */
export async function findAttachmentOriginal(
  tx: Tx,
  operationId: string,
  id: string,
): Promise<AttachmentOriginalView | undefined> {
  const row = await tx
    .selectFrom('attachment_original')
    .select(['sha256', 'bytes', 'taken_off'])
    .where('operation_id', '=', operationId)
    .where('attachment_id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  // A JSON object of texts, as insertAttachment wrote it.
  return { sha256: row.sha256, bytes: row.bytes, takenOff: row.taken_off as AttachmentOriginalView['takenOff'] }
}

/** Who wrote a report, and its marking. As the system: writers may hang something on what they may not see any more. */
export async function findReportWriter(
  tx: Tx,
  operationId: string,
  reportId: string,
): Promise<{ readonly personId: string | null; readonly marking: Marking } | undefined> {
  const row = await tx
    .selectFrom('report as r')
    .innerJoin('marking as m', (join) =>
      join.onRef('m.operation_id', '=', 'r.operation_id').onRef('m.marking_no', '=', 'r.marking_no'),
    )
    .select([
      'r.person_id',
      'm.operation_id',
      'm.realm',
      'm.policy',
      'm.level',
      'm.releasable_to',
      'm.compartments',
      'm.caveats',
    ])
    .where('r.operation_id', '=', operationId)
    .where('r.id', '=', reportId)
    .executeTakeFirst()
  return row === undefined ? undefined : { personId: row.person_id, marking: toMarking(row) }
}

export interface NewAttachment {
  readonly id: string
  readonly operationId: string
  readonly reportId: string
  readonly mediaType: AttachmentView['mediaType']
  readonly bytes: number
  readonly sha256: string
  readonly thumbnailSha256: string | null
  readonly widthPx: number | null
  readonly heightPx: number | null
  readonly personId: string | null
  readonly recordedAt: Date
  readonly original: AttachmentOriginalView & { readonly markingNo: number }
}

/**
 * Stores an attachment once: the same bytes on the same report are the attachment that is there. As the system; writers of one
 * report wait for each other. Gives undefined when the report has `limit` already.
 */
export async function insertAttachment(
  tx: Tx,
  attachment: NewAttachment,
  limit: number,
): Promise<AttachmentView | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${attachment.reportId}, 20))`.execute(tx)
  const there =
    (await listAttachments(tx, attachment.operationId, [attachment.reportId])).get(attachment.reportId) ?? []
  const same = there.find((one) => one.sha256 === attachment.sha256)
  if (same !== undefined) return same
  if (there.length >= limit) return undefined
  const row = {
    id: attachment.id,
    report_id: attachment.reportId,
    media_type: attachment.mediaType,
    bytes: attachment.bytes,
    sha256: attachment.sha256,
    thumbnail_sha256: attachment.thumbnailSha256,
    width_px: attachment.widthPx,
    height_px: attachment.heightPx,
    recorded_at: attachment.recordedAt,
  }
  await tx
    .insertInto('attachment')
    .values({ ...row, operation_id: attachment.operationId, person_id: attachment.personId })
    .execute()
  const { original } = attachment
  await tx
    .insertInto('attachment_original')
    .values({
      operation_id: attachment.operationId,
      attachment_id: attachment.id,
      marking_no: original.markingNo,
      sha256: original.sha256,
      bytes: original.bytes,
      taken_off: JSON.stringify(original.takenOff),
      recorded_at: attachment.recordedAt,
    })
    .execute()
  return toView(row)
}

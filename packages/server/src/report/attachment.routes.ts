import { Readable } from 'node:stream'
import { Problem } from '@eirene/domain/problem'
import {
  ATTACHMENT_LIMITS,
  ATTACHMENT_ORIGINAL_PATH,
  ATTACHMENT_PATH,
  ATTACHMENT_TAKEN_OFF_PATH,
  ATTACHMENT_THUMBNAIL_PATH,
  REPORT_ATTACHMENTS_PATH,
  type AttachmentOriginalView,
  type AttachmentType,
  type AttachmentView,
} from '@eirene/domain/report'
import { findAttachment, findAttachmentOriginal, findReportView } from '@eirene/store/report'
import { mustId, notFound, type OperationCall, type Route } from '../edge/index.ts'
import type { AttachmentArea } from '../storage/index.ts'
import { receiveAttachment, type AttachmentDeps } from './receive-attachment.ts'

const ENDINGS: Readonly<Record<AttachmentType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/ogg': 'opus',
  'audio/mp4': 'm4a',
  'application/pdf': 'pdf',
}

interface StoredBytes {
  readonly area: AttachmentArea
  readonly sha256: string
  readonly mediaType: string
  readonly fileName: string
}

const ORIGINAL = { area: 'originals', mediaType: 'application/octet-stream', fileName: 'original.bin' } as const

/**
 * Sends bytes that somebody brought: never as a page, never guessed at, never with anything of ours around them. What is not what
 * was stored is cut off before its end.
 */
async function sendBytes(
  { attachments }: AttachmentDeps,
  { reply }: OperationCall,
  { area, sha256, mediaType, fileName }: StoredBytes,
): Promise<unknown> {
  const bytes = await attachments.find(area, sha256)
  if (bytes === undefined)
    throw new Problem('environment.attachment_storage', 'The storage does not have this attachment any more.', {
      remedy: 'Tell whoever keeps the system: a backup has it.',
    })
  return reply
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .type(mediaType)
    .send(bytes)
}

async function mustFind(call: OperationCall) {
  const found = await call.read((tx) => findAttachment(tx, call.operation.id, mustId(call)))
  if (found === undefined) throw notFound()
  return found
}

async function mustFindOriginal(call: OperationCall): Promise<AttachmentOriginalView> {
  const found = await call.read((tx) => findAttachmentOriginal(tx, call.operation.id, mustId(call)))
  if (found === undefined) throw notFound()
  return found
}

function bodyOf({ request }: OperationCall): Readable {
  if (Number(request.headers['content-length']) > ATTACHMENT_LIMITS.bytes)
    throw new Problem('input.too_large', `An attachment may have ${ATTACHMENT_LIMITS.bytes} bytes; this one has more.`)
  if (request.body instanceof Readable) return request.body
  throw new Problem('input.unsupported', 'Send the bytes of the file as application/octet-stream.')
}

/** Photos and recordings of reports. */
export function attachmentRoutes(deps: AttachmentDeps): readonly Route[] {
  return [
    {
      method: 'POST',
      path: REPORT_ATTACHMENTS_PATH,
      access: 'act:report.submit',
      bodyLimitBytes: ATTACHMENT_LIMITS.bytes,
      handle: async (call): Promise<AttachmentView> => {
        const view = await receiveAttachment(deps, call, mustId(call), bodyOf(call))
        call.reply.code(201)
        return view
      },
    },
    {
      method: 'GET',
      path: REPORT_ATTACHMENTS_PATH,
      access: 'operation',
      handle: async (call): Promise<readonly AttachmentView[]> => {
        const report = await call.read((tx) => findReportView(tx, call.operation.id, mustId(call)))
        if (report === undefined) throw notFound()
        return report.attachments
      },
    },
    {
      method: 'GET',
      path: ATTACHMENT_PATH,
      access: 'operation',
      onWallboard: true,
      handle: async (call) => {
        const { sha256, mediaType } = await mustFind(call)
        const fileName = `attachment.${ENDINGS[mediaType]}`
        return sendBytes(deps, call, { area: 'copies', sha256, mediaType, fileName })
      },
    },
    {
      method: 'GET',
      path: ATTACHMENT_THUMBNAIL_PATH,
      access: 'operation',
      onWallboard: true,
      handle: async (call) => {
        const { thumbnailSha256: sha256 } = await mustFind(call)
        if (sha256 === null) throw notFound()
        return sendBytes(deps, call, { area: 'copies', sha256, mediaType: 'image/jpeg', fileName: 'thumbnail.jpg' })
      },
    },
    ...originalRoutes(deps),
  ]
}

/** What a device wrote into a file, and its bytes as they came: for holders of SOURCE-ID. */
function originalRoutes(deps: AttachmentDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: ATTACHMENT_TAKEN_OFF_PATH,
      access: 'operation',
      handle: (call): Promise<AttachmentOriginalView> => mustFindOriginal(call),
    },
    {
      method: 'GET',
      path: ATTACHMENT_ORIGINAL_PATH,
      access: 'operation',
      handle: async (call) => {
        const { sha256 } = await mustFindOriginal(call)
        return sendBytes(deps, call, { ...ORIGINAL, sha256 })
      },
    },
  ]
}

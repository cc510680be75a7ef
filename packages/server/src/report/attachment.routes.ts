import { createReadStream } from 'node:fs'
import { join } from 'node:path'
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
import { copiesFolder, originalsFolder, receiveAttachment, type AttachmentDeps } from './receive-attachment.ts'

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

/** Sends bytes that somebody brought: never as a page, never guessed at, never with anything of ours around them. */
function sendBytes({ reply }: OperationCall, path: string, mediaType: string, fileName: string): unknown {
  return reply
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', `attachment; filename="${fileName}"`)
    .type(mediaType)
    .send(createReadStream(path))
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
      handle: async (call) => {
        const { sha256, mediaType } = await mustFind(call)
        return sendBytes(call, join(copiesFolder(deps.dataDir), sha256), mediaType, `attachment.${ENDINGS[mediaType]}`)
      },
    },
    {
      method: 'GET',
      path: ATTACHMENT_THUMBNAIL_PATH,
      access: 'operation',
      handle: async (call) => {
        const { thumbnailSha256 } = await mustFind(call)
        if (thumbnailSha256 === null) throw notFound()
        return sendBytes(call, join(copiesFolder(deps.dataDir), thumbnailSha256), 'image/jpeg', 'thumbnail.jpg')
      },
    },
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
        return sendBytes(call, join(originalsFolder(deps.dataDir), sha256), 'application/octet-stream', 'original.bin')
      },
    },
  ]
}

import { Readable } from 'node:stream'
import { Problem } from '@eirene/domain/problem'
import {
  IMPORT_PATH,
  IMPORT_PREVIEWS_PATH,
  IMPORT_UNDO_PATH,
  IMPORTS_PATH,
  parseImportOrder,
  type ImportPreview,
  type ImportView,
} from '@eirene/domain/report'
import { mustId, mustParse, queryPart, type OperationCall, type Route } from '../edge/index.ts'
import type { ImportDesk } from './import-desk.ts'
import { FILE_LIMITS } from './open-text.ts'

function bodyStream({ request }: OperationCall): Readable {
  const { body, headers } = request
  // Told before the first byte is read: nobody waits for an upload that is refused at its end.
  if (Number(headers['content-length']) > FILE_LIMITS.fileBytes)
    throw new Problem('input.too_large', `A file may have ${FILE_LIMITS.fileBytes} bytes; this one has more.`, {
      limitBytes: FILE_LIMITS.fileBytes,
      remedy: 'Split the file by year or country, or pack it with gzip, and import the parts.',
    })
  if (body instanceof Readable) return body
  throw new Problem('input.unsupported', 'Send the bytes of the file as application/octet-stream.')
}

const ORDER_BYTES = 256 * 1024

/** Upload with preview, imports and their progress, undoing. For those who may import (DO and JMAC). */
export function importRoutes(desk: ImportDesk): readonly Route[] {
  const callerOf = ({ operation, reader }: OperationCall) => ({ operation, personId: reader.personId })
  return [
    {
      method: 'POST',
      path: IMPORT_PREVIEWS_PATH,
      access: 'act:import.run',
      bodyLimitBytes: FILE_LIMITS.fileBytes,
      handle: (call): Promise<ImportPreview> =>
        desk.receive(callerOf(call), queryPart(call, 'name') ?? '', queryPart(call, 'encoding'), bodyStream(call)),
    },
    {
      method: 'POST',
      path: IMPORTS_PATH,
      access: 'act:import.run',
      bodyLimitBytes: ORDER_BYTES,
      handle: (call): Promise<ImportView> => desk.start(callerOf(call), mustParse(parseImportOrder(call.request.body))),
    },
    {
      method: 'GET',
      path: IMPORTS_PATH,
      access: 'act:import.run',
      handle: (call): Promise<readonly ImportView[]> => desk.list(call.operation),
    },
    {
      method: 'GET',
      path: IMPORT_PATH,
      access: 'act:import.run',
      handle: (call): Promise<ImportView> => desk.get(call.operation, mustId(call)),
    },
    {
      method: 'POST',
      path: IMPORT_UNDO_PATH,
      access: 'act:import.undo',
      handle: (call): Promise<ImportView> => desk.undo(callerOf(call), mustId(call)),
    },
  ]
}

import { Readable } from 'node:stream'
import { Problem } from '@eirene/domain/problem'
import { EXPORT_FORMATS, EXPORT_PATH, type ExportFormat, type PictureFilter } from '@eirene/domain/situation'
import { insertAccessEvent } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { listExportRows, type ExportBatch, type ListCursor } from '@eirene/store/situation'
import { queryPart, type OperationCall, type PublicCall, type Route } from '../edge/index.ts'
import { areaTest } from './area-test.ts'
import { exportWriter, type ExportWriter } from './export-formats.ts'
import { mustFilter } from './incident-list.routes.ts'

const BATCH_ROWS = 1000

function mustFormat(call: PublicCall): ExportFormat {
  const text = queryPart(call, 'format') ?? 'csv'
  const format = EXPORT_FORMATS.find((candidate) => candidate === text)
  if (format === undefined)
    throw new Problem('input.invalid', `An export has one of the formats ${EXPORT_FORMATS.join(', ')}.`)
  return format
}

/**
 * The text of an export, a batch at a time: the next batch is read when the client took the one before, each in a short
 * transaction of its own, so memory does not grow with the rows and a slow client holds no transaction open.
 */
async function* exportText(call: OperationCall, filter: PictureFilter, writer: ExportWriter): AsyncGenerator<string> {
  const { operation, read } = call
  const isInArea = areaTest(filter.polygon)
  let after: ListCursor | null = null
  let isFirst = true
  yield writer.head
  do {
    const cursor: ListCursor | null = after
    const batch: ExportBatch = await read((tx) =>
      listExportRows(tx, {
        operationId: operation.id,
        timeZone: operation.timeZone,
        filter,
        after: cursor,
        limit: BATCH_ROWS,
      }),
    )
    let text = ''
    for (const row of batch.rows) {
      if (!isInArea(row.place.point)) continue
      text += writer.row(row, isFirst)
      isFirst = false
    }
    if (text !== '') yield text
    after = batch.after
  } while (after !== null)
  yield writer.tail
}

/** The rows of the filter as a file. Who took which is logged. */
export function exportRoutes({ db, clock }: { readonly db: Db; readonly clock: () => Date }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: EXPORT_PATH,
      access: 'operation',
      handle: async (call) => {
        const format = mustFormat(call)
        const filter = mustFilter(call)
        const writer = exportWriter(format)
        const { operation, reader, reply } = call
        const at = clock()
        await insertAccessEvent(db, {
          kind: 'export.made',
          at,
          personId: reader.personId,
          detail: { operation: operation.slug, format, filter },
        })
        const name = `${operation.slug}-incidents-${at.toISOString().slice(0, 10)}.${writer.extension}`
        return reply
          .type(writer.mediaType)
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(Readable.from(exportText(call, filter, writer), { objectMode: false, highWaterMark: 65_536 }))
      },
    },
  ]
}

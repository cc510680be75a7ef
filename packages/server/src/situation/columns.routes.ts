import { COLUMNS_MEDIA_TYPE } from '@eirene/analysis/situation'
import { COLUMNS_PATH } from '@eirene/domain/situation'
import type { Route } from '../edge/index.ts'
import type { Pictures } from './pictures.ts'
import { columnsBodies } from './reader-columns.ts'

/** The columns of the picture that the reader may see, as one binary body. */
export function columnsRoutes({ pictures }: { readonly pictures: Pictures }): readonly Route[] {
  const bodies = columnsBodies()
  return [
    {
      method: 'GET',
      path: COLUMNS_PATH,
      access: 'operation',
      onWallboard: true,
      handle: async ({ operation, readableKeys, request, reply }) => {
        const picture = await pictures.of(operation)
        const { revision, body } = await bodies.bodyFor(operation.id, picture, readableKeys)
        const etag = `"${revision}"`
        reply
          .header('etag', etag)
          .header('cache-control', 'private, no-cache')
          .header('vary', 'accept-encoding, cookie')
        if (request.headers['if-none-match'] === etag) return reply.code(304).send()
        reply.type(COLUMNS_MEDIA_TYPE).header('x-no-compression', '1')
        const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
        if (!takesGzip) return reply.send(body.bytes)
        return reply.header('content-encoding', 'gzip').send(body.gzipped)
      },
    },
  ]
}

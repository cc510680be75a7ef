import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '@eirene/domain/problem'
import { sendProblem } from '../edge/index.ts'
import { styleNonce } from './security.ts'

/** What index.html writes where the nonce of the response belongs. */
const NONCE_MARK = '__EIRENE_NONCE__'

function isPageRequest(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? ''
  const isFile = /\.[a-z0-9]+$/i.test(path)
  return (request.method === 'GET' || request.method === 'HEAD') && !path.startsWith('/v1/') && !isFile
}

/**
 * Serves the built web application: files with a hash in their name for a year, index.html never from a cache, and
 * index.html for every address that is a page of the application. Without a build only the programming interface answers.
 */
export async function serveWebFiles(app: FastifyInstance, webDir: string): Promise<void> {
  const indexFile = join(webDir, 'index.html')
  const page = existsSync(indexFile) ? readFileSync(indexFile, 'utf8') : undefined
  const sendPage = (reply: FastifyReply): FastifyReply =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send((page ?? '').replaceAll(NONCE_MARK, styleNonce(reply)))

  if (page !== undefined) {
    await app.register(fastifyStatic, {
      root: webDir,
      index: false,
      wildcard: true,
      decorateReply: false,
      cacheControl: false,
      setHeaders: (response, file) => {
        const isImmutable = file.startsWith(join(webDir, 'assets'))
        void response.header('cache-control', isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    app.get('/', (_request, reply) => sendPage(reply))
    app.get('/index.html', (_request, reply) => sendPage(reply))
  }
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    if (page !== undefined && isPageRequest(request)) return sendPage(reply)
    return sendProblem(new Problem('record.not_found', 'There is nothing at this address.'), request, reply)
  })
}

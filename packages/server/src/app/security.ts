import { randomBytes } from 'node:crypto'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply } from 'fastify'

const NONCES = new WeakMap<FastifyReply, string>()

/** The nonce of this response: the only way in which a style element may come into a page (charts need one). */
export function styleNonce(reply: FastifyReply): string {
  let nonce = NONCES.get(reply)
  if (nonce === undefined) {
    nonce = randomBytes(16).toString('base64')
    NONCES.set(reply, nonce)
  }
  return nonce
}

/**
 * Headers that shut a page in: its own scripts, workers and styles only, no host outside, no frame around it.
 * `blob:` and `data:` for images are what the map draws its symbols from.
 */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    // Recordings that hang on a report.
    "media-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Sets the protective headers on every response. */
export async function addSecurityHeaders(
  app: FastifyInstance,
  { isHttps }: { readonly isHttps: boolean },
): Promise<void> {
  await app.register(helmet, {
    global: true,
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    hsts: isHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onRequest', async (_request, reply) => {
    void reply.header('content-security-policy', contentSecurityPolicy(styleNonce(reply)))
    void reply.header('permissions-policy', 'geolocation=(self), camera=(), microphone=(), payment=(), usb=()')
  })
}

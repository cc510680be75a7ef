import { createHash, randomBytes } from 'node:crypto'

/** What a bearer holds (`token`) and what is kept of it (`hash`, SHA-256). */
export interface Token {
  readonly token: string
  readonly hash: Buffer
}

/** 32 random bytes as 43 characters that fit into an address or a cookie. */
export function mintToken(): Token {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** What is kept of a token: SHA-256, which is enough for 32 random bytes. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

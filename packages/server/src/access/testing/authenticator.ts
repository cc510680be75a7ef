import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** CBOR of what an authenticator sends: small integers, byte strings, texts, maps. */
function cbor(value: number | string | Uint8Array | ReadonlyMap<number | string, unknown>): Buffer {
  const head = (major: number, n: number): Buffer => {
    if (n < 24) return Buffer.from([(major << 5) | n])
    if (n < 256) return Buffer.from([(major << 5) | 24, n])
    return Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  }
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  const parts = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner as Parameters<typeof cbor>[0])]) // built below
  return Buffer.concat([head(5, value.size), ...parts])
}

/** An authenticator in software that really signs: P-256, attestation "none", a counter that grows. */
export class SoftwareAuthenticator {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #id = randomBytes(32)
  readonly #origin: string
  readonly #rpId: string
  signCount = 0
  isUserVerified = true

  constructor(origin: string) {
    this.#origin = origin
    this.#rpId = new URL(origin).hostname
  }

  get id(): string {
    return this.#id.toString('base64url')
  }

  #authData(attested?: Buffer): Buffer {
    this.signCount += 1
    const flags = 0x01 | (this.isUserVerified ? 0x04 : 0) | (attested === undefined ? 0 : 0x40)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(this.signCount)
    const rp = createHash('sha256').update(this.#rpId).digest()
    return Buffer.concat([rp, Buffer.from([flags]), count, attested ?? Buffer.alloc(0)])
  }

  #clientData(type: string, challenge: string, origin = this.#origin): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }

  /** What `navigator.credentials.create` would give for these options. */
  create({ challenge }: { readonly challenge: string }): Record<string, unknown> {
    const jwk = this.#keys.publicKey.export({ format: 'jwk' })
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(jwk.x ?? '', 'base64url')],
      [-3, Buffer.from(jwk.y ?? '', 'base64url')],
    ])
    const length = Buffer.from([0, this.#id.length])
    const authData = this.#authData(Buffer.concat([Buffer.alloc(16), length, this.#id, cbor(key)]))
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return this.#credential({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: cbor(attestation).toString('base64url'),
    })
  }

  /** What `navigator.credentials.get` would give for these options. */
  get({ challenge }: { readonly challenge: string }, origin?: string): Record<string, unknown> {
    const clientData = this.#clientData('webauthn.get', challenge, origin)
    const authData = this.#authData()
    const signed = Buffer.concat([authData, createHash('sha256').update(clientData).digest()])
    return this.#credential({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
    })
  }

  #credential(response: Readonly<Record<string, string>>): Record<string, unknown> {
    return { id: this.id, rawId: this.id, type: 'public-key', clientExtensionResults: {}, response }
  }
}

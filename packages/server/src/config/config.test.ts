import { describe, expect, it } from 'vitest'
import { parseConfig, readEnv } from './index.ts'

const nothing = readEnv({})

describe('parseConfig', () => {
  it('works offline on a laptop with nothing set: this machine only, data in the project, built-in database', () => {
    const config = parseConfig(nothing)
    expect(config).toMatchObject({
      ok: true,
      value: {
        host: '127.0.0.1',
        port: 4711,
        databaseUrl: null,
        publicUrl: null,
        dataDir: expect.stringMatching(/\.eirene$/),
      },
    })
    expect(config.ok && Object.isFrozen(config.value)).toBe(true)
  })

  it('takes an organisation’s sign-in only whole and by https, or by http on this machine', () => {
    expect(parseConfig(nothing)).toMatchObject({ ok: true, value: { oidc: null } })
    const set = { EIRENE_OIDC_ISSUER: 'https://id.example', EIRENE_OIDC_CLIENT_ID: 'eirene' }
    expect(parseConfig(readEnv({ ...set, EIRENE_OIDC_SECRET_FILE: 'secret' }), {}, '/srv')).toMatchObject({
      ok: true,
      value: { oidc: { issuer: 'https://id.example', secretFile: '/srv/secret', label: 'id.example' } },
    })
    expect(parseConfig(readEnv({ EIRENE_OIDC_ISSUER: 'https://id.example' })).ok).toBe(false)
    expect(parseConfig(readEnv({ ...set, EIRENE_OIDC_ISSUER: 'http://id.example' })).ok).toBe(false)
    expect(parseConfig(readEnv({ ...set, EIRENE_OIDC_ISSUER: 'http://localhost:9' })).ok).toBe(true)
  })

  it('takes an S3-compatible storage only whole, by https, without a key in its address', () => {
    expect(parseConfig(nothing)).toMatchObject({ ok: true, value: { s3: null } })
    const set = {
      EIRENE_S3_ENDPOINT: 'https://s3.example/',
      EIRENE_S3_BUCKET: 'photos',
      EIRENE_S3_KEY_ID: 'EIRENE',
      EIRENE_S3_SECRET_FILE: 'secret',
    }
    expect(parseConfig(readEnv(set), {}, '/srv')).toMatchObject({
      ok: true,
      value: {
        s3: { endpoint: 'https://s3.example', region: 'us-east-1', isPathStyle: true, secretFile: '/srv/secret' },
      },
    })
    expect(parseConfig(readEnv({ ...set, EIRENE_S3_ENDPOINT: 'http://127.0.0.1:9000' })).ok).toBe(true)
    const half = parseConfig(readEnv({ EIRENE_S3_BUCKET: 'photos', EIRENE_S3_KEY_ID: 'EIRENE' }))
    expect(half.issues.map(({ path }) => path[0])).toEqual(['EIRENE_S3_ENDPOINT', 'EIRENE_S3_SECRET_FILE'])
    for (const endpoint of ['http://s3.example', 'https://key:told@s3.example', 'https://s3.example/photos', 's3']) {
      const refused = parseConfig(readEnv({ ...set, EIRENE_S3_ENDPOINT: endpoint }))
      expect(refused.issues.map(({ path }) => path[0])).toEqual(['EIRENE_S3_ENDPOINT'])
      expect(JSON.stringify(refused.issues)).not.toContain('told')
    }
    expect(parseConfig(readEnv({ ...set, EIRENE_S3_BUCKET: '../x' })).ok).toBe(false)
    expect(parseConfig(readEnv({ ...set, EIRENE_S3_STYLE: 'virtual' })).ok).toBe(false)
  })

  it('takes the instant at which the demonstration stops, and nothing else for it', () => {
    expect(parseConfig(nothing)).toMatchObject({ ok: true, value: { demonstrationEndsAt: null } })
    const at = (text: string) => parseConfig(readEnv({ EIRENE_DEMONSTRATION_ENDS_AT: text }))
    expect(at('2026-03-30T02:00:00Z')).toMatchObject({
      ok: true,
      value: { demonstrationEndsAt: new Date('2026-03-30T02:00:00Z') },
    })
    for (const text of ['yesterday', '2026-03-30', '2026-03-30T99:00Z'])
      expect([text, at(text).ok]).toEqual([text, false])
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readEnv({ DATABASE_URL: ' ', EIRENE_PORT: '' })).toEqual(nothing)
  })

  it('lets the command line beat the environment, and counts relative paths from the working directory', () => {
    const env = readEnv({ EIRENE_DATA: '/env', EIRENE_PORT: '1', EIRENE_HOST: '::1' })
    const config = parseConfig(env, { data: 'here', port: '2', host: 'localhost' }, '/srv')
    expect(config).toMatchObject({ ok: true, value: { dataDir: '/srv/here', port: 2, host: 'localhost' } })
    expect(parseConfig(env)).toMatchObject({ ok: true, value: { dataDir: '/env', port: 1, host: '::1' } })
  })

  it('lists every fault at once, each with the name to look for', () => {
    const config = parseConfig(
      readEnv({
        EIRENE_PORT: '70000',
        EIRENE_HOST: 'a b',
        DATABASE_URL: 'mysql://me:secret@x/y',
        EIRENE_PUBLIC_URL: 'x',
      }),
    )
    expect(config.ok).toBe(false)
    expect(config.issues.map((issue) => issue.path[0])).toEqual([
      'EIRENE_PORT',
      'EIRENE_HOST',
      'DATABASE_URL',
      'EIRENE_PUBLIC_URL',
    ])
    expect(JSON.stringify(config.issues)).not.toContain('secret')
  })

  it.each(['-1', '4711.5', 'http', '65536', '1e3', ' '])('refuses the port %j', (port) => {
    expect(parseConfig(nothing, { port })).toMatchObject({ ok: false, issues: [{ path: ['--port'] }] })
  })

  it.each([
    ['https://room.example/', 'https://room.example'],
    ['https://example.org/eirene/', 'https://example.org/eirene'],
  ])('takes the public address %s without a slash at its end', (url, clean) => {
    expect(parseConfig(readEnv({ EIRENE_PUBLIC_URL: url }))).toMatchObject({ ok: true, value: { publicUrl: clean } })
  })

  it.each(['https://room.example?x=1', 'ftp://room.example', 'room.example'])(
    'refuses the public address %s',
    (url) => {
      expect(parseConfig(readEnv({ EIRENE_PUBLIC_URL: url }))).toMatchObject({ ok: false })
    },
  )
})

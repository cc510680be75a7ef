import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parsed, refused, type Issue, type Parsed } from '@eirene/domain/parse'
import type { Env } from './env.ts'

/** Everything that can be set, decided once at the start. Each has a default that works offline on a laptop. */
export interface Config {
  /** Folder of the checkout. */
  readonly projectDir: string
  /** Absolute path of the data directory: database, logs. */
  readonly dataDir: string
  /** Address of a PostgreSQL server; null: the built-in one. May hold a password: never to be shown. */
  readonly databaseUrl: string | null
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Where people reach the server, without a slash at the end; null: `http://HOST:PORT` as it listens. */
  readonly publicUrl: string | null
  /** When the demonstration of a first start stops; null: when it is made. */
  readonly demonstrationEndsAt: Date | null
  /** The built web interface; may not exist. */
  readonly webDir: string
  /** Connections of the server's pool. */
  readonly maxConnections: number
  /** Sign-in by an organisation; null: none, and nothing outside is ever asked. */
  readonly oidc: OidcConfig | null
  /** S3-compatible storage for attachments; null: they lie in the data directory. */
  readonly s3: S3Config | null
}

/** Where an S3-compatible storage is, and who we are there. */
export interface S3Config {
  /** `https://s3.example.org`, without a path. */
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** True: the bucket stands in the path; false: before the host. */
  readonly isPathStyle: boolean
  readonly keyId: string
  /** Holds the secret alone, readable for the program's account only. */
  readonly secretFile: string
}

/** Where an organisation's sign-in is, and who we are there. */
export interface OidcConfig {
  readonly issuer: string
  readonly clientId: string
  /** Holds the secret alone, readable for the program's account only; null: a public client. */
  readonly secretFile: string | null
  readonly label: string
}

/** What the command line says, which beats the environment. */
export interface ConfigFlags {
  readonly data?: string | undefined
  readonly port?: string | undefined
  readonly host?: string | undefined
}

export const DEFAULT_PORT = 4711
const DEFAULT_HOST = '127.0.0.1'
const MAX_CONNECTIONS = 12

const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..')

/** The settings as one frozen value, or every fault at once. Relative paths count from `workingDir`. */
export function parseConfig(env: Env, flags: ConfigFlags = {}, workingDir: string = process.cwd()): Parsed<Config> {
  const [portName, portText] =
    flags.port === undefined ? ['EIRENE_PORT', env.EIRENE_PORT ?? String(DEFAULT_PORT)] : ['--port', flags.port]
  const [hostName, host] =
    flags.host === undefined ? ['EIRENE_HOST', env.EIRENE_HOST ?? DEFAULT_HOST] : ['--host', flags.host]
  const issues = [
    checkPort(portName, portText),
    /[\s/]/.test(host) ? fault(hostName, host, 'give a host name or an IP address') : undefined,
    checkDatabaseUrl(env.DATABASE_URL),
    checkPublicUrl(env.EIRENE_PUBLIC_URL),
    checkInstant(env.EIRENE_DEMONSTRATION_ENDS_AT),
    checkOidc(env),
    ...checkS3(env),
  ].filter((issue) => issue !== undefined)
  if (issues.length > 0) return refused(issues)
  return parsed(
    Object.freeze({
      projectDir: PROJECT,
      dataDir: resolve(workingDir, flags.data ?? env.EIRENE_DATA ?? join(PROJECT, '.eirene')),
      databaseUrl: env.DATABASE_URL ?? null,
      host,
      port: Number(portText),
      publicUrl: env.EIRENE_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
      demonstrationEndsAt: instantOf(env.EIRENE_DEMONSTRATION_ENDS_AT),
      webDir: join(PROJECT, 'packages', 'web', 'dist'),
      maxConnections: MAX_CONNECTIONS,
      oidc: oidcOf(env, workingDir),
      s3: s3Of(env, workingDir),
    }),
  )
}

function checkPort(name: string, text: string): Issue | undefined {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return undefined
  return fault(name, text, 'a port is a whole number from 0 to 65535')
}

function checkDatabaseUrl(text: string | undefined): Issue | undefined {
  if (text === undefined) return undefined
  const protocol = URL.canParse(text) ? new URL(text).protocol : ''
  if (protocol === 'postgres:' || protocol === 'postgresql:') return undefined
  // Not echoed: it may hold a password.
  return fault('DATABASE_URL', '(not shown)', 'write postgres://account:password@host:5432/database')
}

function checkPublicUrl(text: string | undefined): Issue | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.search === '' && url.hash === '')
    return undefined
  return fault('EIRENE_PUBLIC_URL', text, 'write https://host or https://host/path')
}

function checkInstant(text: string | undefined): Issue | undefined {
  if (text === undefined || (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)))) return undefined
  return fault('EIRENE_DEMONSTRATION_ENDS_AT', text, 'write an instant, as 2026-03-30T02:00:00Z')
}

function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text)
}

/** An issuer by https, or by http on this machine; both the issuer and the id, or neither. */
function checkOidc({ EIRENE_OIDC_ISSUER: issuer, EIRENE_OIDC_CLIENT_ID: clientId }: Env): Issue | undefined {
  if (issuer === undefined && clientId === undefined) return undefined
  if (clientId === undefined) return fault('EIRENE_OIDC_CLIENT_ID', '', 'an issuer needs the id that it knows us by')
  if (isSafeOrigin(URL.parse(issuer ?? ''))) return undefined
  return fault('EIRENE_OIDC_ISSUER', issuer ?? '', 'write https://issuer as its discovery document names it')
}

function oidcOf(env: Env, workingDir: string): OidcConfig | null {
  const { EIRENE_OIDC_ISSUER: issuer, EIRENE_OIDC_CLIENT_ID: clientId, EIRENE_OIDC_SECRET_FILE: file } = env
  if (issuer === undefined || clientId === undefined) return null
  const secretFile = file === undefined ? null : resolve(workingDir, file)
  return { issuer, clientId, secretFile, label: env.EIRENE_OIDC_LABEL ?? new URL(issuer).hostname }
}

const S3_NEEDED = ['EIRENE_S3_ENDPOINT', 'EIRENE_S3_BUCKET', 'EIRENE_S3_KEY_ID', 'EIRENE_S3_SECRET_FILE'] as const

/** An endpoint by https, or by http on this machine; endpoint, bucket, key and secret, or none of them. */
function checkS3(env: Env): readonly (Issue | undefined)[] {
  if (S3_NEEDED.every((name) => env[name] === undefined)) return []
  const missing = S3_NEEDED.filter((name) => env[name] === undefined)
  if (missing.length > 0)
    return missing.map((name) => fault(name, '', `a storage for attachments needs ${S3_NEEDED.join(', ')} together`))
  const { EIRENE_S3_ENDPOINT: endpoint = '', EIRENE_S3_BUCKET: bucket = '', EIRENE_S3_STYLE: style = 'path' } = env
  const url = URL.parse(endpoint)
  const isOrigin = url !== null && isSafeOrigin(url) && url.pathname === '/' && `${url.search}${url.username}` === ''
  return [
    isOrigin ? undefined : fault('EIRENE_S3_ENDPOINT', '(not shown)', 'write https://host, without key or path'),
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)
      ? undefined
      : fault('EIRENE_S3_BUCKET', bucket, 'a bucket has 3 to 63 small letters, digits, dots and hyphens'),
    ['path', 'host'].includes(style) ? undefined : fault('EIRENE_S3_STYLE', style, 'write path or host'),
  ]
}

function s3Of(env: Env, workingDir: string): S3Config | null {
  const { EIRENE_S3_ENDPOINT: endpoint, EIRENE_S3_BUCKET: bucket } = env
  const { EIRENE_S3_KEY_ID: keyId, EIRENE_S3_SECRET_FILE: file } = env
  if (endpoint === undefined || bucket === undefined || keyId === undefined || file === undefined) return null
  const isPathStyle = env.EIRENE_S3_STYLE !== 'host'
  const region = env.EIRENE_S3_REGION ?? 'us-east-1'
  return {
    endpoint: new URL(endpoint).origin,
    region,
    bucket,
    isPathStyle,
    keyId,
    secretFile: resolve(workingDir, file),
  }
}

/** What is sent there is read by nobody on the way: https, or this machine. */
function isSafeOrigin(url: URL | null): boolean {
  const isLocal = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return url?.protocol === 'https:' || (isLocal && url.protocol === 'http:')
}

function fault(name: string, value: string, remedy: string): Issue {
  return {
    code: 'setting.invalid',
    message: `${name} is ${JSON.stringify(value)}: ${remedy}.`,
    path: [name],
    value: value.slice(0, 120),
    remedy,
    severity: 'error',
  }
}

import {
  Kysely,
  PostgresDialect,
  RawNode,
  sql,
  type KyselyPlugin,
  type QueryExecutorProvider,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { Schema } from './schema.ts'

/** A connection pool or an open transaction: what a query function takes. */
export type Db = Kysely<Schema>
/** A running transaction: queries take it, the use case opened it. */
export type Tx = Transaction<Schema>

/** Days and instants come back as the text or Date that the mapping asks for; bigint as bigint. */
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text))

export interface DatabaseAddress {
  /** `postgres://user:password@host:port/database`, or with a socket directory as `?host=/dir`. */
  readonly url: string
  readonly maxConnections: number
}

/** What stands before a statement that a connection plans once and keeps. */
const KEPT = '/* kept */ '

/** Names of the kept statements: their texts are a closed set, so that the map and the connections stay small. */
const keptNames = new Map<string, string>()

function keptName(text: string): string {
  const name = keptNames.get(text) ?? `kept_${keptNames.size}`
  keptNames.set(text, name)
  return name
}

/** Lets a connection prepare the statements that `kept` marks, at their first use; all others go as they came. */
export function keepPlans(client: pg.ClientBase): void {
  const send = client.query.bind(client) as (...args: readonly unknown[]) => unknown
  // The method has nine forms; those that carry no kept statement are handed on.
  client.query = ((...args: readonly unknown[]) => {
    const [text, values] = args
    return typeof text === 'string' && text.startsWith(KEPT)
      ? send({ name: keptName(text), text, values })
      : send(...args)
  }) as pg.ClientBase['query']
}

const MARK_KEPT: KyselyPlugin = {
  transformQuery: ({ node }) => {
    if (!RawNode.is(node)) throw new Error('only a statement written as SQL is kept')
    const [first = '', ...others] = node.sqlFragments
    return { ...node, sqlFragments: [KEPT + first, ...others] }
  },
  transformResult: ({ result }) => Promise.resolve(result),
}

/**
 * Where a statement of the hot path is executed that comes again and again with other values: each connection plans it once.
 * Its text must be the same each time: nothing may be spliced into it that differs from call to call.
 */
export function kept(db: QueryExecutorProvider): QueryExecutorProvider {
  const executor = db.getExecutor().withPlugin(MARK_KEPT)
  return { getExecutor: () => executor }
}

/** Opens a pool. The caller owns it and ends it with `db.destroy()`. */
export function openDb(address: DatabaseAddress): Db {
  const pool = new pg.Pool({
    connectionString: address.url,
    max: address.maxConnections,
    application_name: 'eirene',
    keepAlive: true,
  })
  // An idle connection that breaks is replaced by the pool; the next query reports a lasting fault.
  pool.on('error', () => undefined)
  // One that breaks while it is lent out (within a transaction) tells its next query; nobody listening would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    keepPlans(client)
  })
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  addresses.set(db, address)
  return db
}

const addresses = new WeakMap<Db, DatabaseAddress>()

/** The address that a pool was opened with. */
export function addressOf(db: Db): DatabaseAddress {
  const address = addresses.get(db)
  if (address === undefined) throw new Error('this database was not opened by openDb')
  return address
}

/** What a transaction may see: one operation, and in it the markings that the access decision allowed. */
export interface Scope {
  readonly operationId: string
  readonly markingNos: readonly number[]
  readonly personId: string | null
}

/** A quoted SQL literal: `SET LOCAL x = $1` is a syntax error in PostgreSQL, so settings are written as text. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/**
 * Runs `act` in one transaction as the reader's role, under row-level security for this scope.
 * Everything that serves a person goes through here. Commits when `act` resolves, rolls back when it throws.
 */
export async function withReader<T>(db: Db, scope: Scope, act: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await becomeReader(tx, scope)
    return act(tx)
  })
}

/**
 * Makes a transaction the reader's, until it ends or is given back to the system. Nothing is compiled for its statements: row-level
 * security makes each of them hundreds of small functions, whose compiling takes a server with `jit` on seconds and saves nothing.
 */
export async function becomeReader(tx: QueryExecutorProvider, scope: Scope): Promise<void> {
  await sql
    .raw(
      `set local role eirene_reader;
       set local jit = off;
       set local eirene.operation = ${literal(scope.operationId)};
       set local eirene.markings = ${literal(scope.markingNos.join(','))};
       set local eirene.person = ${literal(scope.personId ?? '')};`,
    )
    .execute(tx)
}

/**
 * Runs a part of any transaction with the system's own rights. Only for the ledger, which reads back and hashes what a person
 * wrote into a compartment that they may not read.
 */
export async function asSystem<T>(tx: Tx, act: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ role: string }>`select current_setting('role') as role`.execute(tx)
  if (rows[0]?.role !== 'eirene_reader') return act()
  await sql`set local role none`.execute(tx)
  const result = await act()
  await sql`set local role eirene_reader`.execute(tx)
  return result
}

/**
 * Runs `act` in one transaction as the role of whoever is not signed in: it can read what was released for everybody, and no
 * other column of any table. Everything that serves the public goes through here.
 */
export async function withPublic<T>(db: Db, act: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`set local role eirene_public`.execute(tx)
    return act(tx)
  })
}

/**
 * Runs `act` in one transaction with the system's own rights, outside row-level security. Only for migrations, people and
 * sessions, the act of import (which must recognise rows in compartments it may not show) and loading the scan's columns.
 */
export async function withSystem<T>(db: Db, act: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(act)
}

import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Schema } from './schema.ts'

/** A connection pool or an open transaction: what a query function takes. */
export type Db = Kysely<Schema>
export type Tx = Transaction<Schema>

/** Days and instants come back as the text or Date that the mapping asks for; bigint as bigint. */
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text))

export interface DatabaseAddress {
  /** `postgres://user:password@host:port/database`, or with a socket directory as `?host=/dir`. */
  readonly url: string
  readonly maxConnections: number
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
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
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

async function becomeReader(tx: Tx, scope: Scope): Promise<void> {
  await sql
    .raw(
      `set local role eirene_reader;
       set local eirene.operation = ${literal(scope.operationId)};
       set local eirene.markings = ${literal(scope.markingNos.join(','))};
       set local eirene.person = ${literal(scope.personId ?? '')};`,
    )
    .execute(tx)
}

/**
 * Runs a part of a system's transaction as the reader's role: for the intake, which looks things up as the system and writes
 * what people send under row-level security. When `act` throws, the transaction is lost and with it the role.
 */
export async function asReader<T>(tx: Tx, scope: Scope, act: () => Promise<T>): Promise<T> {
  await becomeReader(tx, scope)
  const result = await act()
  await sql`set local role none`.execute(tx)
  return result
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

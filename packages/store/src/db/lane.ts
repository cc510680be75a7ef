import { Problem } from '@eirene/domain/problem'
import { sql, type CompiledQuery, type DatabaseConnection, type QueryExecutorProvider } from 'kysely'
import pg from 'pg'
import { addressOf, becomeReader, keepPlans, type Db, type Scope } from './db.ts'

/**
 * A transaction whose statements go out in the order in which they are executed, none waiting for the answer to the one before.
 */
export interface LaneTx extends QueryExecutorProvider {
  /** Leaves work whose answer `act` does not need to the commit, which waits for it and fails with it. */
  readonly leave: (work: Promise<unknown>) => void
}

/** A connection of its own for short transactions that come one after the other. */
export interface Lane {
  /**
   * Runs `act` in one transaction with the system's own rights, after those asked for before. The commit goes out when `act`
   * has resolved; throws the first fault of any statement, and then nothing is stored.
   */
  readonly transaction: <T>(act: (tx: LaneTx) => Promise<T>) => Promise<T>
  /** Ends the connection after the transactions that were asked for. Those asked for later are refused: nothing is opened again. */
  readonly close: () => Promise<void>
}

/** How long a lane waits before it takes what it asked for as failed. */
interface LanePatience {
  /** A statement, a lock that it waits for included, ms: what hangs there would hold up every report. */
  readonly statementMs: number
  /** An answer of any kind, ms; longer than a statement may take. Without one the connection counts as lost. */
  readonly answerMs: number
}

const PATIENCE: LanePatience = { statementMs: 30_000, answerMs: 60_000 }

/**
 * How a lane's connection plans. Its statements name what they look for by key, are planned once, and were planned while the
 * tables were small: what was rightly walked then, the connection would go on walking when they have grown.
 */
const PLANS_BY_KEY = `set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off;
  set enable_mergejoin = off`

/** Opens a lane beside the pool of `db`: connected at its first transaction, and again after the connection was lost. */
export function openLane(db: Db, patience: LanePatience = PATIENCE): Lane {
  const { url } = addressOf(db)
  let client: pg.Client | undefined
  let last: Promise<unknown> = Promise.resolve()
  let isClosed = false

  async function connected(): Promise<pg.Client> {
    if (client !== undefined) return client
    const fresh = new pg.Client({
      ...({ connectionString: url, application_name: 'eirene', keepAlive: true, pipeline: true } as const),
      statement_timeout: patience.statementMs,
      query_timeout: patience.answerMs,
      connectionTimeoutMillis: patience.answerMs,
    })
    const forget = (): void => {
      if (client === fresh) client = undefined
    }
    fresh.on('error', forget)
    fresh.on('end', forget)
    keepPlans(fresh)
    await fresh.connect()
    await fresh.query(PLANS_BY_KEY)
    client = fresh
    return fresh
  }

  const next = <T>(act: () => Promise<T>): Promise<T> => {
    const result = last.then(act)
    last = result.catch(() => undefined)
    return result
  }
  return {
    transaction: (act) => {
      if (isClosed) return Promise.reject(new Problem('environment.database_unreachable', 'Eirene is being stopped.'))
      return next(async () => run(db, await connected(), act))
    },
    close: () => {
      isClosed = true
      return next(async () => client?.end())
    },
  }
}

/**
 * Runs a part of a lane's transaction as the reader's role: for the intake, which looks things up as the system and writes
 * what people send under row-level security. `act` sends its statements before it first waits; what it would send later would go
 * out as the system and is refused: its `tx` then throws.
 */
export async function asReader<T>(tx: LaneTx, scope: Scope, act: (tx: LaneTx) => Promise<T>): Promise<T> {
  let isOver = false
  const part: LaneTx = {
    leave: tx.leave,
    getExecutor: () => {
      if (isOver) throw new Error('the reader’s part of this transaction is over')
      return tx.getExecutor()
    },
  }
  const became = becomeReader(tx, scope)
  const result = act(part)
  isOver = true
  const restored = sql`set local role none`.execute(tx)
  const [value] = await Promise.all([result, became, restored])
  return value
}

async function run<T>(db: Db, client: pg.Client, act: (tx: LaneTx) => Promise<T>): Promise<T> {
  const left: Promise<unknown>[] = []
  /** What the database refused, in the order of the statements, whoever waits for them and however deep. */
  const faults: unknown[] = []
  const ask = (text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> => {
    const answer = client.query(text, [...values])
    answer.catch((fault: unknown) => faults.push(fault))
    return answer
  }
  const leave = (work: Promise<unknown>): void => {
    left.push(work)
    // Its failure is met by the commit; without this it would count as unhandled meanwhile.
    work.catch(() => undefined)
  }
  const connection: DatabaseConnection = {
    executeQuery: <Row>(compiled: CompiledQuery) =>
      // The row's type is that of whoever wrote the statement.
      ask(compiled.sql, compiled.parameters) as Promise<pg.QueryResult<Row & pg.QueryResultRow>>,
    streamQuery: () => {
      throw new Error('a lane does not stream')
    },
  }
  const executor = db.getExecutor().withConnectionProvider({ provideConnection: (consumer) => consumer(connection) })
  try {
    leave(client.query('begin'))
    const result = await act({ leave, getExecutor: () => executor })
    const commit = client.query('commit')
    leave(commit)
    await Promise.all(left)
    if ((await commit).command !== 'COMMIT') throw rolledBack()
    return result
  } catch (error) {
    // Answered after all that was sent before: then every fault is known.
    await client.query('rollback').catch(() => undefined)
    throw faultCodeOf(error) === BEHIND_A_FAILURE ? causeOf(faults, error) : error
  }
}

/** SQLSTATE of a statement that came behind one that failed, and of a commit that found one. */
const BEHIND_A_FAILURE = '25P02'

function rolledBack(): Error {
  return Object.assign(new Error('the transaction was rolled back'), { code: BEHIND_A_FAILURE })
}

/** What made a transaction fail: statements that were sent behind the one that failed tell only that one had. */
function causeOf(faults: readonly unknown[], error: unknown): unknown {
  return faults.find((fault) => faultCodeOf(fault) !== BEHIND_A_FAILURE) ?? error
}

/** The code of a fault: an SQLSTATE when the database made it, else as the system names it; undefined when it has none. */
export function faultCodeOf(fault: unknown): string | undefined {
  const code: unknown = typeof fault === 'object' && fault !== null ? Reflect.get(fault, 'code') : undefined
  return typeof code === 'string' ? code : undefined
}

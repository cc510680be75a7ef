import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { chmod } from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import type { SituationColumns } from '@eirene/analysis/situation'
import { INCIDENT_STATES } from '@eirene/domain/incident'
import type { PictureFilter } from '@eirene/domain/situation'
import { formatDayNo } from '@eirene/domain/time'
import { cellToParent } from 'h3-js'
import pg from 'pg'
import { SERVER_URL } from './scratch-database.ts'

/** Figures of the three histograms in one form for every engine: `month:2018-03-01:ucdp` → incidents, sums and counts known. */
export type Figures = ReadonlyMap<string, string>

/** Something that answers the benchmark's query. */
export interface SqlEngine {
  readonly name: string
  query: (filter: PictureFilter, readable: readonly string[]) => Promise<Figures>
  close: () => Promise<void>
}

// Small numbers in place of texts, as a warehouse would keep them: what is fastest for SQL.
const TABLE = `(day date, type_no smallint, state_no smallint, marking_no smallint, rule_no smallint,
  lon double precision, lat double precision, hex5 bigint, low integer, best integer, high integer)`

/** Writes the columns as CSV, one line an incident; readable for a database server on this machine. */
export async function writeCsv(columns: SituationColumns, file: string): Promise<void> {
  const stream = createWriteStream(file)
  const { profiles, hexes } = columns.dictionaries
  const hex5 = hexes.map((cell) => (cell === 0n ? '' : String(BigInt(`0x${cellToParent(cell.toString(16), 5)}`))))
  const days = new Map<number, string>()
  const dayText = (day: number): string => {
    let text = days.get(day)
    if (text === undefined) days.set(day, (text = formatDayNo(day)))
    return text
  }
  const known = (value: number): string => (value < 0 ? '' : String(value))
  for (let from = 0; from < columns.size; from += 20_000) {
    let text = ''
    for (let row = from; row < Math.min(from + 20_000, columns.size); row++) {
      const no = columns.profileNo[row]!
      const place = Number.isNaN(columns.lon[row]!)
        ? ',,'
        : `${columns.lon[row]!},${columns.lat[row]!},${hex5[columns.hexNo[row]!]!}`
      text += `${dayText(columns.day[row]!)},${profiles.typeNo[no]!},${profiles.stateNo[no]!},${profiles.markingNo[no]!},${profiles.countingRuleNo[no]!},${place},${known(columns.killedLow[row]!)},${known(columns.killedBest[row]!)},${known(columns.killedHigh[row]!)}\n`
    }
    if (!stream.write(text)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
  await chmod(file, 0o644)
}

/** The same four filters and access rule in SQL, the three histograms at once. A rectangle stands for the area. */
function sqlOf({ dictionaries }: SituationColumns, filter: PictureFilter, readable: readonly string[]): string {
  const numbers = (list: readonly string[], wanted: (text: string) => boolean): string =>
    list.flatMap((text, no) => (wanted(text) ? [no] : [])).join(',')
  const lons = filter.polygon!.map(([lon]) => lon)
  const lats = filter.polygon!.map(([, lat]) => lat)
  return `select grouping(month) gm, grouping(type_no) gt, month::text as month, type_no, hex5::text as hex5, rule_no, count(*) n,
      sum(low) low, sum(best) best, sum(high) high, count(low) nl, count(best) nb, count(high) nh
    from (select date_trunc('month', day)::date as month, type_no, hex5, rule_no, low, best, high from event
      where day >= date '${filter.fromOn!}' and day < date '${filter.toOn!}'
        and lon >= ${Math.min(...lons)} and lon < ${Math.max(...lons)} and lat >= ${Math.min(...lats)} and lat < ${Math.max(...lats)}
        and type_no in (${numbers(dictionaries.types, (code) => filter.types!.includes(code.slice(0, 3)))})
        and state_no in (${numbers(INCIDENT_STATES, (state) => (filter.states as readonly string[]).includes(state))})
        and marking_no in (${numbers(dictionaries.markings, (marking) => readable.includes(marking))})) selected
    group by grouping sets ((month, rule_no), (type_no, rule_no), (hex5, rule_no))`
}

type SqlRow = Readonly<Record<string, string | number | bigint | null>>

function figuresOf({ dictionaries }: SituationColumns, rows: readonly SqlRow[]): Figures {
  const figures = new Map<string, string>()
  for (const row of rows) {
    const text = (name: string): string => String(row[name] ?? '')
    const key =
      text('gm') === '0'
        ? `month:${text('month').slice(0, 10)}`
        : text('gt') === '0'
          ? `type:${dictionaries.types[Number(text('type_no'))]!}`
          : `hex5:${BigInt(text('hex5')).toString(16)}`
    const sums = ['n', 'low', 'best', 'high', 'nl', 'nb', 'nh'].map((name) => Number(text(name)))
    figures.set(`${key}:${dictionaries.countingRules[Number(text('rule_no'))]!}`, sums.join())
  }
  return figures
}

export async function duckDb(columns: SituationColumns, file: string): Promise<SqlEngine> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`create table event ${TABLE}`)
  await connection.run(`copy event from '${file}' (header false)`)
  return {
    name: 'DuckDB',
    async query(filter, readable) {
      const reader = await connection.runAndReadAll(sqlOf(columns, filter, readable))
      return figuresOf(columns, reader.getRowObjectsJson() as SqlRow[]) // texts and numbers only are selected
    },
    close() {
      connection.closeSync()
      instance.closeSync()
      return Promise.resolve()
    },
  }
}

export async function postgreSql(columns: SituationColumns, file: string): Promise<SqlEngine> {
  const client = new pg.Client({ connectionString: SERVER_URL, connectionTimeoutMillis: 3000 })
  await client.connect()
  // Not a temporary table: those are never read in parallel.
  const schema = `eirene_bench_${process.pid}`
  await client.query(`create schema ${schema}`)
  await client.query(`set search_path = ${schema}`)
  const close = async (): Promise<void> => {
    await client.query(`drop schema ${schema} cascade`)
    await client.end()
  }
  try {
    await client.query(`create unlogged table event ${TABLE}`)
    await client.query(`copy event from '${file}' (format csv)`)
    await client.query('create index on event (day)')
    await client.query('vacuum analyze event')
  } catch (error) {
    await close()
    throw error
  }
  const { rows } = await client.query<{ version: string }>("select split_part(version(), ' ', 2) as version")
  return {
    name: `PostgreSQL ${rows[0]?.version ?? ''}`,
    async query(filter, readable) {
      const result = await client.query<SqlRow>(sqlOf(columns, filter, readable))
      return figuresOf(columns, result.rows)
    },
    close,
  }
}

import { openMarking, withCompartments } from '@eirene/domain/access'
import type { Operation } from '@eirene/domain/operation'
import { parseSearchQuery, type SearchKind } from '@eirene/domain/situation'
import { numberMarkings } from '@eirene/store/access'
import { migrate, openDb, withReader, withSystem, type Db, type Scope } from '@eirene/store/db'
import { sql } from 'kysely'
import { createOperation } from '../packages/server/src/operation/index.ts'
import { searchRecords } from '../packages/server/src/situation/index.ts'
import { spread, timed, type Benchmark, type Report } from './report.ts'
import { createScratchDatabase } from './scratch-database.ts'
import { syntheticRows } from './synthetic.ts'

const KINDS: readonly SearchKind[] = ['incident', 'report', 'sitrep', 'actor', 'source']
const BATCH = 20_000

/** What the record of this number says: words of every frequency, some only long ago, one only where nobody may look. */
function narrativeOf(no: number, count: number, isHidden: boolean): string {
  return [
    no % 2 === 0 ? 'Armed men attacked the village.' : 'A patrol was sent along the road.',
    no % 10 === 0 ? 'Houses were burned and people fled.' : 'The commander was informed.',
    no % 1000 === 7 ? 'A mortar round was found.' : '',
    no % 100_000 === 9 ? 'Pangolin.' : '',
    no < count / 3 ? 'Ceasefire line of the first years.' : '',
    isHidden ? 'Quoll.' : '',
    `Serial ${no} of sector ${no % 97}, grid ${(no * 7919) % 9973}, callsign ${(no * 31) % 1009}.`,
  ].join(' ')
}

interface Filled {
  readonly operation: Operation
  readonly reader: Scope
  readonly cleared: Scope
}

/** Fills an operation with so many incidents of three markings, of which the reader may read two. */
async function fill(db: Db, count: number): Promise<Filled> {
  const now = new Date()
  const operation = await createOperation(db, { slug: `search-${count}`, timeZone: 'UTC' }, now)
  const operationId = operation.id
  const open = openMarking(operationId, 'LIVE')
  const markings = {
    open,
    restricted: { ...open, level: 'CONFIDENTIAL' },
    compartment: withCompartments(open, ['CRSV']),
  }
  await withSystem(db, async (tx) => numberMarkings(tx, operationId, Object.values(markings)))
  const numbers = { open: 0, restricted: 1, compartment: 2 }
  let rows: unknown[] = []
  let no = 0
  const flush = async (): Promise<void> => {
    await sql`
      insert into incident (operation_id, id, marking_no, type_code, code_list_version, occurred_from, time_precision, place_name, adm1,
        title, narrative, language, state, method, recorded_at)
      select ${operationId}::uuid, (r->>0)::uuid, (r->>1)::int, r->>2, '1', (r->>3)::timestamptz, 'day', r->>4, r->>5, r->>6, r->>7, r->>8,
        r->>9, 'import', ${now}::timestamptz from json_array_elements(${JSON.stringify(rows)}::json) r`.execute(db)
    rows = []
  }
  for (const row of syntheticRows(count)) {
    const marking = row.marking === 'restricted' || row.marking === 'compartment' ? row.marking : 'open'
    const title = `${row.actors.map(({ name }) => name).join(' – ')} · ${row.placeName}`
    const language = no % 5 === 4 ? 'fr' : 'en'
    rows.push([
      row.id,
      numbers[marking],
      row.typeCode,
      new Date(row.occurredAtMs).toISOString(),
      row.placeName,
      row.adm1,
      title,
      narrativeOf(no, count, marking === 'compartment'),
      language,
      row.state,
    ])
    no += 1
    if (rows.length === BATCH) await flush()
  }
  await flush()
  const scope = (markingNos: readonly number[]): Scope => ({ operationId, markingNos, personId: null })
  return { operation, reader: scope([0, 1]), cleared: scope([0, 1, 2]) }
}

async function ask(db: Db, operation: Operation, scope: Scope, text: string): Promise<number> {
  const parsed = parseSearchQuery(text)
  if (!parsed.ok) throw new Error(`cannot be searched: ${text}`)
  const page = await searchRecords(
    { operation, read: (work) => withReader(db, scope, work) },
    { query: parsed.value, kinds: KINDS, from: null, to: null, before: null },
  )
  return page.hits.length
}

const QUERIES = [
  ['a word in half of all records', 'attacked '],
  ['two common words', 'attacked village burned '],
  ['a word in one of a thousand', 'mortar '],
  ['a word in ten of a million', 'pangolin '],
  ['a third of the records, all of them old', 'ceasefire '],
  ['an old and a new word', 'ceasefire mortar '],
  ['a phrase in half of all records', '"armed men attacked"'],
  ['the beginning of a word', 'att'],
  ['the beginning of a rare word', 'pang'],
  ['a common word without another', 'attacked -burned '],
  ['a number', 'serial 123456 '],
  ['a word that is nowhere', 'xylophone '],
  ['two rare words that never meet', 'pangolin mortar '],
] as const

/** A word only in hidden records against a word that is nowhere: what a reader could time. */
async function compareHidden(db: Db, { operation, reader }: Filled, report: Report): Promise<void> {
  const runs = report.isQuick ? 100 : 400
  const times: Record<'hidden' | 'nowhere', number[]> = { hidden: [], nowhere: [] }
  for (let run = 0; run < runs + 20; run++)
    // In turn, so that whatever else the machine does falls on both.
    for (const [which, word] of [
      ['hidden', 'quoll '],
      ['nowhere', 'quokka '],
    ] as const) {
      const beganMs = performance.now()
      await ask(db, operation, reader, word)
      if (run >= 20) times[which].push(performance.now() - beganMs)
    }
  report.add({ what: 'a word that only hidden records hold', values: times.hidden, unit: 'ms' })
  report.add({ what: 'a word that no record holds', values: times.nowhere, unit: 'ms' })
  const difference = spread(times.hidden).median - spread(times.nowhere).median
  report.note(`difference of the medians over ${runs} runs in turn: ${difference.toFixed(2)} ms`)
}

/** Search as it serves a person: words of every frequency over many records, row-level security and snippets included. */
export const benchmark: Benchmark = {
  name: 'search',
  async run(report) {
    const scratch = await createScratchDatabase()
    const db = openDb({ url: scratch.url, maxConnections: 2 })
    try {
      await migrate(db)
      const count = report.isQuick ? 100_000 : 1_000_000
      const beganMs = performance.now()
      const filled = await fill(db, count)
      report.note(
        `${count.toLocaleString('en')} incidents written in ${Math.round((performance.now() - beganMs) / 1000)} s`,
      )
      await sql`vacuum analyze incident`.execute(db)
      const { rows } = await sql<{
        size: string
      }>`select pg_size_pretty(pg_relation_size('incident_search')) as size`.execute(db)
      report.note(`index of words: ${rows[0]?.size ?? '?'}`)
      for (const [what, text] of QUERIES) {
        const hits = await ask(db, filled.operation, filled.reader, text)
        const times = await timed({ warm: 3, counted: report.isQuick ? 10 : 20 }, () =>
          ask(db, filled.operation, filled.reader, text),
        )
        report.add({ what: `${what}: ${text.trim()} (${hits})`, ...times, bar: '≤ 200' })
      }
      await compareHidden(db, filled, report)
    } finally {
      await db.destroy()
      await scratch.drop()
    }
  },
}

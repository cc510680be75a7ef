import { openMarking, withCompartments, type Reader } from '@eirene/domain/access'
import { INBOX_QUEUES, type InboxPage, type InboxQueue } from '@eirene/domain/incident'
import { mintId } from '@eirene/domain/record'
import type { Operation } from '@eirene/domain/operation'
import { numberMarkings } from '@eirene/store/access'
import { migrate, openDb, withReader, withSystem, type Db, type Scope } from '@eirene/store/db'
import { sql } from 'kysely'
import { readInbox } from '../packages/server/src/incident/index.ts'
import { createOperation } from '../packages/server/src/operation/index.ts'
import { timed, type Benchmark } from './report.ts'
import { createScratchDatabase } from './scratch-database.ts'

const BAR = '≤ 200'
/** Of a hundred: most are new, some are being worked on, one in ten lies in a compartment. */
const SHARES = sql`(array['reported', 'under_verification', 'corroborated', 'contested', 'received'])[
  case when n % 100 < 60 then 1 when n % 100 < 75 then 2 when n % 100 < 90 then 3 when n % 100 < 95 then 4 else 5 end]`
const FAMILIES = sql`(array['ARM-01', 'CIV-01', 'ERV-01', 'CFV-01', 'CRI-01', 'PUB-01', 'HUM-01', 'POL-01'])[1 + (n * 7) % 8]`

interface Filled {
  readonly operation: Operation
  readonly personId: string
  readonly otherId: string
}

/** So many incidents that wait, each with a report, around 300 towns over half a year; a few of each town tell of one event. */
async function fill(db: Db, count: number): Promise<Filled> {
  const now = new Date()
  const operation = await createOperation(db, { slug: `inbox-${count}`, timeZone: 'UTC' }, now)
  const operationId = operation.id
  const open = openMarking(operationId, 'LIVE')
  await withSystem(db, async (tx) => numberMarkings(tx, operationId, [open, withCompartments(open, ['CRSV'])]))
  const [personId, otherId, sourceId] = [mintId(), mintId(), mintId()]
  const id = (kind: number): ReturnType<typeof sql> =>
    sql`(lpad(to_hex(n::int), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(${kind}::int), 12, '0'))::uuid`
  const rows = sql`generate_series(1, ${count}::int) n`
  const at = sql`'2026-01-01'::timestamptz + n * interval '1 second' * (15552000 / ${count}::int)`
  await sql`insert into person (id, display_name, login, created_at) values
    (${personId}, 'Reader', 'reader', ${now}), (${otherId}, 'Writer', 'writer', ${now})`.execute(db)
  await sql`insert into source (operation_id, id, code, kind, name, reliability)
    values (${operationId}, ${sourceId}, 'PTL-N-04', 'patrol', 'Patrol', 'F')`.execute(db)
  await sql`insert into report (operation_id, id, marking_no, source_id, type, title, body, language, reliability, credibility, method, person_id, recorded_at)
    select ${operationId}, ${id(1)}, (n % 10 = 0)::int, ${sourceId}, 'INCREP', 'Report ' || n, 'Seen near the river by a patrol.', 'en', 'F', 6, 'human', ${otherId}, ${at}
    from ${rows}`.execute(db)
  await sql`insert into incident (operation_id, id, marking_no, type_code, code_list_version, occurred_from, time_precision, lon, lat, precision_m,
      place_name, title, narrative, language, state, method, person_id, recorded_at)
    select ${operationId}, ${id(0)}, (n % 10 = 0)::int, ${FAMILIES}, '2026.1', ${at}, 'minute', 14 + (n * 7919 % 300) / 30.0 + (n % 13) / 300.0,
      4 + (n * 7919 % 300) / 60.0, 1000, 'Town ' || n * 7919 % 300, 'Clash near town ' || n * 7919 % 300, 'Armed men fired at the market, serial ' || n, 'en', ${SHARES}, 'human', ${otherId}, ${at}
    from ${rows}`.execute(db)
  await sql`insert into incident_report (operation_id, incident_id, report_id) select ${operationId}, ${id(0)}, ${id(1)} from ${rows}`.execute(
    db,
  )
  await sql`insert into state_change (operation_id, id, incident_id, from_state, to_state, reason, method, person_id, changed_at)
    select ${operationId}, ${id(2)}, ${id(0)}, 'reported', ${SHARES}, 'Looked at', 'human', ${otherId}, ${at} + interval '1 hour'
    from ${rows} where n % 100 between 60 and 94`.execute(db)
  await sql`insert into grade_change (operation_id, id, report_id, reliability, credibility, reason, person_id, graded_at)
    select ${operationId}, ${id(3)}, ${id(1)}, 'B', 2, 'Known', ${otherId}, ${at} from ${rows} where n % 3 = 0`.execute(
    db,
  )
  await sql`insert into verification_proposal (operation_id, id, incident_id, basis, reason, person_id, proposed_at, at_revision)
    select ${operationId}, ${id(4)}, ${id(0)}, 'direct_observation', 'Seen', ${otherId}, ${at} + interval '2 hours', 1
    from ${rows} where n % 100 between 75 and 79`.execute(db)
  await sql`vacuum analyze`.execute(db)
  return { operation, personId, otherId }
}

/** Asks as a duty officer and analyst asks, with what the route does. */
function askedBy(
  db: Db,
  { operation, personId }: Filled,
): (queue: InboxQueue | 'none', after?: string) => Promise<InboxPage> {
  const part = {
    operationId: operation.id,
    realm: 'LIVE',
    roles: ['DO', 'JMAC', 'WPA'],
    compartments: ['CRSV'],
  } as const
  const reader: Reader = { personId, organisation: '', clearances: {}, memberships: [part] }
  const scope: Scope = { operationId: operation.id, markingNos: [0, 1], personId }
  return (queue, after) => readInbox({ reader, operation, read: (act) => withReader(db, scope, act) }, queue, after)
}

/** The inbox of a person when nobody has worked on it for half a year: counts, first and later pages of every queue. */
export const benchmark: Benchmark = {
  name: 'inbox',
  async run(report) {
    const scratch = await createScratchDatabase()
    const db = openDb({ url: scratch.url, maxConnections: 2 })
    try {
      await migrate(db)
      const count = report.isQuick ? 20_000 : 100_000
      const filled = await fill(db, count)
      report.note(`${count.toLocaleString('en')} incidents wait`)
      const ask = askedBy(db, filled)
      const runs = { warm: 1, counted: report.isQuick ? 3 : 7 }
      report.add({ what: 'counts of all queues', ...(await timed(runs, () => ask('none'))), bar: BAR })
      for (const queue of INBOX_QUEUES) {
        const first = await ask(queue)
        const waiting = first.queues.find((one) => one.queue === queue)?.count ?? 0
        report.add({ what: `${queue}, first page (${waiting})`, ...(await timed(runs, () => ask(queue))), bar: BAR })
        const { after } = first
        if (after === null) continue
        report.add({ what: `${queue}, next page`, ...(await timed(runs, () => ask(queue, after))), bar: BAR })
      }
    } finally {
      await db.destroy()
      await scratch.drop()
    }
  },
}

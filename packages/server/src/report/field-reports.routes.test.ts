import { verifyProof } from '@eirene/domain/ledger'
import type { Operation } from '@eirene/domain/operation'
import type { FieldReport, OwnFieldReport, ReportReceipt } from '@eirene/domain/report'
import { mintId } from '@eirene/domain/record'
import { setMembership } from '@eirene/store/access'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { verifyLedger } from '../ledger/index.ts'
import { createOperation } from '../operation/index.ts'
import { sampleReport } from './testing/index.ts'

const PATH = '/v1/operations/field/field-reports'

const SQUARE = [
  [20, 6],
  [21, 6],
  [21, 7],
  [20, 7],
  [20, 6],
]
const areaLayer = (name: string): unknown => ({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [SQUARE] },
      properties: { name, pcode: name, adm1Pcode: 'Nana' },
    },
  ],
})
const GEOGRAPHY = { adm1: areaLayer('Nana'), adm2: areaLayer('Kaga') }

let server: TestServer
let operation: Operation
let operationId: string
let amara: TestPerson
let bo: TestPerson
let analyst: TestPerson
let duty: TestPerson
let adviser: TestPerson

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operation = await createOperation(server.db, { slug: 'field', timeZone: 'UTC' }, server.now())
  operationId = operation.id
  await sql`update operation set geography = ${JSON.stringify(GEOGRAPHY)}::jsonb where id = ${operationId}`.execute(
    server.db,
  )
  amara = await server.person('amara', [{ operationId, roles: ['OBS'] }])
  bo = await server.person('bo', [{ operationId, roles: ['TL'] }])
  analyst = await server.person('analyst', [{ operationId, roles: ['JMAC'] }])
  duty = await server.person('duty', [{ operationId, roles: ['DO'] }])
  adviser = await server.person('adviser', [{ operationId, roles: ['WPA'], compartments: ['CRSV', 'CAAC'] }])
})
afterAll(() => server.close())

async function send(person: TestPerson, ...reports: readonly unknown[]): Promise<readonly ReportReceipt[]> {
  const reply = await person.send('POST', PATH, { reports })
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json<{ receipts: ReportReceipt[] }>().receipts
}

function proven(receipt: ReportReceipt | undefined): Extract<ReportReceipt, { outcome: 'stored' | 'already_stored' }> {
  if (receipt === undefined || receipt.outcome === 'refused') throw new Error(JSON.stringify(receipt))
  expect(verifyProof(receipt.proof)).toBe(true)
  return receipt
}

function codes(receipt: ReportReceipt | undefined): readonly string[] {
  return receipt?.outcome === 'refused' ? receipt.issues.map((issue) => issue.code) : []
}

async function incidentOf(reportId: string) {
  const { rows } = await sql<{
    id: string
    state: string
    superseded: boolean
    supersedes_id: string | null
    marking: string
  }>`
    select i.id, i.state, i.superseded_at is not null as superseded, i.supersedes_id, m.marking_key as marking
    from incident_report l join incident i on i.operation_id = l.operation_id and i.id = l.incident_id
    join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
    where l.operation_id = ${operationId} and l.report_id = ${reportId}`.execute(server.db)
  expect(rows).toHaveLength(1)
  return rows[0]!
}

async function areaOf(reportId: string): Promise<unknown> {
  const { rows } = await sql`
    select i.adm1, i.adm2 from incident_report l
    join incident i on i.operation_id = l.operation_id and i.id = l.incident_id
    where l.operation_id = ${operationId} and l.report_id = ${reportId}`.execute(server.db)
  return rows[0]
}

describe('sending a field report', () => {
  it('gives the incident the region and district of its place, and none where the list does not say', async () => {
    const within = sampleReport()
    const outside = sampleReport({ place: { point: { lon: 25, lat: 6.5, precisionM: 500 }, name: '' } })
    const vague = sampleReport({ place: { point: { lon: 20.5, lat: 6.5, precisionM: 100_000 }, name: '' } })
    const named = sampleReport({ place: { point: null, name: 'Kaga' } })
    await send(amara, within, outside, vague, named)
    expect(await areaOf(within.id)).toEqual({ adm1: 'Nana', adm2: 'Kaga' })
    expect(await areaOf(outside.id)).toEqual({ adm1: null, adm2: null })
    expect(await areaOf(vague.id)).toEqual({ adm1: null, adm2: null })
    expect(await areaOf(named.id)).toEqual({ adm1: 'Nana', adm2: 'Kaga' })
  })

  it('stores report, observation, incident, harm and parties once, and proves it', async () => {
    const report = sampleReport()
    const receipt = proven((await send(amara, report))[0])
    expect(receipt).toMatchObject({ id: report.id, outcome: 'stored', recordedAt: server.now().toISOString() })
    const { rows } = await sql`
      select r.type, r.reliability, r.credibility, r.method, r.person_id, s.code, s.kind, s.reliability as source_reliability,
        o.sense, i.state, i.type_code, i.lon, i.h3 is not null as has_hexagon, h.category, h.low, h.best, h.high, h.counting_rule,
        a.name as actor, v.role
      from report r join source s on s.operation_id = r.operation_id and s.id = r.source_id
      join observation o on o.operation_id = r.operation_id and o.report_id = r.id
      join incident_report l on l.operation_id = r.operation_id and l.report_id = r.id
      join incident i on i.operation_id = r.operation_id and i.id = l.incident_id
      join harm h on h.operation_id = r.operation_id and h.incident_id = i.id
      join involvement v on v.operation_id = r.operation_id and v.incident_id = i.id
      join actor a on a.operation_id = r.operation_id and a.id = v.actor_id
      where r.id = ${report.id}`.execute(server.db)
    expect(rows).toEqual([
      {
        ...{ type: 'PATREP', reliability: 'F', credibility: 6, method: 'human', person_id: amara.id },
        ...{ code: 'PTL-N-04', kind: 'patrol', source_reliability: 'F', sense: 'seen', state: 'received' },
        ...{ type_code: 'ARM-01', lon: 20.5, has_hexagon: true, category: 'injured', low: 1, best: 2, high: null },
        ...{ counting_rule: 'mission', actor: 'Valley Defence Group', role: 'side_a' },
      },
    ])
  })

  it('sent again changes nothing and gives the same proof', async () => {
    const report = sampleReport()
    const first = proven((await send(amara, report))[0])
    server.wait(5000)
    const shuffled = Object.fromEntries(Object.entries(report).reverse())
    const again = proven((await send(amara, shuffled))[0])
    expect(again).toEqual({ ...first, outcome: 'already_stored' })
    await incidentOf(report.id)
  })

  it('under a used id with other content, or by somebody else, is refused', async () => {
    const report = sampleReport()
    await send(amara, report)
    expect(codes((await send(amara, { ...report, title: 'Other' }))[0])).toEqual(['report.id_reused'])
    expect(codes((await send(bo, report))[0])).toEqual(['report.id_reused'])
  })

  it('judges each report by itself: the bad ones hold nothing up, and each fault names field, reason and remedy', async () => {
    const good = sampleReport({ title: 'good' })
    const receipts = await send(
      amara,
      sampleReport({ typeCode: 'ZZZ-99' }),
      good,
      { id: 'no report' },
      sampleReport({
        occurred: { from: '2031-01-01T00:00:00Z', to: '2030-01-01T00:00:00Z', precision: 'day' },
        place: { point: { lon: 0, lat: 0, precisionM: 10 }, name: '' },
        harm: [{ category: 'killed', group: 'all', sex: null, ageBand: null, low: 5, best: null, high: 3 }],
        title: 'zero \0 byte',
      }),
      null,
    )
    expect(receipts.map((receipt) => receipt.outcome)).toEqual(['refused', 'stored', 'refused', 'refused', 'refused'])
    expect(codes(receipts[0])).toEqual(['code.unknown'])
    expect(codes(receipts[3]).toSorted()).toEqual([
      'harm.order',
      'place.null_island',
      'text.broken',
      'time.future',
      'time.reversed',
    ])
    for (const receipt of receipts)
      if (receipt.outcome === 'refused')
        for (const issue of receipt.issues) {
          expect(issue.message).not.toBe('')
          expect(issue.remedy).toBeTruthy()
        }
    expect(receipts[2]?.id).toBe('no report')
    expect(receipts[4]?.id).toBeNull()
  })

  it('answers whatever is sent without a fault of its own', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 })
    const changed = fc.record(
      {
        title: text,
        narrative: text,
        language: text,
        sourceCode: text,
        originKey: text,
        harm: fc.anything(),
        place: fc.anything(),
        occurred: fc.record({
          from: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
          to: fc.constant(null),
          precision: fc.constantFrom('minute', 'year'),
        }),
      },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(changed, { minLength: 1, maxLength: 4 }), async (changes) => {
        const reports = changes.map((change) => ({ ...sampleReport(), ...change }))
        const body = JSON.stringify({ reports })
        const reply = await amara.send('POST', PATH, JSON.parse(body) as { reports: unknown[] })
        // A body with such a field is refused as a whole, before it is anybody's report.
        const isPoisoned = /"(__proto__|constructor)"\s*:/.test(body)
        if (!isPoisoned || reply.statusCode !== 422) expect(reply.statusCode, reply.body).toBe(200)
        else expect(reply.body).toContain('__proto__')
      }),
      { numRuns: 60, examples: [[[{ place: JSON.parse('{"__proto__":1}') as unknown }]]] },
    )
  })

  it.each([{}, { reports: [] }, { reports: 'x' }])('refuses %j as a whole', async (body) => {
    expect((await amara.send('POST', PATH, body)).statusCode).toBe(422)
  })

  it('takes 200 at once and no more', async () => {
    const many = Array.from({ length: 200 }, () => sampleReport())
    const receipts = await send(amara, ...many)
    expect(receipts.map((receipt) => receipt.id)).toEqual(many.map((report) => report.id))
    receipts.forEach(proven)
    expect(new Set(receipts.map((receipt) => proven(receipt).proof.linkNo)).size).toBe(1)
    expect((await amara.send('POST', PATH, { reports: [...many, sampleReport()] })).statusCode).toBe(413)
  })
})

describe('who may send', () => {
  it('OBS and TL may, HOM may not, and a stranger learns nothing', async () => {
    const head = await server.person('head', [{ operationId, roles: ['HOM'] }])
    const stranger = await server.person('stranger', [])
    expect((await head.send('POST', PATH, { reports: [sampleReport()] })).statusCode).toBe(403)
    expect((await stranger.send('POST', PATH, { reports: [sampleReport()] })).statusCode).toBe(404)
  })

  it('one whose part is taken away, or who signs out, cannot send from that moment on', async () => {
    const carl = await server.person('carl', [{ operationId, roles: ['OBS'] }])
    proven((await send(carl, sampleReport()))[0])
    await setMembership(server.db, { operationId, personId: carl.id, roles: ['HOM'], compartments: [] })
    const [taken, report] = [await carl.send('POST', PATH, { reports: [sampleReport()] }), sampleReport()]
    expect(taken.statusCode).toBe(403)
    await setMembership(server.db, { operationId, personId: carl.id, roles: ['OBS'], compartments: [] })
    proven((await send(carl, report))[0])
    await carl.send('DELETE', '/v1/session')
    expect((await carl.send('POST', PATH, { reports: [sampleReport()] })).statusCode).toBe(401)
  })

  it('the token of the page is asked for every time, also where the admission is remembered', async () => {
    await send(amara, sampleReport())
    const reply = await server.app.inject({
      method: 'POST',
      url: PATH,
      headers: { cookie: amara.cookie },
      payload: { reports: [sampleReport()] },
    })
    expect(reply.statusCode).toBe(403)
  })
})

describe('compartments', () => {
  it.each([
    [{ typeCode: 'SXV-01' }, 'CRSV'],
    [{ narrative: 'Three women were raped at the well.' }, 'CRSV'],
    [{ compartments: ['HR'] }, 'HR'],
    [
      { harm: [{ category: 'killed', group: 'civilian', sex: null, ageBand: 'child', low: 1, best: 1, high: 1 }] },
      'CAAC',
    ],
  ] as const)('come from type, writer, words and harm: %j → %s', async (change, compartment) => {
    const report = sampleReport(change as Partial<FieldReport>)
    proven((await send(amara, report))[0])
    expect((await incidentOf(report.id)).marking).toContain(compartment)
  })

  it('a writer who may not read what they wrote gets the receipt and nothing else back', async () => {
    const report = sampleReport({ typeCode: 'SXV-01', title: 'Zulumark attack at the well' })
    const receipt = proven((await send(amara, report))[0])
    const { id } = await incidentOf(report.id)
    const own = (await amara.get(`${PATH}/own`)).json<{ reports: OwnFieldReport[] }>().reports
    const mine = own.find((one) => one.receipt.id === report.id)
    expect(mine).toEqual({ receipt, report: null, isSuperseded: false })
    expect((await amara.get(`/v1/operations/field/incidents/${id}`)).statusCode).toBe(404)
    expect((await amara.get(`/v1/operations/field/reports/${report.id}`)).statusCode).toBe(404)
    expect((await adviser.get(`/v1/operations/field/incidents/${id}`)).json()).toMatchObject({ state: 'received' })
  })
})

describe('one’s own reports', () => {
  it('come back as they were sent, newest first, and are nobody else’s', async () => {
    const dora = await server.person('dora', [{ operationId, roles: ['OBS'] }])
    const [first, second] = [sampleReport({ title: 'first' }), sampleReport({ title: 'second', sense: null })]
    const receipts = [proven((await send(dora, first))[0])]
    server.wait(1000)
    receipts.push(proven((await send(dora, second))[0]))
    const { reports } = (await dora.get(`${PATH}/own`)).json<{ reports: OwnFieldReport[] }>()
    expect(reports).toEqual([
      { receipt: receipts[1], report: second, isSuperseded: false },
      { receipt: receipts[0], report: first, isSuperseded: false },
    ])
  })
})

describe('a correction', () => {
  it('takes the place of the own report and of its incident while nobody has screened it', async () => {
    const report = sampleReport()
    const correction = sampleReport({ title: 'Three bursts', correctsId: report.id })
    await send(amara, report)
    proven((await send(amara, correction))[0])
    const [before, after] = [await incidentOf(report.id), await incidentOf(correction.id)]
    expect(before.superseded).toBe(true)
    expect(after).toMatchObject({ superseded: false, supersedes_id: before.id, state: 'received' })
    expect(codes((await send(amara, sampleReport({ correctsId: report.id })))[0])).toEqual(['report.corrected_already'])
  })

  it('only names an incident on which people have worked', async () => {
    const report = sampleReport()
    await send(amara, report)
    const { id } = await incidentOf(report.id)
    await sql`update incident set state = 'reported' where operation_id = ${operationId} and id = ${id}`.execute(
      server.db,
    )
    const correction = sampleReport({ correctsId: report.id })
    await send(amara, correction)
    expect(await incidentOf(report.id)).toMatchObject({ superseded: false, state: 'reported' })
    expect(await incidentOf(correction.id)).toMatchObject({ supersedes_id: id, state: 'received' })
    await sql`update incident set state = 'received' where operation_id = ${operationId} and id = ${id}`.execute(
      server.db,
    )
  })

  it('into a compartment takes the corrected report and its incident along, screened or not', async () => {
    for (const state of ['received', 'reported']) {
      const report = sampleReport({ title: 'Zulutitle', narrative: 'Zulunarrative at the well' })
      await send(amara, report)
      const { id } = await incidentOf(report.id)
      const incident = `/v1/operations/field/incidents/${id}`
      if (state === 'reported') {
        const { revision } = (await duty.get(`${incident}/verification`)).json()
        const screening = { to: 'reported', reason: 'Plausible.', seenRevision: revision }
        const screened = await duty.send('POST', `${incident}/state-changes`, screening)
        expect(screened.statusCode, screened.body).toBeLessThan(300)
      }
      expect((await bo.get(incident)).body).toContain('Zulunarrative')
      proven((await send(amara, { ...report, id: mintId(), correctsId: report.id, compartments: ['CRSV'] }))[0])
      await server.settled()
      for (const path of [incident, `${incident}/history`, `/v1/operations/field/reports/${report.id}`])
        expect((await bo.get(path)).statusCode, path).toBe(404)
      for (const path of ['incidents', 'columns', 'search?q=Zulunarrative'])
        expect((await bo.get(`/v1/operations/field/${path}`)).body, path).not.toContain('Zulu')
      expect((await adviser.get(incident)).body).toContain('Zulunarrative')
      expect(await incidentOf(report.id)).toMatchObject({ superseded: state === 'received' })
      const { rows } = await sql`select 1 from observation o join marking m using (operation_id, marking_no)
        where o.operation_id = ${operationId} and o.report_id = ${report.id} and 'CRSV' = any(m.compartments)`.execute(
        server.db,
      )
      expect(rows).toHaveLength(1)
    }
    expect((await verifyLedger(server.db, operation)).faults).toEqual([])
  })

  it('never opens what was in a compartment, and keeps both when they differ', async () => {
    const report = sampleReport({ compartments: ['CAAC'] })
    await send(amara, report)
    const second = sampleReport({ compartments: ['CRSV'], correctsId: report.id })
    await send(amara, second)
    expect((await incidentOf(report.id)).marking).toMatch(/CAAC.*CRSV/)
    await send(amara, sampleReport({ correctsId: second.id }))
    expect((await incidentOf(second.id)).marking).toMatch(/CRSV/)
  })

  it('that meets a person who screens in the same moment leaves their incident standing', async () => {
    const report = sampleReport()
    await send(amara, report)
    const { id } = await incidentOf(report.id)
    let sent: Promise<unknown> | undefined
    await server.db.transaction().execute(async (tx) => {
      await sql`update incident set state = 'reported' where operation_id = ${operationId} and id = ${id}`.execute(tx)
      sent = send(amara, sampleReport({ correctsId: report.id }))
      await vi.waitFor(async () => {
        const { rows } = await sql`select 1 from pg_stat_activity where datname = current_database()
          and wait_event_type = 'Lock'`.execute(server.db)
        expect(rows).toHaveLength(1)
      })
    })
    await sent
    expect(await incidentOf(report.id)).toMatchObject({ superseded: false, state: 'reported' })
    await sql`update incident set state = 'received' where operation_id = ${operationId} and id = ${id}`.execute(
      server.db,
    )
  })

  it('sent in one go with its report is stored after it', async () => {
    const report = sampleReport()
    const correction = sampleReport({ correctsId: report.id })
    const receipts = await send(amara, report, correction, report)
    expect(receipts.map((receipt) => receipt.outcome)).toEqual(['stored', 'stored', 'already_stored'])
    expect((await incidentOf(report.id)).superseded).toBe(true)
  })

  it('of somebody else’s report is refused like one of a report that does not exist', async () => {
    const report = sampleReport()
    await send(amara, report)
    const [other, none] = await send(
      bo,
      sampleReport({ correctsId: report.id }),
      sampleReport({ correctsId: mintId() }),
    )
    expect(codes(other)).toEqual(['report.not_own'])
    expect({ ...other, id: null }).toEqual({ ...none, id: null })
  })
})

describe('the group commit', () => {
  it('puts reports of many writers that arrive together into few links, and tells the picture', async () => {
    await analyst.get('/v1/operations/field/columns')
    const writers = [amara, bo, analyst, adviser]
    const reports = Array.from({ length: 40 }, (_, n) => sampleReport({ title: `together ${n}` }))
    const receipts = await Promise.all(reports.map((report, n) => send(writers[n % 4]!, report)))
    const links = new Set(receipts.map(([receipt]) => proven(receipt).proof.linkNo))
    expect(links.size).toBeLessThan(20)
    const { id } = await incidentOf(reports[0]!.id)
    expect((await analyst.get(`/v1/operations/field/incidents/${id}`)).statusCode).toBe(200)
  })

  it('a row that the database refuses falls out alone', async () => {
    // No rule of the intake knows this year; PostgreSQL has no such day with this source of the fault.
    await sql`alter table report add constraint no_lynx check (title <> 'lynx') not valid`.execute(server.db)
    try {
      const [bad, good] = [sampleReport({ title: 'lynx' }), sampleReport()]
      const replies = await Promise.all([bad, good].map((report) => amara.send('POST', PATH, { reports: [report] })))
      expect(replies.map((reply) => reply.statusCode)).toEqual([500, 200])
      proven(replies[1]!.json<{ receipts: ReportReceipt[] }>().receipts[0])
    } finally {
      await sql`alter table report drop constraint no_lynx`.execute(server.db)
    }
  })
})

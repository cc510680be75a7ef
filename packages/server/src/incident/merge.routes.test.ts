import { openMarking, withCompartments, type Marking } from '@eirene/domain/access'
import type { InboxPage, VerificationView } from '@eirene/domain/incident'
import { storeSamples, type StoredSample } from '@eirene/store/incident/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'

let server: TestServer
let operationId: string
let duty: TestPerson
let cleared: TestPerson
let women: TestPerson

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'room', timeZone: 'UTC' }, server.now())).id
  duty = await server.person('duty', [{ operationId, roles: ['DO'] }])
  cleared = await server.person('cleared', [{ operationId, roles: ['DO'] }], { clearances: { UN: 'CONFIDENTIAL' } })
  women = await server.person('women', [{ operationId, roles: ['WPA'], compartments: ['CRSV'] }])
})
afterAll(() => server.close())

const at = '/v1/operations/room'

async function view(person: TestPerson, id: string): Promise<VerificationView> {
  return (await person.get(`${at}/incidents/${id}/verification`)).json()
}

async function merge(person: TestPerson, from: StoredSample, into: StoredSample) {
  const revisionOf = async (id: string): Promise<number> => (await view(person, id)).revision
  return person.send('POST', `${at}/merges`, {
    incidentId: from.incidentId,
    intoId: into.incidentId,
    reason: 'same place, same hour',
    seenRevision: await revisionOf(from.incidentId),
    seenIntoRevision: await revisionOf(into.incidentId),
  })
}

function confidential(): Marking {
  return { ...openMarking(operationId, 'LIVE'), level: 'CONFIDENTIAL' }
}

/** Every row about two records that a merge must leave as it was, as text. */
async function rowsOf(...ids: readonly string[]): Promise<string> {
  const { rows } = await sql<{ row: string }>`
    select row_to_json(i)::text as row from incident i where i.id = any(${[...ids]}::uuid[])
    union all select row_to_json(h)::text from harm h where h.incident_id = any(${[...ids]}::uuid[])
    union all select row_to_json(v)::text from involvement v where v.incident_id = any(${[...ids]}::uuid[])
    union all select row_to_json(l)::text from incident_report l where l.incident_id = any(${[...ids]}::uuid[])
    union all select row_to_json(r)::text from report r join incident_report l on l.report_id = r.id
      where l.incident_id = any(${[...ids]}::uuid[])
    order by 1`.execute(server.db)
  return rows.map(({ row }) => row).join('\n')
}

describe('a merge', () => {
  it('and its undoing are one link of the ledger each, with everything that the act wrote', async () => {
    const [a, b] = await storeSamples(server.db, operationId, [{ title: 'One' }, { title: 'Other' }])
    const lastKinds = async (): Promise<readonly [number, readonly string[]]> => {
      const { rows } = await sql<{ n: number; kinds: readonly string[] }>`
        select link_no::int as n, kinds from ledger_link where operation_id = ${operationId}
        order by link_no desc limit 1`.execute(server.db)
      return [rows[0]?.n ?? 0, rows[0]?.kinds ?? []]
    }
    await merge(duty, a!, b!)
    const [first, kinds] = await lastKinds()
    expect([...kinds].sort()).toEqual(['incident_merge', 'state_change'])
    const { mergedInto } = await view(duty, a!.incidentId)
    await duty.send('POST', `${at}/merges/${mergedInto?.mergeId ?? ''}/undo`, { reason: 'two after all' })
    expect(await lastKinds()).toEqual([first + 1, kinds])
  })

  it('shows the reports and harm of the one under the other while it stands, and both keep everything', async () => {
    const [a, b] = await storeSamples(server.db, operationId, [
      { title: 'Second account', killed: { low: 1, best: 2, high: null } },
      { title: 'First account' },
    ])
    expect((await merge(duty, a!, b!)).statusCode).toBe(201)
    const into = await view(duty, b!.incidentId)
    expect(into.merged).toMatchObject([
      {
        incident: { id: a!.incidentId, state: 'duplicate' },
        harm: [{ category: 'killed', low: 1, best: 2, high: null }],
        reports: [{ id: a!.reportId }],
        personName: 'duty',
        reason: 'same place, same hour',
      },
    ])
    expect((await view(duty, a!.incidentId)).mergedInto).toMatchObject({ incident: { id: b!.incidentId } })
  })

  it('and its undoing leave every record byte for byte as it was, in whatever states and order (property)', async () => {
    const seed = 20_240_301
    const states = ['reported', 'under_verification', 'corroborated'] as const
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...states), { minLength: 2, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 4 }),
        async (chosen, attempts) => {
          const samples = await storeSamples(
            server.db,
            operationId,
            chosen.map((state, i) => ({
              title: `Account ${i}`,
              state,
              killed: { low: null, best: i, high: null },
              actors: ['CPC'],
            })),
          )
          const ids = samples.map((sample) => sample.incidentId)
          const before = await rowsOf(...ids)
          const views = await Promise.all(ids.map(async (id) => (await duty.get(`${at}/incidents/${id}`)).json()))
          const made: string[] = []
          for (const [from, into] of attempts) {
            const [one, other] = [samples[from % samples.length]!, samples[into % samples.length]!]
            const reply = await merge(duty, one, other)
            if (reply.statusCode === 201) made.push(reply.json().mergedInto.mergeId)
          }
          for (const id of made.reverse())
            expect((await duty.send('POST', `${at}/merges/${id}/undo`, { reason: 'two events' })).statusCode).toBe(201)
          expect(await rowsOf(...ids)).toBe(before)
          for (const [i, id] of ids.entries()) {
            const now = (await duty.get(`${at}/incidents/${id}`)).json()
            // The steps themselves are kept; everything else is as it was.
            expect({ ...now, stateChanges: [] }).toEqual({ ...views[i], stateChanges: [] })
          }
        },
      ),
      { seed, numRuns: 12 },
    )
  })

  it('can be undone once; a second time there is nothing to undo', async () => {
    const [a, b] = await storeSamples(server.db, operationId, [{ title: 'A' }, { title: 'B' }])
    const { mergeId } = (await merge(duty, a!, b!)).json().mergedInto
    const undo = () => duty.send('POST', `${at}/merges/${mergeId}/undo`, { reason: 'two events' })
    const codes = (await Promise.all([undo(), undo(), undo()])).map((reply) => reply.statusCode)
    expect(codes.sort()).toEqual([201, 404, 404])
  })

  it('lets a record be no duplicate of a duplicate, and no plain change of state undo it', async () => {
    const [a, b, c] = await storeSamples(server.db, operationId, [{ title: 'A' }, { title: 'B' }, { title: 'C' }])
    await merge(duty, a!, b!)
    expect((await merge(duty, c!, a!)).json()).toMatchObject({
      type: 'incident.merge_refused',
      obstacle: 'target_state',
    })
    const { revision } = await view(duty, a!.incidentId)
    const back = await duty.send('POST', `${at}/incidents/${a!.incidentId}/state-changes`, {
      ...{ to: 'reported', reason: 'by hand', seenRevision: revision },
    })
    expect([back.statusCode, back.json().title]).toEqual([409, 'This record is merged into another: undo the merge.'])
    expect((await view(duty, a!.incidentId)).may.become).toEqual([])
  })

  it('is refused for who saw either record before somebody changed it', async () => {
    const [a, b] = await storeSamples(server.db, operationId, [{ title: 'A' }, { title: 'B' }])
    const order = {
      incidentId: a!.incidentId,
      intoId: b!.incidentId,
      reason: 'same',
      seenRevision: 0,
      seenIntoRevision: 0,
    }
    await cleared.send('POST', `${at}/incidents/${b!.incidentId}/state-changes`, {
      ...{ to: 'under_verification', reason: 'taken up', seenRevision: 0 },
    })
    const late = await duty.send('POST', `${at}/merges`, order)
    expect([late.statusCode, late.json().personName]).toEqual([409, 'cleared'])
  })
})

describe('a merge across markings', () => {
  it('changes nothing for who may not read the merged record: verification, history and inbox byte for byte', async () => {
    const [hidden, open] = await storeSamples(server.db, operationId, [
      { title: 'Confidential account', marking: confidential() },
      { title: 'Open account' },
    ])
    const seen = async () =>
      Promise.all(
        [
          `${at}/incidents/${open!.incidentId}`,
          `${at}/incidents/${open!.incidentId}/verification`,
          `${at}/incidents/${open!.incidentId}/history`,
          `${at}/incidents/${hidden!.incidentId}/verification`,
          `${at}/inbox?queue=assign`,
          `${at}/inbox?queue=duplicates`,
        ].map(async (url) => (await duty.get(url)).body),
      )
    const before = await seen()
    const merged = await merge(cleared, hidden!, open!)
    expect(merged.statusCode).toBe(201)
    expect(await seen()).toEqual(before)
    expect((await view(cleared, open!.incidentId)).merged).toHaveLength(1)
    const { mergeId } = merged.json().mergedInto
    const [foreign, none] = await Promise.all(
      [mergeId, open!.incidentId].map((id) => duty.send('POST', `${at}/merges/${id}/undo`, { reason: 'what is this' })),
    )
    expect([foreign!.statusCode, foreign!.body]).toEqual([404, none!.body])
  })

  it('is refused from the open into the closed, where it would tell its readers of a record that they may not read', async () => {
    const [hidden, open] = await storeSamples(server.db, operationId, [
      { title: 'Confidential', marking: confidential() },
      { title: 'Open' },
    ])
    expect((await merge(cleared, open!, hidden!)).json()).toMatchObject({
      type: 'incident.merge_refused',
      obstacle: 'readers',
    })
    const blind = await duty.send('POST', `${at}/merges`, {
      ...{
        incidentId: open!.incidentId,
        intoId: hidden!.incidentId,
        reason: 'x',
        seenRevision: 0,
        seenIntoRevision: 0,
      },
    })
    expect(blind.statusCode).toBe(404)
  })

  it('never closes a protection record under an ordinary one', async () => {
    const crsv = withCompartments(openMarking(operationId, 'LIVE'), ['CRSV'])
    const [hidden, open] = await storeSamples(server.db, operationId, [
      { title: 'Protected', marking: crsv, typeCode: 'SXV-01' },
      { title: 'Open' },
    ])
    expect((await merge(women, hidden!, open!)).statusCode).toBe(403)
    expect((await view(women, hidden!.incidentId)).state).toBe('reported')
  })
})

describe('suggested duplicates', () => {
  const near = { lon: 30, lat: 10, precisionM: 500 }

  it('are pairs that the reader may read both of, with what speaks for them; one put aside comes back no more', async () => {
    const id = (await createOperation(server.db, { slug: 'pairs', timeZone: 'UTC' }, server.now())).id
    const pairs = '/v1/operations/pairs'
    const officer = await server.person('officer', [{ operationId: id, roles: ['DO'] }])
    const higher = await server.person('higher', [{ operationId: id, roles: ['DO'] }], {
      clearances: { UN: 'CONFIDENTIAL' },
    })
    const analyst = await server.person('analyst', [{ operationId: id, roles: ['JMAC'] }])
    const pairsOf = async (person: TestPerson): Promise<InboxPage> =>
      (await person.get(`${pairs}/inbox?queue=duplicates`)).json()
    const marking: Marking = { ...openMarking(id, 'LIVE'), level: 'CONFIDENTIAL' }
    const [a, b] = await storeSamples(server.db, id, [
      { title: 'Ambush at the bridge', point: near, typeCode: 'ERV-01', actors: ['CPC'] },
      { title: 'Ambush near the bridge', point: { ...near, lat: 10.01 }, typeCode: 'ERV-01', actors: ['CPC'] },
      { title: 'Hidden ambush', point: near, typeCode: 'ERV-01', actors: ['CPC'], marking },
    ])
    const titles = async (person: TestPerson) =>
      (await pairsOf(person)).items.map(({ incident, twin }) => [incident.title, twin!.incident.title].sort())
    expect(await titles(officer)).toEqual([['Ambush at the bridge', 'Ambush near the bridge']])
    expect(await titles(higher)).toHaveLength(3)
    expect(await titles(analyst)).toEqual([])
    const [item] = (await pairsOf(officer)).items
    expect(item!.twin!.reasons).toMatchObject([
      { kind: 'distance', certain: true },
      { kind: 'time', certain: true },
      { kind: 'type', code: 'ERV-01' },
      { kind: 'actors', actors: ['CPC'] },
      { kind: 'words' },
    ])
    const body = { incidentId: a!.incidentId, otherId: b!.incidentId, reason: 'two convoys' }
    expect((await officer.send('POST', `${pairs}/suggestion-dismissals`, body)).statusCode).toBe(201)
    expect(await titles(officer)).toEqual([])
    const seen = (await officer.get(`${pairs}/incidents/${a!.incidentId}/verification`)).json()
    expect(seen.suggestions).toEqual([])
  })

  it('come in pages that neither repeat nor leave out, whatever is put aside before them meanwhile', async () => {
    const id = (await createOperation(server.db, { slug: 'many-pairs', timeZone: 'UTC' }, server.now())).id
    const at = '/v1/operations/many-pairs'
    const officer = await server.person('pair-officer', [{ operationId: id, roles: ['DO'] }])
    const samples = Array.from({ length: 12 }, (_, i) => ({ title: `Ambush at the bridge ${i}`, point: near }) as const)
    await storeSamples(
      server.db,
      id,
      samples.map((sample) => ({ ...sample, typeCode: 'ERV-01', actors: ['CPC'] })),
    )
    const pageOf = async (tail: string): Promise<InboxPage> =>
      (await officer.get(`${at}/inbox?queue=duplicates${tail}`)).json()
    const keysOf = ({ items }: InboxPage): readonly string[] =>
      items.map(({ incident, twin }) => [incident.id, twin!.incident.id].sort().join(' '))
    const first = await pageOf('')
    const all = (12 * 11) / 2
    expect(first.queues.find(({ queue }) => queue === 'duplicates')?.count).toBe(all)
    const [aside = ''] = keysOf(first)
    const [incidentId, otherId] = aside.split(' ')
    const body = { incidentId, otherId, reason: 'two convoys' }
    expect((await officer.send('POST', `${at}/suggestion-dismissals`, body)).statusCode).toBe(201)
    const next = await pageOf(`&after=${String(first.after)}`)
    expect(next.after).toBeNull()
    expect(new Set([...keysOf(first), ...keysOf(next)]).size).toBe(all)
    expect((await officer.get(`${at}/inbox?queue=duplicates&after=50`)).statusCode).toBe(422)
  })
})

describe('the history of a record', () => {
  it('holds who did what in one line of time, and who was told by which situation report', async () => {
    const { incidentId } = (
      await storeSamples(server.db, operationId, [{ title: 'Told', occurredFrom: '2024-02-20T10:00:00Z' }])
    )[0]!
    const head = await server.person('head', [{ operationId, roles: ['HOM'] }])
    const drafted = await duty.send('POST', `${at}/sitreps`, {
      fromOn: '2024-02-01',
      toOn: '2024-03-01',
      language: 'en',
    })
    server.wait(60_000)
    await head.send('POST', `${at}/sitreps/${drafted.json().status.id}/release`)
    server.wait(60_000)
    await duty.send('POST', `${at}/incidents/${incidentId}/state-changes`, {
      ...{ to: 'under_verification', reason: 'patrol tasked', seenRevision: 0 },
    })
    const { events, versions } = (await duty.get(`${at}/incidents/${incidentId}/history`)).json()
    expect(
      events.map(({ kind, personName }: { kind: string; personName: string | null }) => [kind, personName]),
    ).toEqual([
      ['recorded', null],
      ['reported', null],
      ['cited', 'duty'],
      ['released', 'head'],
      ['state', 'duty'],
    ])
    expect(versions.map(({ kind }: { kind: string }) => kind)).toEqual(['incident', 'report'])
  })
})

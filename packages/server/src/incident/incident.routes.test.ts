import { openMarking, withCompartments, type Compartment, type Role } from '@eirene/domain/access'
import type { InboxPage, VerificationView } from '@eirene/domain/incident'
import { mintId } from '@eirene/domain/record'
import { withSystem } from '@eirene/store/db'
import { storeSamples, type SampleIncident, type StoredSample } from '@eirene/store/incident/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'

let server: TestServer
let operationId: string
const people = new Map<string, TestPerson>()

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'room', timeZone: 'UTC' }, server.now())).id
  const join = async (login: string, roles: readonly Role[], compartments: readonly Compartment[] = []) => {
    people.set(login, await server.person(login, [{ operationId, roles, compartments }]))
  }
  await join('duty', ['DO'])
  await join('analyst', ['JMAC'])
  await join('second', ['JMAC'])
  await join('rights', ['HRO'])
  await join('women', ['WPA'], ['CRSV'])
  await join('children', ['CPA'], ['CAAC'])
  await join('both', ['WPA'], ['CRSV', 'CAAC'])
  await join('observer', ['OBS'])
  await join('cleared', ['DO', 'JMAC'], ['CRSV'])
})
afterAll(() => server.close())

function by(login: string): TestPerson {
  return people.get(login)!
}

const at = '/v1/operations/room'

async function store(...samples: SampleIncident[]): Promise<readonly StoredSample[]> {
  return storeSamples(server.db, operationId, samples)
}

async function view(login: string, id: string): Promise<VerificationView> {
  const reply = await by(login).get(`${at}/incidents/${id}/verification`)
  expect([reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([200, ''])
  return reply.json()
}

async function inbox(login: string, queue = ''): Promise<InboxPage> {
  return (await by(login).get(`${at}/inbox${queue === '' ? '' : `?queue=${queue}`}`)).json()
}

/** Asks for a change of state as the person sees the record now: status and answer. */
async function move(login: string, id: string, to: string, reason = 'patrol report') {
  const reply = await by(login).get(`${at}/incidents/${id}/verification`)
  const seenRevision = reply.statusCode === 200 ? reply.json().revision : 0
  return by(login).send('POST', `${at}/incidents/${id}/state-changes`, { to, reason, seenRevision })
}

/** Puts another report behind a record: of a source of its own, or of this origin. */
async function addReport(
  incidentId: string,
  {
    originKey = null,
    machineGenerated = false,
    personId = null,
  }: { originKey?: string | null; machineGenerated?: boolean; personId?: string | null } = {},
): Promise<string> {
  return withSystem(server.db, async (tx) => {
    const [sourceId, id] = [mintId(), mintId()]
    await tx
      .insertInto('source')
      .values({
        operation_id: operationId,
        id: sourceId,
        code: `S-${sourceId.slice(-8)}`,
        kind: 'ngo',
        name: 'Second source',
        reliability: 'C',
        machine_generated: machineGenerated,
        citation: null,
        url: null,
      })
      .execute()
    const { marking_no } = await tx
      .selectFrom('incident')
      .select('marking_no')
      .where('operation_id', '=', operationId)
      .where('id', '=', incidentId)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('report')
      .values({
        ...{
          operation_id: operationId,
          id,
          marking_no,
          source_id: sourceId,
          type: 'INCREP',
          title: 'Second',
          body: '',
        },
        ...{ language: 'en', reliability: 'F', credibility: 6, origin_key: originKey, method: 'human' },
        ...{ person_id: personId, recorded_at: server.now() },
      })
      .execute()
    await tx
      .insertInto('incident_report')
      .values({ operation_id: operationId, incident_id: incidentId, report_id: id })
      .execute()
    return id
  })
}

async function corroborated(title = 'Shelling'): Promise<string> {
  const [sample] = await store({ title, state: 'under_verification' })
  await addReport(sample!.incidentId)
  expect((await move('analyst', sample!.incidentId, 'corroborated')).statusCode).toBe(201)
  return sample!.incidentId
}

async function propose(login: string, id: string) {
  const { revision } = await view(login, id)
  return by(login).send('POST', `${at}/incidents/${id}/verification-proposals`, {
    ...{ basis: 'direct_observation', reason: 'seen by our patrol', seenRevision: revision },
  })
}

async function decide(login: string, id: string, outcome: string) {
  const { revision, proposal } = await view(login, id)
  return by(login).send('POST', `${at}/verification-proposals/${proposal!.id}/decision`, {
    ...{ outcome, reason: 'photographs fit', seenRevision: revision },
  })
}

describe('from received to verified', () => {
  it('takes a duty officer, an analyst and a second person, each step with its reason in the history', async () => {
    const [sample] = await store({ title: 'Checkpoint attack', state: 'received' })
    const id = sample!.incidentId
    expect((await move('duty', id, 'reported')).statusCode).toBe(201)
    expect((await move('duty', id, 'under_verification')).statusCode).toBe(201)
    await addReport(id)
    expect((await move('analyst', id, 'corroborated')).statusCode).toBe(201)
    expect((await propose('analyst', id)).statusCode).toBe(201)
    const confirmed = await decide('rights', id, 'confirmed')
    expect([confirmed.statusCode, confirmed.json().state]).toEqual([201, 'verified'])
    const { stateChanges } = (await by('duty').get(`${at}/incidents/${id}`)).json()
    expect(stateChanges.map((step: { to: string }) => step.to)).toEqual([
      'reported',
      'under_verification',
      'corroborated',
      'verified',
    ])
    expect(stateChanges.at(-1)).toMatchObject({
      personName: 'analyst',
      confirmedByName: 'rights',
      reason: 'seen by our patrol',
    })
  })

  it('names both people of a verification and its basis, in the history and beside the state', async () => {
    const id = await corroborated('Verified by two')
    expect((await view('rights', id)).verified).toBeNull()
    await propose('analyst', id)
    await decide('rights', id, 'confirmed')
    expect((await view('duty', id)).verified).toMatchObject({
      ...{ basis: 'direct_observation', reason: 'seen by our patrol' },
      ...{ proposedByName: 'analyst', confirmedByName: 'rights' },
    })
    const { events } = (await by('duty').get(`${at}/incidents/${id}/history`)).json()
    expect(events.find((event: { to: string }) => event.to === 'verified')).toMatchObject({
      ...{ kind: 'state', personName: 'analyst', confirmedByName: 'rights' },
    })
    expect((await move('analyst', id, 'under_verification')).statusCode).toBe(201)
    expect((await view('duty', id)).verified).toBeNull()
  })

  it('refuses corroboration by one origin told three times, in words that say what is missing', async () => {
    const [sample] = await store({ title: 'Rumour', state: 'under_verification' })
    await addReport(sample!.incidentId, { originKey: 'blog' })
    await addReport(sample!.incidentId, { machineGenerated: true })
    const two = await move('analyst', sample!.incidentId, 'corroborated')
    expect(two.statusCode).toBe(201)
    const [other] = await store({ title: 'Rumour again', state: 'under_verification' })
    await addReport(other!.incidentId, { machineGenerated: true })
    const refused = await move('analyst', other!.incidentId, 'corroborated')
    expect([refused.statusCode, refused.json().type]).toEqual([409, 'incident.transition_refused'])
    expect(refused.json().title).toContain(
      'needs 2 independent origins; this record has 1 (1 was written by a machine)',
    )
  })

  it('lets nobody confirm their own proposal, nor who reported the record propose or confirm it', async () => {
    const id = await corroborated()
    await propose('analyst', id)
    const own = await decide('analyst', id, 'confirmed')
    expect([own.statusCode, own.json().type]).toEqual([409, 'incident.transition_refused'])
    await addReport(id, { personId: by('second').id })
    const reporter = await decide('second', id, 'confirmed')
    expect([reporter.statusCode, reporter.json().title]).toEqual([409, 'Who reported a record may not verify it.'])
    expect((await view('second', id)).may).toMatchObject({ confirm: false })
    expect((await view('second', id)).isReporter).toBe(true)
    const outsider = await decide('duty', id, 'confirmed')
    expect(outsider.statusCode).toBe(403)
    expect((await view('rights', id)).state).toBe('corroborated')
    await decide('analyst', id, 'withdrawn')
    const proposed = await propose('second', id)
    expect(proposed.json().title).toBe('Who reported a record may not verify it.')
  })

  it('keeps a declined and a withdrawn proposal, and lets another follow', async () => {
    const id = await corroborated()
    await propose('analyst', id)
    expect((await decide('second', id, 'withdrawn')).statusCode).toBe(403)
    expect((await decide('second', id, 'declined')).json().proposal).toBeNull()
    expect((await propose('second', id)).statusCode).toBe(201)
    expect((await propose('analyst', id)).json().type).toBe('incident.proposal_closed')
    expect((await decide('second', id, 'withdrawn')).json().proposal).toBeNull()
    const kept = await server.db
      .selectFrom('verification_decision')
      .innerJoin('verification_proposal', 'verification_proposal.id', 'verification_decision.proposal_id')
      .select('outcome')
      .where('incident_id', '=', id)
      .orderBy('outcome')
      .execute()
    expect(kept.map((row) => row.outcome)).toEqual(['declined', 'withdrawn'])
  })

  it('lapses a proposal when the record leaves its state', async () => {
    const id = await corroborated()
    await propose('analyst', id)
    await move('second', id, 'contested', 'the other side denies it')
    await move('second', id, 'under_verification', 'reopened')
    await move('second', id, 'corroborated', 'holds after all')
    expect((await view('rights', id)).proposal).toBeNull()
    expect((await inbox('rights', 'confirm')).items.map(({ incident }) => incident.id)).not.toContain(id)
  })

  it('refuses an act on a record that somebody else changed meanwhile, and says who', async () => {
    const [sample] = await store({ title: 'Two screens', state: 'received' })
    const id = sample!.incidentId
    const { revision } = await view('duty', id)
    expect((await move('duty', id, 'reported')).statusCode).toBe(201)
    const late = await by('cleared').send('POST', `${at}/incidents/${id}/state-changes`, {
      ...{ to: 'rejected', reason: 'spam', seenRevision: revision },
    })
    expect([late.statusCode, late.json()]).toMatchObject([
      409,
      { type: 'incident.changed', personName: 'duty', state: 'reported' },
    ])
    expect((await view('duty', id)).state).toBe('reported')
  })

  it('lets of two people who act at the same moment one through', async () => {
    for (let round = 0; round < 5; round++) {
      const [sample] = await store({ title: `Race ${round}`, state: 'received' })
      const path = `${at}/incidents/${sample!.incidentId}/state-changes`
      const replies = await Promise.all(
        ['reported', 'rejected', 'reported', 'rejected'].map((to, i) =>
          by(i % 2 === 0 ? 'duty' : 'cleared').send('POST', path, { to, reason: 'at once', seenRevision: 0 }),
        ),
      )
      expect(replies.map((reply) => reply.statusCode).sort()).toEqual([201, 409, 409, 409])
    }
  })
})

describe('protection records', () => {
  const crsv = () => withCompartments(openMarking(operationId, 'LIVE'), ['CRSV'])

  it('are handled by those mandated for their compartment and by nobody else who reads them', async () => {
    const [sample] = await store({ title: 'Restricted', state: 'received', marking: crsv(), typeCode: 'SXV-01' })
    const id = sample!.incidentId
    expect((await move('cleared', id, 'reported')).statusCode).toBe(403)
    expect((await view('cleared', id)).may.become).toEqual([])
    expect((await move('duty', id, 'reported')).statusCode).toBe(404)
    expect((await move('children', id, 'reported')).statusCode).toBe(404)
    expect((await move('women', id, 'reported')).statusCode).toBe(201)
    expect((await inbox('women', 'restricted')).items.map(({ incident }) => incident.id)).toContain(id)
  })

  it('are so by their type too, whatever their marking', async () => {
    const [sample] = await store({ title: 'Open but restricted', state: 'under_verification', typeCode: 'CAC-01' })
    await addReport(sample!.incidentId)
    expect((await move('analyst', sample!.incidentId, 'corroborated')).statusCode).toBe(403)
    expect((await move('women', sample!.incidentId, 'corroborated')).statusCode).toBe(403)
    expect((await move('children', sample!.incidentId, 'corroborated')).statusCode).toBe(201)
    expect((await inbox('analyst', 'propose')).items.map(({ incident }) => incident.id)).not.toContain(
      sample!.incidentId,
    )
  })

  it('are counted in no inbox of anybody who may not read them', async () => {
    const counts = async (login: string) => (await inbox(login, 'none')).queues
    const logins = ['duty', 'analyst', 'rights', 'observer', 'children']
    const before = await Promise.all(logins.map(counts))
    await store(
      { title: 'Hidden', state: 'received', marking: crsv(), typeCode: 'SXV-01' },
      { title: 'Hidden too', state: 'contested', marking: crsv(), typeCode: 'SXV-01' },
      { title: 'Hidden twin', state: 'reported', marking: crsv(), typeCode: 'SXV-01' },
    )
    expect(await Promise.all(logins.map(counts))).toEqual(before)
  })
})

describe('grades', () => {
  async function grade(login: string, sample: StoredSample, credibility: number, seenGrades = 1) {
    return by(login).send('POST', `${at}/reports/${sample.reportId}/grades`, {
      ...{ incidentId: sample.incidentId, reliability: 'C', credibility, reason: 'call back', seenGrades },
    })
  }

  it('are added beside the first, which stays; the last one stands', async () => {
    const [sample] = await store({ title: 'Graded', state: 'reported' })
    expect((await grade('duty', sample!, 3)).statusCode).toBe(201)
    expect((await grade('analyst', sample!, 4, 2)).statusCode).toBe(201)
    const { reports } = (await by('duty').get(`${at}/incidents/${sample!.incidentId}`)).json()
    expect(reports[0]).toMatchObject({ reliability: 'C', credibility: 4 })
    const kept = await server.db
      .selectFrom('report')
      .select(['reliability', 'credibility'])
      .where('id', '=', sample!.reportId)
      .executeTakeFirst()
    expect(kept).toEqual({ reliability: 'B', credibility: 2 })
    expect((await view('duty', sample!.incidentId)).grades.map((one) => [one.credibility, one.personName])).toEqual([
      [3, 'duty'],
      [4, 'analyst'],
    ])
  })

  it('give a 1 only where two independent origins confirm', async () => {
    const [sample] = await store({ title: 'Alone', state: 'reported' })
    const refused = await grade('duty', sample!, 1)
    expect([refused.statusCode, refused.json().type]).toEqual([409, 'incident.grade_refused'])
    await addReport(sample!.incidentId)
    expect((await grade('duty', sample!, 1)).statusCode).toBe(201)
  })

  it('are not given by who saw an older one', async () => {
    const [sample] = await store({ title: 'Graded twice', state: 'reported' })
    await grade('duty', sample!, 3)
    const late = await grade('analyst', sample!, 5)
    expect([late.statusCode, late.json().personName]).toEqual([409, 'duty'])
  })

  it('take a report out of the queue that waits for them', async () => {
    const [sample] = await store({ title: 'Ungraded', state: 'reported' })
    const reportId = await addReport(sample!.incidentId)
    const waiting = async () => (await inbox('duty', 'grade')).items.map(({ incident }) => incident.id)
    expect(await waiting()).toContain(sample!.incidentId)
    await grade('duty', { incidentId: sample!.incidentId, reportId }, 3)
    expect(await waiting()).not.toContain(sample!.incidentId)
  })
})

describe('the inbox', () => {
  it('shows the longest waiting first, in pages that neither repeat nor leave out', async () => {
    const operation = (await createOperation(server.db, { slug: 'pages', timeZone: 'UTC' }, server.now())).id
    const person = await server.person('pager', [{ operationId: operation, roles: ['DO'] }])
    const stored = await storeSamples(
      server.db,
      operation,
      Array.from({ length: 120 }, (_, i) => ({ title: `Waits ${i}`, state: 'received', typeCode: 'PRT-01' }) as const),
    )
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const tail: string = after === '' ? '' : `&after=${after}`
      const page: InboxPage = (await person.get(`/v1/operations/pages/inbox?queue=screen${tail}`)).json()
      expect(page.queues.find(({ queue }) => queue === 'screen')?.count).toBe(after === '' ? 120 : null)
      const since = page.items.map((item) => item.waitingSince)
      expect(since).toEqual([...since].sort())
      seen.push(...page.items.map(({ incident }) => incident.id))
      after = page.after
    }
    expect([...seen].sort()).toEqual(stored.map((one) => one.incidentId).sort())
  })

  it('has for each role the queues of its acts, and none for who takes no step', async () => {
    const queues = async (login: string) => (await inbox(login, 'none')).queues.map(({ queue }) => queue)
    expect(await queues('duty')).toEqual(['screen', 'grade', 'assign', 'duplicates'])
    expect(await queues('analyst')).toEqual(['grade', 'assign', 'assess', 'propose', 'confirm', 'contested'])
    expect(await queues('observer')).toEqual([])
    expect(await queues('women')).toContain('restricted')
  })

  it('shows a proposal to who may confirm it and not to who made it', async () => {
    const id = await corroborated()
    await propose('analyst', id)
    const waiting = async (login: string) => (await inbox(login, 'confirm')).items.map(({ incident }) => incident.id)
    expect(await waiting('analyst')).not.toContain(id)
    expect(await waiting('second')).toContain(id)
    expect(await waiting('rights')).toContain(id)
  })
})

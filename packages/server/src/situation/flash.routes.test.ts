import { markingKey, openMarking, withCompartments } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import type { FlashContent, FlashDetail, FlashOrder, FlashSent, NoticeView } from '@eirene/domain/situation'
import { numberMarkings } from '@eirene/store/access'
import { withSystem } from '@eirene/store/db'
import { notifyIncidents } from '@eirene/store/report'
import { storeSamples } from '@eirene/store/incident/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'
import { escalateFlashes } from './escalate-flashes.ts'

let server: TestServer
let operationId: string
let duty: TestPerson
let second: TestPerson
let head: TestPerson
let adviser: TestPerson
let analyst: TestPerson
const AT = '/v1/operations/night/flash-reports'
const MINUTE = 60_000

const content: FlashContent = {
  what: 'Mortar fire on the market of Bimbo',
  who: null,
  occurred: null,
  where: 'Bimbo, 34N BL 41 65',
  how: null,
  killed: { low: 2, best: null, high: null },
  injured: { low: null, best: null, high: null },
  actionTaken: 'Patrol N-04 sent',
  immediateNeeds: null,
  nextUpdateAt: '2024-03-02T09:30:00Z',
  releasableLine: 'The mission is looking into reports of shelling at Bimbo.',
}

function order(part: Partial<FlashOrder> = {}): FlashOrder {
  return {
    id: mintId(),
    precedence: 'FLASH',
    incidentId: null,
    followsId: null,
    firstWordAt: '2024-03-02T08:55:00Z',
    content,
    ...part,
  }
}

async function sendOne(person: TestPerson, one: FlashOrder): Promise<FlashSent> {
  const reply = await person.send('POST', AT, { ...one })
  expect([reply.statusCode, reply.statusCode === 201 ? '' : reply.body]).toEqual([201, ''])
  return reply.json<FlashSent>()
}

async function told(person: TestPerson, id: string): Promise<readonly string[]> {
  const detail = (await person.get(`${AT}/${id}`)).json<FlashDetail>()
  return detail.told[id]?.map(({ displayName, stepNo }) => `${displayName} ${stepNo}`) ?? []
}

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'night', timeZone: 'Africa/Bangui' }, server.now())).id
  const person = (login: string, role: 'DO' | 'HOM' | 'JMAC' | 'WPA', compartments: readonly 'CRSV'[] = []) =>
    server.person(login, [{ operationId, roles: [role], compartments }])
  duty = await person('duty', 'DO')
  second = await person('second', 'DO')
  head = await person('head', 'HOM')
  analyst = await person('analyst', 'JMAC')
  adviser = await person('adviser', 'WPA', ['CRSV'])
})
afterAll(() => server.close())

describe('a flash report', () => {
  it('is numbered by day, and its follow-ups by it; what was sent never changes', async () => {
    const first = await sendOne(duty, order())
    const next = await sendOne(duty, order())
    const n = Number(first.report.number.split('/')[1])
    expect(first.report.number).toBe(`2024-03-02/${n}`)
    expect(next.report.number).toBe(`2024-03-02/${n + 1}`)
    const follow = await sendOne(second, order({ followsId: first.report.id }))
    const again = await sendOne(duty, order({ followsId: follow.report.id }))
    expect([follow.report.number, again.report.number]).toEqual([`2024-03-02/${n}.1`, `2024-03-02/${n}.2`])
    expect([follow.report.threadId, again.report.threadId]).toEqual([first.report.id, first.report.id])
    const rights = await sql<{ n: bigint }>`
      select count(*) as n from information_schema.role_column_grants
      where grantee = 'eirene_reader' and table_name in ('flash_report', 'notification') and privilege_type <> 'SELECT'`.execute(
      server.db,
    )
    expect(rights.rows).toEqual([{ n: 0n }])
  })

  it('tells by no gap in its numbers, nor in those of its follow-ups, that there is one in a compartment', async () => {
    const { id } = await createOperation(server.db, { slug: 'gap', timeZone: 'UTC' }, server.now())
    const open = await server.person('gap-open', [{ operationId: id, roles: ['DO'] }])
    const closed = await server.person('gap-closed', [{ operationId: id, roles: ['DO'], compartments: ['CRSV'] }])
    const path = '/v1/operations/gap/flash-reports'
    const hidden = { ...content, what: 'A woman was raped on the road to Bimbo', releasableLine: null }
    const sent = async (person: TestPerson, part: Partial<FlashOrder>): Promise<FlashSent['report']> => {
      const reply = await person.send('POST', path, { ...order(part) })
      expect(reply.statusCode, reply.body).toBe(201)
      return reply.json<FlashSent>().report
    }
    const first = await sent(open, {})
    expect(first.number).toBe('2024-03-02/1')
    expect((await sent(closed, { content: hidden })).number).toBe('2024-03-02/CRSV-1')
    expect((await sent(open, {})).number).toBe('2024-03-02/2')
    const follows = { followsId: first.id }
    expect((await sent(open, follows)).number).toBe('2024-03-02/1.1')
    expect((await sent(closed, { ...follows, content: hidden })).number).toBe('2024-03-02/1.CRSV-1')
    expect((await sent(open, follows)).number).toBe('2024-03-02/1.2')
    expect((await sent(closed, { ...follows, content: hidden })).number).toBe('2024-03-02/1.CRSV-2')
    const seen = (await open.get(`${path}/${first.id}`)).json<FlashDetail>().thread
    expect(seen.map(({ number }) => number)).toEqual(['2024-03-02/1', '2024-03-02/1.1', '2024-03-02/1.2'])
  })

  it('sent twice over a bad link is one report; another under its id is refused', async () => {
    const one = order()
    const [first, twice] = [await sendOne(duty, one), await sendOne(duty, one)]
    expect(twice.report).toEqual(first.report)
    const reply = await duty.send('POST', AT, { ...one, content: { ...content, what: 'Something else' } })
    expect([reply.statusCode, reply.json().type]).toEqual([409, 'flash.state'])
  })

  it('is not followed by who may not read its incident any more, which has gone into a compartment since', async () => {
    const { id } = await createOperation(server.db, { slug: 'raised', timeZone: 'UTC' }, server.now())
    const path = '/v1/operations/raised/flash-reports'
    const sender = await server.person('raised-duty', [{ operationId: id, roles: ['DO'] }])
    const [sample] = await storeSamples(server.db, id, [{ title: 'Shelling' }])
    const first = (await sender.send('POST', path, { ...order({ incidentId: sample!.incidentId }) })).json<FlashSent>()
    const closed = withCompartments(openMarking(id, 'LIVE'), ['CRSV'])
    const numbers = await withSystem(server.db, (tx) => numberMarkings(tx, id, [closed]))
    await sql`
      update incident set marking_no = ${numbers.get(markingKey(closed))}
      where operation_id = ${id} and id = ${sample!.incidentId}`.execute(server.db)
    const refused = await sender.send('POST', path, { ...order({ followsId: first.report.id }) })
    expect([refused.statusCode, refused.json().type]).toEqual([403, 'access.forbidden'])
    expect((await sender.get(`${path}/${first.report.id}`)).json<FlashDetail>().thread).toHaveLength(1)
  })

  it('keeps unknown as unknown, and refuses counts out of order', async () => {
    const { report } = await sendOne(duty, order())
    const [kept] = (await head.get(`${AT}/${report.id}`)).json<FlashDetail>().thread
    expect(kept?.content).toEqual(content)
    const reply = await duty.send('POST', AT, {
      ...order({ content: { ...content, killed: { low: 5, best: 2, high: null } } }),
    })
    expect([reply.statusCode, reply.json().issues[0].code]).toEqual([422, 'count.order'])
  })

  it('is told at once to the first step, who take note by one act, and the sender sees when', async () => {
    const { report } = await sendOne(duty, order())
    expect(await told(duty, report.id)).toEqual(['head 0', 'second 0'])
    const mine = (await head.get('/v1/operations/night/notices')).json<readonly NoticeView[]>()
    expect(mine[0]).toMatchObject({ report: { id: report.id }, acknowledgedAt: null })
    for (let i = 0; i < 2; i++)
      expect((await head.send('POST', `${AT}/${report.id}/acknowledgement`)).statusCode).toBe(204)
    const detail = (await duty.get(`${AT}/${report.id}`)).json<FlashDetail>()
    expect(detail.told[report.id]).toMatchObject([
      { displayName: 'head', acknowledgedAt: server.now().toISOString() },
      { displayName: 'second', acknowledgedAt: null },
    ])
    expect((await analyst.send('POST', `${AT}/${report.id}/acknowledgement`)).statusCode).toBe(404)
  })

  it('goes to the next step when nobody acknowledged in five minutes, once, also after a restart and by two servers', async () => {
    const { report } = await sendOne(duty, order())
    server.wait(4 * MINUTE)
    await escalateFlashes(server.db, server.now())
    expect(await told(duty, report.id)).toEqual(['head 0', 'second 0'])
    server.wait(MINUTE)
    await Promise.all([escalateFlashes(server.db, server.now()), escalateFlashes(server.db, server.now())])
    expect(await told(duty, report.id)).toEqual(['head 0', 'second 0', 'analyst 1'])
    server.wait(60 * MINUTE)
    expect(await escalateFlashes(server.db, server.now())).toBe(0)
  })

  it('goes no further when each post of the step has acknowledged', async () => {
    const { report } = await sendOne(duty, order())
    for (const person of [head, second]) await person.send('POST', `${AT}/${report.id}/acknowledgement`)
    server.wait(30 * MINUTE)
    await escalateFlashes(server.db, server.now())
    expect(await told(duty, report.id)).toEqual(['head 0', 'second 0'])
  })

  it('follows a tree that the duty officer set, each version kept', async () => {
    const tree = { steps: [{ posts: [{ label: 'Analysis', roles: [], personIds: [analyst.id] }], minutes: 3 }] }
    expect((await analyst.send('PUT', '/v1/operations/night/notification-tree', tree)).statusCode).toBe(403)
    const reply = await duty.send('PUT', '/v1/operations/night/notification-tree', tree)
    expect(reply.json()).toMatchObject({ tree, setBy: 'duty' })
    const { report } = await sendOne(duty, order())
    expect(await told(duty, report.id)).toEqual(['analyst 0'])
    await server.db.deleteFrom('notification_tree').execute()
  })
})

describe('a flash report about what not everybody may read', () => {
  it('takes the marking of its incident: only who may read it is told, sees it or can take note', async () => {
    const [sample] = await storeSamples(server.db, operationId, [
      { title: 'Canary', marking: withCompartments(openMarking(operationId, 'LIVE'), ['CRSV']) },
    ])
    const incidentId = sample!.incidentId
    const hidden = await duty.send('POST', AT, { ...order({ incidentId }) })
    const missing = await duty.send('POST', AT, { ...order({ incidentId: mintId() }) })
    expect([hidden.statusCode, hidden.body]).toEqual([404, missing.body])

    const cleared = await server.person('cleared', [{ operationId, roles: ['DO'], compartments: ['CRSV'] }])
    const clearedHead = await server.person('head2', [{ operationId, roles: ['HOM'], compartments: ['CRSV'] }])
    const refused = await cleared.send('POST', AT, { ...order({ incidentId }) })
    expect([refused.statusCode, refused.json().issues[0].code]).toEqual([422, 'flash.not_releasable'])
    const sent = await sendOne(cleared, order({ incidentId, content: { ...content, releasableLine: null } }))
    expect(sent.unreached).toBe(4)
    expect(await told(cleared, sent.report.id)).toEqual(['head2 0'])
    expect((await clearedHead.get('/v1/operations/night/notices')).body).toContain(sent.report.id)

    server.wait(60 * MINUTE)
    await escalateFlashes(server.db, server.now())
    for (const person of [duty, head, analyst]) {
      expect((await person.get('/v1/operations/night/notices')).body).not.toContain(sent.report.id)
      expect((await person.get(AT)).body).not.toContain(sent.report.id)
      const [seen, nothing] = [await person.get(`${AT}/${sent.report.id}`), await person.get(`${AT}/${mintId()}`)]
      expect([seen.statusCode, seen.body]).toEqual([nothing.statusCode, nothing.body])
      const noted = await person.send('POST', `${AT}/${sent.report.id}/acknowledgement`)
      const none = await person.send('POST', `${AT}/${mintId()}/acknowledgement`)
      expect([noted.statusCode, noted.body]).toEqual([none.statusCode, none.body])
    }
    expect((await adviser.get(AT)).body).toContain(sent.report.id)
  })

  it('refuses words of a compartment that the sender is not part of', async () => {
    const reply = await duty.send('POST', AT, {
      ...order({ content: { ...content, what: 'Several women raped at the well', releasableLine: null } }),
    })
    expect(reply.statusCode).toBe(403)
  })
})

describe('the live feed of the desk', () => {
  /** Whether the open stream tells of news at the desk, up to the next change of an incident that everybody may read. */
  async function listen(person: TestPerson): Promise<{ newsUntilChange: () => Promise<number>; stop: () => void }> {
    const abort = new AbortController()
    const reply = await fetch(`${await server.listen()}/v1/operations/night/live`, {
      headers: { cookie: person.cookie },
      signal: abort.signal,
    })
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const until = async (event: string): Promise<string> => {
      while (!text.includes(`event: ${event}\n`)) {
        const { value, done } = await reader.read()
        if (done) throw new Error(`the stream ended before "${event}"`)
        text += value
      }
      const before = text
      text = ''
      return before
    }
    await until('opened')
    return {
      newsUntilChange: async () => (await until('changed')).split('event: desk\n').length - 1,
      stop: () => abort.abort(),
    }
  }

  async function changeAnIncident(): Promise<void> {
    await server.settled()
    const [sample] = await storeSamples(server.db, operationId, [{ title: 'Roadblock' }])
    await server.db.transaction().execute((tx) => notifyIncidents(tx, operationId, [sample!.incidentId]))
  }

  it('tells of a flash report, of who took note and of the next step at once, to whom may read it and to nobody else', async () => {
    const [sample] = await storeSamples(server.db, operationId, [
      { title: 'Canary', marking: withCompartments(openMarking(operationId, 'LIVE'), ['CRSV']) },
    ])
    const own = { roles: ['DO' as const], compartments: ['CRSV' as const] }
    const sender = await server.person('livesender', [{ operationId, ...own }])
    const told = await server.person('livetold', [{ operationId, ...own, roles: ['HOM'] }])
    const streams = [await listen(told), await listen(head)] as const
    const { report } = await sendOne(
      sender,
      order({ incidentId: sample!.incidentId, content: { ...content, releasableLine: null } }),
    )
    await changeAnIncident()
    expect(await Promise.all(streams.map((one) => one.newsUntilChange()))).toEqual([1, 0])
    await told.send('POST', `${AT}/${report.id}/acknowledgement`)
    await changeAnIncident()
    expect(await Promise.all(streams.map((one) => one.newsUntilChange()))).toEqual([1, 0])
    await sendOne(duty, order())
    await changeAnIncident()
    expect(await Promise.all(streams.map((one) => one.newsUntilChange()))).toEqual([1, 1])
    server.wait(6 * MINUTE)
    await escalateFlashes(server.db, server.now())
    await changeAnIncident()
    const escalated = await Promise.all(streams.map((one) => one.newsUntilChange()))
    expect(escalated.every((news) => news >= 1)).toBe(true)
    for (const { stop } of streams) stop()
  })
})

describe('the log of the watch', () => {
  const LOG = '/v1/operations/night/watch-log'
  const HAND = '/v1/operations/night/handovers'

  it('keeps entries and open actions, and an action is done by a row beside it', async () => {
    const action = { ownerRole: 'TL', dueAt: '2024-03-02T18:00:00Z' }
    const entry = { id: mintId(), text: 'Ask N-04 for a count', action }
    for (let i = 0; i < 2; i++) expect((await duty.send('POST', LOG, entry)).statusCode).toBe(201)
    await duty.send('POST', LOG, { id: mintId(), text: 'Radio check good', action: null })
    const log = (await head.get(LOG)).json()
    expect(log.entries.map((one: { text: string }) => one.text)).toEqual(['Radio check good', 'Ask N-04 for a count'])
    expect(log.entries[1]).toMatchObject({ writtenBy: 'duty', action: { ownerRole: 'TL', done: null } })
    const done = await second.send('POST', `${LOG}/${entry.id}/done`, { how: 'Counted: two' })
    expect(done.json().entries[1].action.done).toMatchObject({ by: 'second', how: 'Counted: two' })
    await duty.send('POST', `${LOG}/${entry.id}/done`, { how: 'again' })
    expect((await head.get(LOG)).json().entries[1].action.done).toMatchObject({ by: 'second' })
  })

  it('has no place for a restricted matter', async () => {
    const reply = await duty.send('POST', LOG, { id: mintId(), text: 'A girl was raped in Bimbo', action: null })
    expect([reply.statusCode, reply.json().issues[0].code]).toEqual([422, 'watch.restricted'])
  })

  it('is handed over by two people: signed by who goes with the open actions, then by who comes', async () => {
    const open = { id: mintId(), text: 'Call the hospital', action: { ownerRole: 'DO', dueAt: null } }
    await duty.send('POST', LOG, open)
    const handover = { id: mintId(), note: 'Quiet since midnight.' }
    const signed = (await duty.send('POST', HAND, handover)).json()
    expect(signed.handovers[0]).toMatchObject({ outgoing: 'duty', taken: null, openActionIds: [open.id] })
    const own = await duty.send('POST', `${HAND}/${handover.id}/signature`)
    expect([own.statusCode, own.json().type]).toEqual([409, 'handover.state'])
    const taken = (await second.send('POST', `${HAND}/${handover.id}/signature`)).json()
    expect(taken.handovers[0]).toMatchObject({ taken: { by: 'second' } })
    const twice = await second.send('POST', `${HAND}/${handover.id}/signature`)
    expect([twice.statusCode, twice.json().type]).toEqual([409, 'handover.state'])
  })
})

import { openMarking } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import type { SitrepChangesView, SitrepContent, SitrepView } from '@eirene/domain/situation'
import { restricted, storeSamples, type StoredSample } from '@eirene/store/incident/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'

const SITREPS = '/v1/operations/minusca/sitreps'
const ORDER = { fromOn: '2024-02-01', toOn: '2024-03-01' }

let server: TestServer
/** Duty officer. */
let amara: TestPerson
/** Head of mission. */
let hanna: TestPerson
/** Drafts and releases, as small missions have it. */
let lena: TestPerson
/** Observer. */
let omar: TestPerson
/** Analyst cleared for CONFIDENTIAL, with every compartment. */
let jo: TestPerson
/** Human rights officer with the compartment of the hidden record. */
let rosa: TestPerson
/** Releases, with the compartment of the hidden record. */
let nadia: TestPerson
/** Part in another operation only. */
let chen: TestPerson
let stored: readonly StoredSample[]

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  const { id: operationId } = await createOperation(
    server.db,
    { slug: 'minusca', timeZone: 'Africa/Bangui' },
    server.now(),
  )
  const { id: otherId } = await createOperation(server.db, { slug: 'unmiss', timeZone: 'Africa/Juba' }, server.now())
  stored = await storeSamples(server.db, operationId, [
    { title: 'Shots', actors: ['UPC'], killed: { low: 1, best: 2, high: 4 }, adm1: 'Ouaka' },
    { title: 'Clash', killed: { low: null, best: null, high: null }, adm1: 'Ouaka', state: 'verified' },
    { title: 'Earlier', occurredFrom: '2024-01-20T10:00:00Z' },
    // 2024-01-31T23:30Z is the first of February in Bangui.
    { title: 'Midnight', occurredFrom: '2024-01-31T23:30:00Z' },
    { title: 'Zulumark', marking: restricted(operationId, 'CRSV'), actors: ['Zuluactor'], adm1: 'Zuluprovince' },
    {
      title: 'Guarded',
      marking: { ...openMarking(operationId, 'LIVE'), level: 'CONFIDENTIAL' },
      adm1: 'Guarded province',
    },
  ])
  amara = await server.person('amara', [{ operationId, roles: ['DO'] }])
  lena = await server.person('lena', [{ operationId, roles: ['JMAC', 'HOM'] }])
  hanna = await server.person('hanna', [{ operationId, roles: ['HOM'] }])
  omar = await server.person('omar', [{ operationId, roles: ['OBS'] }])
  jo = await server.person('jo', [{ operationId, roles: ['JMAC'], compartments: ['CRSV'] }], {
    clearances: { UN: 'CONFIDENTIAL' },
  })
  rosa = await server.person('rosa', [{ operationId, roles: ['HRO'], compartments: ['CRSV'] }])
  nadia = await server.person('nadia', [{ operationId, roles: ['HOM'], compartments: ['CRSV'] }])
  chen = await server.person('chen', [{ operationId: otherId, roles: ['DO'] }])
})
afterAll(() => server.close())

async function draft(person: TestPerson, order: Readonly<Record<string, unknown>> = ORDER): Promise<SitrepView> {
  const reply = await person.send('POST', SITREPS, order)
  expect(reply.statusCode, reply.body).toBe(201)
  return reply.json()
}

const currentIds = ({ records }: SitrepContent): string[] =>
  records.filter(({ period }) => period === 'current').map(({ incidentId }) => incidentId)

describe('drafting a situation report', () => {
  it('takes the days of the operation and what the drafter may read, and no compartment', async () => {
    const { content } = await draft(amara)
    expect(currentIds(content).sort()).toEqual([stored[0]!, stored[1]!, stored[3]!].map((one) => one.incidentId).sort())
    expect(content.records.filter(({ period }) => period === 'before')).toHaveLength(1)
    expect(content.draftedBy).toBe('amara')
    expect(JSON.stringify(content)).not.toMatch(/Zulu|CRSV|Guarded/)
  })

  it('by somebody with more rights still holds no compartment, and carries the higher marking', async () => {
    const { content, status } = await draft(jo)
    expect(content.marking).toMatchObject({ level: 'CONFIDENTIAL', compartments: [] })
    expect(JSON.stringify(content)).not.toMatch(/Zulu|CRSV/)
    expect(JSON.stringify(content)).toContain('Guarded province')
    // Who is not cleared sees neither the report nor that there is one.
    expect((await amara.get(`${SITREPS}/${status.id}`)).statusCode).toBe(404)
    const listed = (await amara.get(SITREPS)).json().map(({ id }: { id: string }) => id)
    expect(listed).not.toContain(status.id)
    expect((await jo.get(`${SITREPS}/${status.id}`)).statusCode).toBe(200)
  })

  it('is for the duty officer and the analysts', async () => {
    expect((await omar.send('POST', SITREPS, ORDER)).statusCode).toBe(403)
    expect((await chen.send('POST', SITREPS, ORDER)).statusCode).toBe(404)
  })

  it('refuses a period that is none, saying what to do', async () => {
    const reply = await amara.send('POST', SITREPS, { fromOn: '2024-03-01', toOn: '2024-02-01' })
    expect(reply.statusCode).toBe(422)
    expect(reply.body).toContain('ends before it begins')
  })

  it('gives different numbers to drafts made at once, without gaps', async () => {
    const drafts = await Promise.all(Array.from({ length: 8 }, () => draft(amara)))
    const numbers = drafts.map(({ status }) => Number(status.number.split('/')[1])).sort((a, b) => a - b)
    const [first] = numbers
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, i) => first! + i))
    expect(drafts[0]!.status.number).toMatch(/^2024-03-02\/\d+$/)
  })

  it('tells by no gap in its numbers that there is one under another marking', async () => {
    const [before, guarded, after] = [await draft(amara), await draft(jo), await draft(amara)]
    const [day, no] = before.status.number.split('/')
    expect(after.status.number).toBe(`${day}/${Number(no) + 1}`)
    expect(guarded.status.number).toMatch(/^2024-03-02\/CONFIDENTIAL-\d+$/)
    const page = (await jo.get(`${SITREPS}/${guarded.status.id}/document.html`)).headers['content-disposition']
    expect(page).toMatch(/SITREP-2024-03-02-CONFIDENTIAL-\d+\.html/)
  })

  it('is cited where its records are inspected', async () => {
    const { status } = await draft(amara)
    const view = (await amara.get(`/v1/operations/minusca/incidents/${stored[0]!.incidentId}`)).json()
    expect(view.citedBy).toContainEqual({ sitrepId: status.id, number: status.number })
  })
})

describe('an input', () => {
  it('tells nobody the ids of records that its report has not', async () => {
    const { status } = await draft(amara)
    const hidden = stored[4]!.incidentId
    const input = { component: 'human_rights', body: 'As known.', incidentIds: [stored[1]!.incidentId, hidden] }
    const reply = await rosa.send('POST', `${SITREPS}/${status.id}/inputs`, input)
    expect(reply.statusCode, reply.body).toBe(200)
    const seen = (await omar.get(`${SITREPS}/${status.id}/process`)).body
    expect(seen).toContain(stored[1]!.incidentId)
    expect(seen).not.toContain(hidden)
  })
})

describe('a record that goes into a compartment after the drafting', () => {
  it('keeps its report from being released until the facts are made anew without it', async () => {
    const { status, content } = await draft(amara)
    const marked = async (id: string, like: string): Promise<void> => {
      await sql`update incident set marking_no = (select marking_no from incident where id = ${like}) where id = ${id}`.execute(
        server.db,
      )
    }
    const { incidentId: raised } = stored[0]!
    const found = async (): Promise<readonly unknown[]> =>
      (await omar.get('/v1/operations/minusca/search?q=UPC&kinds=sitrep'))
        .json()
        .hits.map(({ id }: { id: string }) => id)
    expect(await found()).toContain(status.id)
    await marked(raised, stored[4]!.incidentId)
    expect(currentIds(content)).toContain(raised)
    const path = `${SITREPS}/${status.id}`
    await lena.send('PUT', `${path}/comments/outlook`, { body: 'Rain is coming.', basedOnNo: 0 })
    // Jo holds the compartment: the draft is as it was. Nobody else sees facts made from the record, in any form.
    expect((await jo.get(path)).body).toContain(raised)
    const old = new RegExp(`${raised}|UPC|Ouaka`)
    for (const person of [omar, amara, hanna]) {
      const view = (await person.get(path)).json<SitrepView>()
      expect(JSON.stringify(view)).not.toMatch(old)
      expect(view.content).toMatchObject({ records: [], sources: [] })
      for (const { blocks } of view.content.sections)
        expect(JSON.stringify(blocks[0])).toContain('have to be made anew')
      expect(JSON.stringify(view.content.sections)).toContain('Rain is coming.')
      const page = (await person.get(`${path}/document.html`)).body
      expect(page).toContain('have to be made anew')
      expect(page).not.toMatch(old)
      expect((await person.get(`${path}/process`)).body).not.toMatch(old)
    }
    expect((await amara.get(`${path}/changes`)).json()).toMatchObject({ records: [], figures: [] })
    expect((await jo.get(`${path}/changes`)).body).toContain(raised)
    expect(await found()).not.toContain(status.id)
    const refused = await hanna.send('POST', `${SITREPS}/${status.id}/release`, {})
    expect(refused.statusCode).toBe(409)
    expect(refused.json().type).toBe('sitrep.edited_meanwhile')
    expect((await amara.send('POST', `${SITREPS}/${status.id}/facts`, { basedOnNo: 0 })).statusCode).toBe(200)
    // What the making of the facts left out is told to whoever may see it.
    expect((await amara.get(`${path}/process`)).body).not.toContain(raised)
    expect((await jo.get(`${path}/process`)).body).toContain(raised)
    const released = await hanna.send('POST', `${SITREPS}/${status.id}/release`, {})
    expect(released.statusCode, released.body).toBe(200)
    expect(released.body).not.toContain(raised)
    // What left stays as it left.
    await marked(stored[1]!.incidentId, stored[4]!.incidentId)
    expect((await omar.get(path)).body).toContain(stored[1]!.incidentId)
    await marked(stored[1]!.incidentId, stored[2]!.incidentId)
    // Nor is it found by what its first drafting said.
    expect(await found()).not.toContain(status.id)
    await marked(raised, stored[2]!.incidentId)
  })

  it('does so as well when it is a report of a source behind a record, whoever releases', async () => {
    const { status } = await draft(amara)
    const path = `${SITREPS}/${status.id}`
    const marked = async (like: string): Promise<void> => {
      await sql`update report set marking_no = (select marking_no from report where id = ${like})
        where id = ${stored[0]!.reportId}`.execute(server.db)
    }
    await marked(stored[4]!.reportId)
    expect((await nadia.get(path)).body).toContain(stored[0]!.reportId)
    for (const person of [hanna, nadia]) {
      const refused = await person.send('POST', `${path}/release`, {})
      expect([refused.statusCode, refused.json().type]).toEqual([409, 'sitrep.edited_meanwhile'])
    }
    await marked(stored[2]!.reportId)
    expect((await hanna.send('POST', `${path}/release`, {})).statusCode).toBe(200)
  })
})

describe('the documents', () => {
  it.each([
    ['html', 'text/html; charset=utf-8', 'inline'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'attachment'],
    ['pdf', 'application/pdf', 'attachment'],
  ])('come as %s under a name that says what they are', async (format, type, disposition) => {
    const { status } = await draft(amara)
    const reply = await amara.get(`${SITREPS}/${status.id}/document.${format}`)
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toBe(type)
    const name = `MINUSCA-SITREP-${status.number.replace('/', '-')}.${format}`
    expect(reply.headers['content-disposition']).toBe(`${disposition}; filename="${name}"`)
    expect(reply.rawPayload.length).toBeGreaterThan(5000)
  })

  it('show on screen under a policy that lets no script run', async () => {
    const { status } = await draft(amara)
    const reply = await amara.get(`${SITREPS}/${status.id}/document.html`)
    const policy = String(reply.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script')
    expect(reply.body).toContain(`/run/minusca/situation?sel=${stored[0]!.incidentId}`)
  })

  it('come in no other format', async () => {
    const { status } = await draft(amara)
    expect((await amara.get(`${SITREPS}/${status.id}/document.exe`)).statusCode).toBe(415)
    expect((await amara.get(`${SITREPS}/${mintId()}/document.pdf`)).statusCode).toBe(404)
  })
})

describe('release', () => {
  it('takes a second person: nobody releases what they drafted', async () => {
    const { status } = await draft(lena)
    expect((await lena.send('POST', `${SITREPS}/${status.id}/release`)).statusCode).toBe(403)
    expect((await hanna.send('POST', `${SITREPS}/${status.id}/release`)).statusCode).toBe(200)
  })

  it('belongs to the head of mission, once', async () => {
    const { status } = await draft(amara)
    const path = `${SITREPS}/${status.id}/release`
    expect((await amara.send('POST', path)).statusCode).toBe(403)
    const released = await hanna.send('POST', path)
    expect(released.json().status).toMatchObject({ state: 'released', releasedBy: 'hanna' })
    const again = await hanna.send('POST', path)
    expect([again.statusCode, again.json().type]).toEqual([409, 'sitrep.state'])
  })

  it('changes nothing of the content, and the database lets nobody change it', async () => {
    const { status, content } = await draft(amara)
    await hanna.send('POST', `${SITREPS}/${status.id}/release`)
    const after: SitrepView = (await amara.get(`${SITREPS}/${status.id}`)).json()
    expect(after.content).toEqual(content)
  })

  it('of a correction marks the report that it corrects, which stays as it was', async () => {
    const first = await draft(amara)
    const early = await amara.send('POST', SITREPS, { ...ORDER, correctsId: first.status.id })
    expect([early.statusCode, early.json().type]).toEqual([409, 'sitrep.state'])
    await hanna.send('POST', `${SITREPS}/${first.status.id}/release`)
    const second = await draft(amara, { ...ORDER, correctsId: first.status.id })
    expect(second.content.correctsNumber).toBe(first.status.number)
    const stateOf = async (id: string): Promise<unknown> => (await amara.get(`${SITREPS}/${id}`)).json().status.state
    expect(await stateOf(first.status.id)).toBe('released')
    await hanna.send('POST', `${SITREPS}/${second.status.id}/release`)
    expect([await stateOf(first.status.id), await stateOf(second.status.id)]).toEqual(['corrected', 'released'])
    const old: SitrepView = (await amara.get(`${SITREPS}/${first.status.id}`)).json()
    expect(old.content).toEqual(first.content)
  })
})

describe('a situation report as a process', () => {
  it('keeps every version of a comment, and tells the second of two writers what the first wrote', async () => {
    const { status } = await draft(amara)
    const comment = `${SITREPS}/${status.id}/comments/security`
    const first = await amara.send('PUT', comment, { body: 'It is calmer.', basedOnNo: 0 })
    expect(first.statusCode, first.body).toBe(200)
    const clash = await lena.send('PUT', comment, { body: 'It is worse.', basedOnNo: 0 })
    expect([clash.statusCode, clash.json()]).toMatchObject([
      409,
      { type: 'sitrep.edited_meanwhile', yours: 'It is worse.', theirs: 'It is calmer.', versionNo: 1 },
    ])
    await lena.send('PUT', comment, { body: 'It is calmer in town only.', basedOnNo: 1 })
    const process = (await amara.get(`${SITREPS}/${status.id}/process`)).json()
    expect(process.versions.map((one: { body: string; by: string }) => [one.by, one.body])).toEqual([
      ['amara', 'It is calmer.'],
      ['lena', 'It is calmer in town only.'],
    ])
    const view: SitrepView = (await amara.get(`${SITREPS}/${status.id}`)).json()
    expect(view.status.state).toBe('edited')
    expect(JSON.stringify(view.content.sections)).toContain('It is calmer in town only.')
    expect(JSON.stringify(view.content.sections)).not.toContain('"It is calmer."')
    // Lena edited it last: somebody else lets it out, with what stood then.
    expect((await lena.send('POST', `${SITREPS}/${status.id}/release`)).statusCode).toBe(403)
    expect((await hanna.send('POST', `${SITREPS}/${status.id}/release`)).statusCode).toBe(200)
    const late = await amara.send('PUT', comment, { body: 'Too late', basedOnNo: 2 })
    expect([late.statusCode, late.json().type]).toEqual([409, 'sitrep.state'])
    const after: SitrepView = (await amara.get(`${SITREPS}/${status.id}`)).json()
    expect(after.content).toEqual(view.content)
  })

  it('awaits an input until its cut-off, flags it as missing after it, and takes no blank for it', async () => {
    const { status } = await draft(amara)
    const asked = { components: ['military', 'human_rights'], cutoffAt: new Date(server.now().getTime() + 600_000) }
    expect((await amara.send('POST', `${SITREPS}/${status.id}/requests`, asked)).statusCode).toBe(200)
    const html = async (): Promise<string> => (await amara.get(`${SITREPS}/${status.id}/document.html`)).body
    expect((await html()).match(/AWAITED: asked, not yet due/g)).toHaveLength(2)
    server.wait(600_000)
    expect((await html()).match(/MISSING: asked, not received/g)).toHaveLength(2)
    const inputs = `${SITREPS}/${status.id}/inputs`
    expect((await omar.send('POST', inputs, { component: 'military', body: ' ', incidentIds: [] })).statusCode).toBe(
      422,
    )
    const foreign = await omar.send('POST', inputs, { component: 'human_rights', body: 'x', incidentIds: [] })
    expect(foreign.statusCode).toBe(403)
    const given = { component: 'military', body: 'Two patrols were delayed.', incidentIds: [stored[0]!.incidentId] }
    expect((await omar.send('POST', inputs, given)).statusCode).toBe(200)
    const page = await html()
    expect(page.match(/MISSING: asked, not received/g)).toHaveLength(1)
    expect(page).toContain('Two patrols were delayed.')
    const { takings, isYours } = (await amara.get(`${SITREPS}/${status.id}/process`)).json()
    expect(takings.map(({ by, format }: { by: string; format: string }) => [by, format])).toEqual([
      ['amara', 'html'],
      ['amara', 'html'],
      ['amara', 'html'],
    ])
    expect(isYours).toBe(true)
  })
})

/** Sets a stored record aside behind the room's back, as its verification would. */
async function setState(incidentId: string, state: string): Promise<void> {
  await sql`update incident set state = ${state} where id = ${incidentId}`.execute(server.db)
}

describe('the facts of a draft', () => {
  it('are made anew from the records as they stand, and say what changed since', async () => {
    const { status, content } = await draft(amara, { ...ORDER, comments: { security: 'As before.' } })
    const path = `${SITREPS}/${status.id}`
    const changed = stored[1]!.incidentId
    expect((await amara.get(`${path}/changes`)).json()).toMatchObject({ recordCount: 0, figures: [], leftOut: 0 })
    await setState(changed, 'refuted')
    try {
      const shown: SitrepChangesView = (await hanna.get(`${path}/changes`)).json()
      expect(shown.records).toMatchObject([{ incidentId: changed, kind: 'gone', stateBefore: 'verified' }])
      expect(shown.figures).toContainEqual({
        ...{ section: 'highlights', measure: 'incidents', countingRule: null, before: 3, now: 2 },
      })
      expect((await hanna.send('POST', `${path}/facts`, { basedOnNo: 0 })).statusCode).toBe(403)
      const made = await lena.send('POST', `${path}/facts`, { basedOnNo: 0 })
      expect(made.json()).toEqual(shown)
      const again = await amara.send('POST', `${path}/facts`, { basedOnNo: 0 })
      expect([again.statusCode, again.json().type]).toEqual([409, 'sitrep.edited_meanwhile'])
      const view: SitrepView = (await amara.get(path)).json()
      expect(currentIds(view.content)).not.toContain(changed)
      expect(JSON.stringify(view.content.sections)).toContain('As before.')
      expect((await amara.get(`${path}/changes`)).json()).toMatchObject({ recordCount: 0 })
      const { facts, factsNo } = (await amara.get(`${path}/process`)).json()
      expect([factsNo, facts[0].by, facts[0].changes.recordCount]).toEqual([1, 'lena', 1])
      const old = (await amara.get(`/v1/operations/minusca/incidents/${stored[0]!.incidentId}`)).json()
      expect(old.citedBy).toContainEqual({ sitrepId: status.id, number: status.number })
    } finally {
      await setState(changed, 'verified')
    }
    // Once released, what records say later is shown but never put in.
    await hanna.send('POST', `${path}/release`)
    const frozen: SitrepView = (await amara.get(path)).json()
    expect(currentIds(frozen.content)).not.toContain(changed)
    const late = await amara.send('POST', `${path}/facts`, { basedOnNo: 1 })
    expect([late.statusCode, late.json().type]).toEqual([409, 'sitrep.state'])
    expect((await amara.get(path)).json().content).toEqual(frozen.content)
    expect(content.records.length).toBe(frozen.content.records.length + 1)
  })

  it('never rise above the marking of the draft, whoever makes them', async () => {
    const { status } = await draft(amara)
    const reply = await jo.send('POST', `${SITREPS}/${status.id}/facts`, { basedOnNo: 0 })
    expect(reply.json()).toMatchObject({ recordCount: 0, leftOut: 1 })
    // Who may not read such a record is not told that there is one.
    expect((await amara.get(`${SITREPS}/${status.id}/changes`)).json()).toMatchObject({ leftOut: 0 })
    const view = await amara.get(`${SITREPS}/${status.id}`)
    expect(view.statusCode).toBe(200)
    expect(view.body).not.toMatch(/Zulu|CRSV|Guarded/)
  })
})

describe('release of what was looked at', () => {
  it('is refused when something was added since, and given to what stands', async () => {
    const { status } = await draft(amara)
    const path = `${SITREPS}/${status.id}`
    const { revision } = (await hanna.get(`${path}/process`)).json()
    await lena.send('PUT', `${path}/comments/outlook`, { body: 'Rain is coming.', basedOnNo: 0 })
    const early = await hanna.send('POST', `${path}/release`, { revision })
    expect([early.statusCode, early.json().type]).toEqual([409, 'sitrep.edited_meanwhile'])
    const now = (await hanna.get(`${path}/process`)).json()
    expect(now.revision).not.toBe(revision)
    const released = await hanna.send('POST', `${path}/release`, { revision: now.revision })
    expect(released.json().status.state).toBe('released')
    expect(released.body).toContain('Rain is coming.')
  })

  it('lets only one of two corrections stand', async () => {
    const first = await draft(amara)
    await hanna.send('POST', `${SITREPS}/${first.status.id}/release`)
    const order = { ...ORDER, correctsId: first.status.id }
    const [one, other] = [await draft(amara, order), await draft(amara, order)]
    expect((await hanna.send('POST', `${SITREPS}/${one.status.id}/release`)).statusCode).toBe(200)
    const second = await hanna.send('POST', `${SITREPS}/${other.status.id}/release`)
    expect([second.statusCode, second.json().type]).toEqual([409, 'sitrep.state'])
    expect((await amara.get(`${SITREPS}/${other.status.id}`)).json().status.state).toBe('draft')
  })
})

describe('a correction', () => {
  it('keeps what the components gave, names both numbers, and tells everybody who was given the old one', async () => {
    const first = await draft(amara)
    const path = `${SITREPS}/${first.status.id}`
    const asked = { components: ['military', 'police'], cutoffAt: '2024-03-02T12:00:00Z' }
    await amara.send('POST', `${path}/requests`, asked)
    const given = { component: 'military', body: 'A bridge is closed.', incidentIds: [stored[0]!.incidentId] }
    await omar.send('POST', `${path}/inputs`, given)
    const missing = (await amara.get(SITREPS)).json().find(({ id }: { id: string }) => id === first.status.id).missing
    expect(missing).toEqual([{ component: 'police', cutoffAt: '2024-03-02T12:00:00.000Z' }])
    await hanna.send('POST', `${path}/release`)
    await omar.get(`${path}/document.pdf`)
    await lena.get(path)

    const { status, content } = await draft(amara, { ...ORDER, correctsId: first.status.id })
    expect(content.inputs).toMatchObject([
      { component: 'military', state: 'given', text: 'A bridge is closed.' },
      { component: 'police', state: 'awaited' },
    ])
    const owed = (await amara.get(SITREPS)).json().find(({ id }: { id: string }) => id === status.id).missing
    expect(owed).toEqual(missing)
    expect(content.inputs?.[0]?.nos).toHaveLength(1)
    expect((await omar.get('/v1/operations/minusca/correction-notices')).json()).toEqual([])
    await hanna.send('POST', `${SITREPS}/${status.id}/release`)

    const [notice] = (await omar.get('/v1/operations/minusca/correction-notices')).json()
    expect(notice).toMatchObject({
      ...{ sitrepId: first.status.id, number: first.status.number, acknowledgedAt: null },
      correctedBy: { id: status.id, number: status.number },
    })
    expect((await omar.send('POST', `${path}/acknowledgement`)).statusCode).toBe(204)
    expect((await jo.send('POST', `${path}/acknowledgement`)).statusCode).toBe(404)
    const { told } = (await amara.get(`${path}/process`)).json()
    expect(told.map(({ by }: { by: string }) => by).sort()).toEqual(['lena', 'omar'])
    expect(told.find(({ by }: { by: string }) => by === 'omar').acknowledgedAt).not.toBeNull()
    // Who only reads is not told who else was given it.
    expect((await omar.get(`${path}/process`)).json()).toMatchObject({ told: [], takings: [] })

    const old: SitrepView = (await amara.get(path)).json()
    expect(old.status.correctedBy).toEqual({ id: status.id, number: status.number })
    const page = (await amara.get(`${path}/document.html`)).body
    expect(page).toContain(`This report was corrected by number ${status.number}.`)
    expect((await amara.get(`${SITREPS}/${status.id}/document.html`)).body).toContain(first.status.number)
  })

  it('under a higher marking does not name itself to who may not read it', async () => {
    const first = await draft(amara)
    await hanna.send('POST', `${SITREPS}/${first.status.id}/release`)
    await amara.get(`${SITREPS}/${first.status.id}/document.html`)
    const second = await draft(jo, { ...ORDER, correctsId: first.status.id })
    const cleared = await server.person('vera', [{ operationId: second.content.operation.id, roles: ['HOM'] }], {
      clearances: { UN: 'CONFIDENTIAL' },
    })
    expect((await cleared.send('POST', `${SITREPS}/${second.status.id}/release`)).statusCode).toBe(200)
    const seen = await amara.get(`${SITREPS}/${first.status.id}`)
    expect(seen.json().status).toMatchObject({ state: 'corrected', correctedBy: null })
    const notices = (await amara.get('/v1/operations/minusca/correction-notices')).json()
    expect(notices).toContainEqual(expect.objectContaining({ sitrepId: first.status.id, correctedBy: null }))
    const page = await amara.get(`${SITREPS}/${first.status.id}/document.html`)
    expect(page.body).toContain('was corrected by a later one')
    expect(page.body + seen.body).not.toContain(second.status.number)
  })
})

describe('the readers of a report', () => {
  it('are those whom its marking lets read it: counted for the desk, named for who may list people', async () => {
    const open = await draft(amara)
    const guarded = await draft(jo)
    const counted = (await amara.get(`${SITREPS}/${open.status.id}/readers`)).json()
    expect(counted.people).toBeNull()
    const named = (await hanna.get(`${SITREPS}/${open.status.id}/readers`)).json()
    expect(named.count).toBe(counted.count)
    const names = named.people.map(({ displayName }: { displayName: string }) => displayName)
    expect(names).toEqual(expect.arrayContaining(['amara', 'hanna', 'jo', 'lena', 'omar']))
    expect(names).not.toContain('chen')
    const few = (await jo.get(`${SITREPS}/${guarded.status.id}/readers`)).json()
    expect(few.count).toBeLessThan(counted.count)
    expect((await hanna.get(`${SITREPS}/${guarded.status.id}/readers`)).statusCode).toBe(404)
    expect((await omar.get(`${SITREPS}/${open.status.id}/readers`)).statusCode).toBe(403)
  })
})

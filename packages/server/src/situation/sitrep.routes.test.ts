import { openMarking } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import type { SitrepContent, SitrepView } from '@eirene/domain/situation'
import { restricted, storeSamples, type StoredSample } from '@eirene/store/incident/testing'
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

  it('is cited where its records are inspected', async () => {
    const { status } = await draft(amara)
    const view = (await amara.get(`/v1/operations/minusca/incidents/${stored[0]!.incidentId}`)).json()
    expect(view.citedBy).toContainEqual({ sitrepId: status.id, number: status.number })
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

  it('flags the input that was asked for and is missing, and takes no blank for it', async () => {
    const { status } = await draft(amara)
    const asked = { components: ['military', 'human_rights'], cutoffAt: '2024-03-02T12:00:00Z' }
    expect((await amara.send('POST', `${SITREPS}/${status.id}/requests`, asked)).statusCode).toBe(200)
    const html = async (): Promise<string> => (await amara.get(`${SITREPS}/${status.id}/document.html`)).body
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
    ])
    expect(isYours).toBe(true)
  })
})

import { openMarking } from '@eirene/domain/access'
import { INCIDENT_TYPES } from '@eirene/domain/incident'
import type { PublicReleaseLine, PublicReleaseView, ReleasePreview, ReleaseView } from '@eirene/domain/release'
import { restricted, storeSamples, type SampleIncident } from '@eirene/store/incident/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'

const RELEASES = '/v1/operations/minusca/releases'
const PUBLIC = '/v1/public/releases'
const ORDER = {
  audience: 'open',
  fromOn: '2024-01-01',
  toOn: '2024-03-01',
  basis: 'reported',
  title: 'Incidents in January',
  text: '',
  toWhom: 'everybody',
  reason: 'Monthly public note',
}

let server: TestServer
let operationId: string
/** Duty officer. */
let amara: TestPerson
/** Head of mission. */
let hanna: TestPerson
/** Holds both roles. */
let lena: TestPerson
/** Observer. */
let omar: TestPerson

function many(count: number, sample: Partial<SampleIncident>): SampleIncident[] {
  return Array.from({ length: count }, (_, i) => ({
    title: `Zulutitle${i}`,
    occurredFrom: `2024-01-${String((i % 28) + 1).padStart(2, '0')}T10:17:43Z`,
    point: { lon: 20.123456, lat: 5.654321, precisionM: 500 },
    actors: ['Zuluactor'],
    ...sample,
  }))
}

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'minusca', timeZone: 'Africa/Bangui' }, server.now())).id
  await storeSamples(server.db, operationId, [
    ...many(20, { adm1: 'Ouaka' }),
    ...many(15, { adm1: 'Kemo' }),
    ...many(4, { adm1: 'Vakaga' }),
    ...many(12, { adm1: 'Ouaka', typeCode: 'CIV-01' }),
    ...many(14, { adm1: 'Kemo', typeCode: 'CIV-01' }),
    ...many(40, { adm1: 'Nana' }),
    ...many(3, { adm1: 'Nana', typeCode: 'CIV-01' }),
    // February is too young for everybody; what is restricted by type or marking never counts.
    ...many(30, { adm1: 'Ouaka', occurredFrom: '2024-02-03T10:00:00Z' }),
    ...many(40, { adm1: 'Zuluprovince', typeCode: 'CIV-04' }),
    ...many(40, { adm1: 'Zuluprovince', marking: restricted(operationId, 'CRSV') }),
    ...many(40, { adm1: 'Zuluprovince', marking: { ...openMarking(operationId, 'LIVE'), level: 'CONFIDENTIAL' } }),
    ...many(40, { adm1: 'Zuluprovince', marking: { ...openMarking(operationId, 'LIVE'), releasableTo: ['UN'] } }),
    ...many(40, { adm1: 'Zuluprovince', marking: { ...openMarking(operationId, 'LIVE'), caveats: ['NO-FORWARD'] } }),
  ])
  amara = await server.person('amara', [{ operationId, roles: ['DO'] }])
  hanna = await server.person('hanna', [{ operationId, roles: ['HOM'] }])
  lena = await server.person('lena', [{ operationId, roles: ['JMAC', 'HOM'] }])
  omar = await server.person('omar', [{ operationId, roles: ['OBS'] }])
})
afterAll(() => server.close())

async function propose(person: TestPerson, change: Readonly<Record<string, unknown>> = {}): Promise<ReleaseView> {
  const reply = await person.send('POST', RELEASES, { ...ORDER, ...change })
  expect(reply.statusCode, reply.body).toBe(201)
  return (await person.get(`${RELEASES}/${reply.json().id}`)).json()
}

const approve = ({ summary }: ReleaseView, person = hanna) =>
  person.send('POST', `${RELEASES}/${summary.id}/approve`, { digest: summary.digest })
const asked = (path: string) => server.app.inject({ method: 'GET', url: path })

describe('what each audience would get', () => {
  it('is coarser from rung to rung, and holds nothing that may not leave', async () => {
    const reply = await amara.send('POST', `${RELEASES}/preview`, ORDER)
    expect(reply.statusCode, reply.body).toBe(200)
    const previews: Record<'partner' | 'restricted' | 'open', ReleasePreview> = reply.json()
    expect(previews.partner.content.list.every(({ on }) => /^\d{4}-\d\d-\d\d$/.test(on))).toBe(true)
    expect(previews.partner.content.list.reduce((sum, line) => sum + line.incidents, 0)).toBe(138)
    expect(previews.restricted.content.tables.every(({ unit }) => /^2024-W\d\d$/.test(unit))).toBe(true)
    const [january, ...others] = previews.open.content.tables
    expect([january?.unit, others]).toEqual(['2024-01', []])
    expect(january?.areas).toEqual(['Nana', 'Ouaka'])
    expect(reply.body).not.toMatch(/Zulu|20[.]12|5[.]65|10:17|T\d\d:/)
    // The four in Vakaga are withheld, and one more so that no total gives them back.
    expect(previews.open.desk.counts.small).toBeGreaterThan(0)
    expect(previews.open.desk.counts.covering).toBeGreaterThan(0)
    expect(JSON.stringify(january)).not.toContain('"least":4,')
  })

  it('is for those who propose and decide', async () => {
    expect((await omar.send('POST', `${RELEASES}/preview`, ORDER)).statusCode).toBe(403)
    expect((await hanna.send('POST', `${RELEASES}/preview`, ORDER)).statusCode).toBe(200)
  })

  it('refuses a text that would put back what the ladder takes away', async () => {
    for (const text of ['At 5.65432, 20.12345 shots were heard', 'Grid 33PXL 12345 67890', 'It began at 14:30 local']) {
      const reply = await amara.send('POST', RELEASES, { ...ORDER, text })
      expect([text, reply.statusCode]).toEqual([text, 422])
    }
  })

  it('is refused where a text cannot be stored, with the field', async () => {
    for (const field of ['title', 'text', 'toWhom', 'reason']) {
      const reply = await amara.send('POST', RELEASES, { ...ORDER, [field]: 'half \ud83d of a bird' })
      expect(reply.json()).toMatchObject({ type: 'input.invalid', issues: [{ code: 'text.broken', path: [field] }] })
    }
  })

  it('refuses a period of which nothing is old enough, saying so', async () => {
    const reply = await amara.send('POST', RELEASES, { ...ORDER, fromOn: '2024-02-01' })
    expect([reply.statusCode, reply.json().type]).toEqual([422, 'release.nothing'])
  })
})

describe('a release', () => {
  it('is out only after a second person approved the very content that they saw', async () => {
    const proposal = await propose(amara)
    const path = `${PUBLIC}/${proposal.summary.id}`
    expect((await asked(path)).statusCode).toBe(404)
    expect(
      (await amara.send('POST', `${RELEASES}/${proposal.summary.id}/approve`, { digest: proposal.summary.digest }))
        .statusCode,
    ).toBe(403)
    const wrong = await hanna.send('POST', `${RELEASES}/${proposal.summary.id}/approve`, { digest: '0'.repeat(64) })
    expect([wrong.statusCode, wrong.json().type]).toEqual([409, 'release.changed'])
    const approved = await approve(proposal)
    expect(approved.statusCode, approved.body).toBe(200)
    expect(approved.json().summary).toMatchObject({
      state: 'released',
      number: '1',
      proposedBy: 'amara',
      decidedBy: 'hanna',
    })
    const published: PublicReleaseView = (await asked(path)).json()
    expect(published.content).toEqual(proposal.content)
    expect(published.digest).toBe(proposal.summary.digest)
    const again = await approve(proposal)
    expect([again.statusCode, again.json().type]).toEqual([409, 'release.state'])
  })

  it('is never decided by who proposed it, whatever roles they hold', async () => {
    const proposal = await propose(lena)
    expect(proposal.summary.isYours).toBe(true)
    const own = await approve(proposal, lena)
    expect([own.statusCode, own.json().type]).toEqual([403, 'release.own'])
    const refused = await hanna.send('POST', `${RELEASES}/${proposal.summary.id}/refuse`, { reason: 'Not this month' })
    expect(refused.json().summary).toMatchObject({ state: 'refused', endReason: 'Not this month', number: null })
    await expect(
      server.db.updateTable('release').set({ decided_by: lena.id }).where('id', '=', proposal.summary.id).execute(),
    ).rejects.toMatchObject({ code: '23514' })
  })

  it('that is taken back is gone for everybody but for a tombstone with the reason, and stays in the register', async () => {
    const proposal = await propose(amara, { title: 'Taken back' })
    await approve(proposal)
    const withdrawn = await hanna.send('POST', `${RELEASES}/${proposal.summary.id}/withdraw`, {
      reason: 'A wrong source',
    })
    expect(withdrawn.json().summary).toMatchObject({ state: 'withdrawn', endReason: 'A wrong source' })
    for (const format of ['', '.csv', '.geojson']) {
      const gone = await asked(`${PUBLIC}/${proposal.summary.id}${format}`)
      expect([gone.statusCode, gone.json()]).toEqual([
        410,
        expect.objectContaining({
          ...{ type: 'release.withdrawn', number: withdrawn.json().summary.number, reason: 'A wrong source' },
          ...{ releasedOn: '2024-03-02', on: '2024-03-02' },
        }),
      ])
      expect(gone.body).not.toContain('Taken back')
    }
    const lines: PublicReleaseLine[] = (await asked(PUBLIC)).json()
    const line = lines.find(({ id }) => id === proposal.summary.id)
    expect(line).toEqual({
      ...{ id: proposal.summary.id, number: withdrawn.json().summary.number, releasedOn: '2024-03-02' },
      ...{
        operation: { acronym: expect.any(String), realm: 'LIVE' },
        withdrawn: { on: '2024-03-02', reason: 'A wrong source' },
      },
    })
    const kept: ReleaseView = (await amara.get(`${RELEASES}/${proposal.summary.id}`)).json()
    expect(kept.content).toEqual(proposal.content)
  })

  it('is not taken back from everybody with a reason that says what it could not', async () => {
    const proposal = await propose(amara, { title: 'Kept for now' })
    await approve(proposal)
    const at = `${RELEASES}/${proposal.summary.id}/withdraw`
    const reply = await hanna.send('POST', at, { reason: 'The shots at 14:30 were not there' })
    expect([reply.statusCode, reply.json().issues]).toEqual([422, [expect.objectContaining({ path: ['reason'] })]])
    await hanna.send('POST', at, { reason: 'Wrong after all' })
  })

  it('does not leave once the records behind it changed', async () => {
    const proposal = await propose(amara, { title: 'Soon old' })
    await storeSamples(server.db, operationId, many(30, { adm1: 'Ouaka', typeCode: 'ERV-01' }))
    const reply = await approve(proposal)
    expect([reply.statusCode, reply.json().type]).toEqual([409, 'release.changed'])
  })

  it('withholds a figure that would tell, beside an earlier release, of a few records', async () => {
    await storeSamples(server.db, operationId, many(3, { adm1: 'Ouaka', typeCode: 'CIV-01' }))
    const next = await propose(amara, { title: 'After three more' })
    expect(next.desk.counts.difference).toBeGreaterThan(0)
    const civilians = next.content.tables[0]?.rows.find(({ family }) => family === 'CIV')
    const ouaka = next.content.tables[0]?.areas.indexOf('Ouaka') ?? -1
    expect(civilians?.cells[ouaka]).not.toEqual({ least: 15, most: 15 })
  })
})

describe('a link for a partner', () => {
  it('opens what was released to them, once, and each opening is logged', async () => {
    const proposal = await propose(amara, { audience: 'partner', toWhom: 'The regional organisation' })
    const links = `${RELEASES}/${proposal.summary.id}/links`
    const order = { toWhom: 'Liaison officer', days: 7, isOneTime: true }
    expect((await hanna.send('POST', links, order)).json().type).toBe('release.state')
    await approve(proposal)
    const { token } = (await hanna.send('POST', links, order)).json()
    expect((await asked(`${PUBLIC}/${proposal.summary.id}`)).statusCode).toBe(404)
    const opened = await asked(`/v1/public/links/${token}`)
    expect(opened.json().content).toEqual(proposal.content)
    expect(opened.body).not.toMatch(/Zulu|20[.]12/)
    const again = await asked(`/v1/public/links/${token}`)
    expect([again.statusCode, again.json().type]).toEqual([404, 'release.link_unknown'])
    const events = await server.db
      .selectFrom('access_event')
      .select('kind')
      .where('kind', 'like', 'release.link%')
      .execute()
    expect(events.map(({ kind }) => kind).sort()).toEqual(['release.link_made', 'release.link_opened'])
    const { rows } = await sql<{ kept: string }>`select encode(token_hash, 'escape') as kept from release_link`.execute(
      server.db,
    )
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('is not used up by an opening that cannot be logged', async () => {
    const proposal = await propose(amara, { audience: 'partner', toWhom: 'A third organisation' })
    await approve(proposal)
    const order = { toWhom: 'Liaison', days: 7, isOneTime: true }
    const { token } = (await hanna.send('POST', `${RELEASES}/${proposal.summary.id}/links`, order)).json()
    await sql`alter table access_event add constraint no_room check (kind <> 'release.link_opened') not valid`.execute(
      server.db,
    )
    expect((await asked(`/v1/public/links/${token}`)).statusCode).toBe(500)
    await sql`alter table access_event drop constraint no_room`.execute(server.db)
    expect((await asked(`/v1/public/links/${token}`)).statusCode).toBe(200)
  })

  it('is listed without its secret for those who decide, with its last use, and ended before its time', async () => {
    const proposal = await propose(amara, { audience: 'partner', toWhom: 'Another organisation' })
    await approve(proposal)
    const links = `${RELEASES}/${proposal.summary.id}/links`
    const { token } = (await hanna.send('POST', links, { toWhom: 'Liaison', days: 7, isOneTime: false })).json()
    const [fresh] = (await lena.get(links)).json()
    expect(fresh).toMatchObject({ toWhom: 'Liaison', madeBy: 'hanna', lastOpenedAt: null, endedAt: null, isOver: null })
    await asked(`/v1/public/links/${token}`)
    const used = await lena.get(links)
    expect(used.json()[0].lastOpenedAt).toBe(server.now().toISOString())
    expect(used.body).not.toContain(token)
    for (const person of [amara, omar]) {
      expect((await person.get(links)).statusCode).toBe(403)
      expect((await person.send('POST', `${links}/${fresh.id}/end`)).statusCode).toBe(403)
    }
    const ended = await lena.send('POST', `${links}/${fresh.id}/end`)
    expect(ended.json()).toMatchObject([{ isOver: 'ended', endedBy: 'lena' }])
    expect((await hanna.send('POST', `${links}/${fresh.id}/end`)).json()).toMatchObject([{ endedBy: 'lena' }])
    expect((await asked(`/v1/public/links/${token}`)).statusCode).toBe(404)
    // Ended once, noted once.
    const ends = server.db.selectFrom('access_event').select('id').where('kind', '=', 'release.link_ended')
    expect(await ends.execute()).toHaveLength(1)
    // A link of another release is not ended by this one's address.
    const other = await propose(amara, { audience: 'partner', toWhom: 'A third' })
    const wrong = await hanna.send('POST', `${RELEASES}/${other.summary.id}/links/${fresh.id}/end`)
    expect(wrong.statusCode).toBe(404)
  })

  it('is not used up by who asks for the headers alone, and is made with its line in the log or not at all', async () => {
    const proposal = await propose(amara, { audience: 'partner', toWhom: 'A fourth' })
    await approve(proposal)
    const links = `${RELEASES}/${proposal.summary.id}/links`
    const order = { toWhom: 'Liaison', days: 7, isOneTime: true }
    for (const toWhom of ['Half \ud800', 'Zero \0'])
      expect((await hanna.send('POST', links, { ...order, toWhom })).json()).toMatchObject({
        ...{ status: 422, issues: [{ code: 'text.broken', path: ['toWhom'] }] },
      })
    expect((await hanna.get(links)).json()).toEqual([])
    const { token } = (await hanna.send('POST', links, order)).json()
    for (const url of [`/v1/public/links/${token}`, '/v1/public/links/none'])
      expect((await server.app.inject({ method: 'HEAD', url })).statusCode).toBe(204)
    expect((await asked(`/v1/public/links/${token}`)).statusCode).toBe(200)
  })

  it('ends with its days and with the release', async () => {
    const proposal = await propose(amara, { audience: 'restricted', toWhom: 'Donors', fromOn: '2024-01-01' })
    await approve(proposal)
    const links = `${RELEASES}/${proposal.summary.id}/links`
    const { token } = (await hanna.send('POST', links, { toWhom: 'Donor', days: 1, isOneTime: false })).json()
    expect((await asked(`/v1/public/links/${token}`)).statusCode).toBe(200)
    expect((await asked(`/v1/public/links/${token}`)).statusCode).toBe(200)
    await hanna.send('POST', `${RELEASES}/${proposal.summary.id}/withdraw`, { reason: 'Sent in error' })
    expect((await asked(`/v1/public/links/${token}`)).statusCode).toBe(404)
  })
})

describe('the public', () => {
  it('gets table, CSV and GeoJSON without signing in, and no type that stays inside', async () => {
    const list: PublicReleaseLine[] = (await asked(PUBLIC)).json()
    const out = list.filter((line) => line.withdrawn === null)
    expect(out.map(({ title }) => title)).toEqual(['Incidents in January'])
    const [{ id } = { id: '' }] = out
    const csv = await asked(`${PUBLIC}/${id}.csv`)
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.body).toContain('2024-01,Ouaka,ARM,')
    expect(csv.body).toContain('withheld')
    const geo = (await asked(`${PUBLIC}/${id}.geojson`)).json()
    expect(geo.features.map((feature: { geometry: unknown }) => feature.geometry)).toEqual([null, null])
    const inside = INCIDENT_TYPES.filter(({ sensitivity }) => sensitivity !== 'P').map(({ code }) => code)
    for (const reply of [csv, await asked(`${PUBLIC}/${id}`), await asked(`${PUBLIC}/${id}.geojson`)])
      expect(inside.filter((code) => reply.body.includes(code))).toEqual([])
    expect((await asked(`${PUBLIC}/${id}.pdf`)).statusCode).toBe(404)
  })
})

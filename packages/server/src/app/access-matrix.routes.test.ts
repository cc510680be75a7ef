import { decodeColumns } from '@eirene/analysis/situation'
import {
  ACTS,
  COMPARTMENTS,
  markingKey,
  openMarking,
  ROLES,
  withCompartments,
  type Compartment,
  type Marking,
  type Policy,
  type Role,
} from '@eirene/domain/access'
import type { InboxPage } from '@eirene/domain/incident'
import { mintId } from '@eirene/domain/record'
import { RELEASE_AUDIENCES, type ReleaseAudience } from '@eirene/domain/release'
import { FIRST_TREE, type AwaitedAct } from '@eirene/domain/situation'
import { numberMarkings } from '@eirene/store/access'
import { withSystem } from '@eirene/store/db'
import { insertRelease } from '@eirene/store/release'
import { notifyIncidents } from '@eirene/store/report'
import { insertFlashReport, NEVER_EXPORTED, notifyDesk } from '@eirene/store/situation'
import { storeSamples, type StoredSample } from '@eirene/store/incident/testing'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createOperation } from '../operation/index.ts'
import type { Route } from '../edge/index.ts'
import { openTestServer, type TestPerson, type TestServer } from './testing/index.ts'

/**
 * The access matrix: every role with different compartments and clearances × a record under every kind of marking × every
 * route of the table that gives content. What may be read is written here a second time, in plain words, and no answer may
 * hold a trace (a word of the record, or a count) of anything else.
 */

/** What a person of the matrix holds besides a role. */
interface Holding {
  readonly name: string
  readonly compartments: readonly Compartment[]
  readonly clearances: Partial<Record<Policy, string>>
  readonly organisation: string
}

const HOLDINGS: readonly Holding[] = [
  { name: 'plain', compartments: [], clearances: {}, organisation: 'RWA' },
  { name: 'protection', compartments: ['CRSV', 'CAAC'], clearances: { UN: 'CONFIDENTIAL' }, organisation: 'UN' },
  {
    name: 'everything',
    compartments: COMPARTMENTS,
    clearances: { UN: 'STRICTLY CONFIDENTIAL', NATO: 'COSMIC TOP SECRET' },
    organisation: 'NOR',
  },
  // The same person's screen on a wall: everything held, the lowest markings shown.
  {
    name: 'wallboard',
    compartments: COMPARTMENTS,
    clearances: { UN: 'STRICTLY CONFIDENTIAL', NATO: 'COSMIC TOP SECRET' },
    organisation: 'NOR',
  },
]
/** All that a wallboard may show of the samples below: the lowest level of a policy, and nothing else on it. */
const ON_THE_WALL: readonly string[] = ['Zulumarkordinary', 'Zulumarknato']

interface MatrixPerson extends TestPerson {
  readonly role: Role
  readonly holding: Holding
}

/** A kind of marking, and in plain words who may read it. ADM alone reads nothing (checked apart). */
interface Sample {
  readonly canary: string
  readonly change: (ordinary: Marking) => Marking
  readonly mayRead: (role: Role, holding: Holding) => boolean
}

const HUMANITARIAN: readonly Role[] = ['RC', 'HRO', 'WPA', 'CPA', 'GENAD']

const SAMPLES: readonly Sample[] = [
  { canary: 'Zulumarkordinary', change: (m) => m, mayRead: () => true },
  ...COMPARTMENTS.map((compartment): Sample => ({
    canary: `Zulumark${compartment.replace('-', '').toLowerCase()}`,
    change: (m) => withCompartments(m, [compartment]),
    mayRead: (_role, holding) => holding.compartments.includes(compartment),
  })),
  {
    canary: 'Zulumarkconfidential',
    change: (m) => ({ ...m, level: 'CONFIDENTIAL' }),
    mayRead: (_role, { name }) => name !== 'plain',
  },
  {
    canary: 'Zulumarkstrictly',
    change: (m) => ({ ...m, level: 'STRICTLY CONFIDENTIAL' }),
    mayRead: (_role, { name }) => name === 'everything',
  },
  {
    canary: 'Zulumarknato',
    change: (m) => ({ ...m, policy: 'NATO', level: 'NATO UNCLASSIFIED' }),
    mayRead: (_role, { name }) => name === 'everything',
  },
  {
    canary: 'Zulumarkreleasable',
    change: (m) => ({ ...m, releasableTo: ['NOR', 'SWE'] }),
    mayRead: (_role, { organisation }) => organisation === 'NOR',
  },
  {
    canary: 'Zulumarkhumanitarian',
    change: (m) => ({ ...m, caveats: ['HUMANITARIAN-ONLY'] }),
    mayRead: (role) => HUMANITARIAN.includes(role),
  },
  {
    canary: 'Zulumarkkin',
    change: (m) => ({ ...m, caveats: ['NOK-PENDING'] }),
    mayRead: (_role, holding) => holding.compartments.includes('PERSONNEL'),
  },
  {
    canary: 'Zulumarkexercise',
    change: (m) => ({ ...m, realm: 'EXERCISE' }),
    // Nobody here has a part in an exercise.
    mayRead: () => false,
  },
]

/** Routes that are not content of an operation or that `inject` cannot read to the end; the live feed has a test of its own. */
const NOT_CONTENT: readonly string[] = ['/v1/operations/:slug/live']

let server: TestServer
let table: readonly Route[]
let operationId: string
let stored: ReadonlyMap<string, StoredSample>
const people: MatrixPerson[] = []
let outsider: TestPerson
/** Situation reports drafted by people who see different things. */
const sitrepIds: string[] = []
/** A document and a photo of each record's report. */
const attachments: { readonly canary: string; readonly id: string; readonly hasThumbnail: boolean }[] = []
/** Releases of each audience, none of which left. */
const proposalIds: string[] = []

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  table = server.routes
  const operation = await createOperation(server.db, { slug: 'matrix', timeZone: 'UTC' }, server.now())
  const other = await createOperation(server.db, { slug: 'other', timeZone: 'UTC' }, server.now())
  operationId = operation.id
  const ordinary = openMarking(operationId, 'LIVE')
  const samples = await storeSamples(
    server.db,
    operationId,
    SAMPLES.map(({ canary, change }, i) => ({
      title: canary,
      marking: change(ordinary),
      actors: [`Actor ${canary}`],
      adm1: `Area ${canary}`,
      typeCode: 'ARM-01',
      // Every record waits in some inbox.
      state: (['reported', 'received', 'under_verification', 'corroborated', 'contested'] as const)[i % 5]!,
      killed: { low: 2 ** i, best: 2 ** i, high: 2 ** i },
      point: { lon: 20 + i / 10, lat: 5, precisionM: 1000 },
    })),
  )
  stored = new Map(SAMPLES.map(({ canary }, i) => [canary, samples[i]!]))
  await storeSamples(server.db, other.id, [{ title: 'Zulumarkother', actors: ['Actor Zulumarkother'] }])
  for (const role of ROLES)
    for (const holding of HOLDINGS) {
      const { compartments, clearances, organisation } = holding
      const person = await server.person(
        `${role}-${holding.name}`.toLowerCase(),
        [{ operationId, roles: [role], compartments }],
        { clearances, organisation, ...(holding.name === 'wallboard' && { wallboardOf: operationId }) },
      )
      people.push({ ...person, role, holding })
    }
  for (const person of people.filter((one) => one.role === 'DO' && one.holding.name !== 'wallboard')) {
    const order = { fromOn: '2024-02-01', toOn: '2024-03-02', language: 'en' }
    const reply = await person.send('POST', '/v1/operations/matrix/sitreps', order)
    expect([person.login, reply.statusCode, reply.statusCode === 201 ? '' : reply.body]).toEqual([
      person.login,
      201,
      '',
    ])
    sitrepIds.push(reply.json().status.id)
  }
  await attachCanaries(people.find((one) => one.role === 'DO' && one.holding.name === 'everything')!)
  for (const id of sitrepIds) await askComponents(id)
  for (const audience of RELEASE_AUDIENCES) proposalIds.push(await proposeCanary(audience))
  outsider = await server.person('outsider', [{ operationId: other.id, roles: [...ROLES], compartments: COMPARTMENTS }])
})
afterAll(() => server.close())

/** Who made the file: taken off it, and kept for holders of SOURCE-ID. */
const takenWord = (canary: string): string => `Taken${canary.toLowerCase()}off`

function canaryPdf(canary: string): Buffer {
  const words = `BT (${canary}) Tj ET`
  return Buffer.from(
    `%PDF-1.5
1 0 obj <</Pages 2 0 R>> endobj
2 0 obj <</Kids [3 0 R]>> endobj
3 0 obj <</Contents 4 0 R>> endobj
4 0 obj <</Length ${words.length}>>
stream
${words}
endstream endobj
5 0 obj <</Author (${takenWord(canary)})>> endobj
trailer <</Root 1 0 R /Info 5 0 R>>
%%EOF
`,
  )
}

function canaryPhoto(canary: string): Promise<Buffer> {
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#336699' } })
  return picture
    .withExifMerge({ IFD0: { Artist: takenWord(canary) } })
    .jpeg()
    .toBuffer()
}

/** A photo and a document on every record's report, put there as by who wrote the report: they need not see it after. */
async function attachCanaries(writer: TestPerson): Promise<void> {
  const writtenBy = (personId: string | null) =>
    server.db.updateTable('report').set({ person_id: personId }).where('operation_id', '=', operationId).execute()
  await writtenBy(writer.id)
  for (const [canary, { reportId }] of stored)
    for (const payload of [canaryPdf(canary), await canaryPhoto(canary)]) {
      const headers = { cookie: writer.cookie, 'x-eirene-csrf': writer.csrfToken }
      const reply = await server.app.inject({
        ...{ method: 'POST', url: `/v1/operations/matrix/reports/${reportId}/attachments`, payload },
        headers: { ...headers, 'content-type': 'application/octet-stream' },
      })
      expect([canary, reply.statusCode, reply.statusCode === 201 ? '' : reply.body]).toEqual([canary, 201, ''])
      attachments.push({ canary, id: reply.json().id, hasThumbnail: reply.json().hasThumbnail })
    }
  await writtenBy(null)
}

/** Asks two components for their input: one that anybody speaks for who may give input, one that its own officers speak for. */
async function askComponents(sitrepId: string): Promise<void> {
  const id = sitrepIds.indexOf(sitrepId)
  const drafter = people.filter((one) => one.role === 'DO' && one.holding.name !== 'wallboard')[id]
  const order = { components: ['police', 'human_rights'], cutoffAt: '2024-03-03T00:00:00Z' }
  const reply = await drafter!.send('POST', `/v1/operations/matrix/sitreps/${sitrepId}/requests`, order)
  expect([reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([200, ''])
}

/** A proposal that did not leave, with words of its own. */
async function proposeCanary(audience: ReleaseAudience): Promise<string> {
  const id = mintId()
  const [officer] = people.filter((one) => one.role === 'DO')
  const period = { audience, fromOn: '2023-12-01', toOn: '2024-01-01', basis: 'reported' as const }
  const words = { title: `Zulurelease${audience}`, text: 'Zulutext' }
  const operation = { name: 'matrix', acronym: 'MATRIX', realm: 'LIVE' as const }
  const rung = { layout: 1 as const, operation, time: 'month' as const, delayDays: 30, k: 11, asOfOn: '2024-03-02' }
  await withSystem(server.db, async (tx) => {
    const markingNo = (await numberMarkings(tx, operationId, [openMarking(operationId, 'LIVE')])).values().next().value
    await insertRelease(tx, {
      ...{ id, operationId, markingNo: markingNo ?? 0, digest: '0'.repeat(64) },
      order: { ...period, ...words, toWhom: 'Zulupartner', reason: 'Zulureason' },
      content: { ...rung, ...period, ...words, tables: [], list: [] },
      desk: { withheld: [], counts: { small: 0, covering: 0, difference: 0 }, leftOut: 0 },
      by: { personId: officer!.id, at: server.now() },
    })
  })
  return id
}

/** A flash report under this marking, told to every server. */
async function insertFlashOf(canary: string, marking: Marking): Promise<void> {
  const id = mintId()
  const unknown = { low: null, best: null, high: null }
  const content = {
    ...{ what: canary, who: null, occurred: null, where: null, how: null, killed: unknown, injured: unknown },
    ...{ actionTaken: null, immediateNeeds: null, nextUpdateAt: '2024-03-02T10:00:00Z', releasableLine: null },
  }
  const firstWordAt = server.now().toISOString()
  await withSystem(server.db, async (tx) => {
    const markingNo = (await numberMarkings(tx, operationId, [marking])).get(markingKey(marking)) ?? 0
    await insertFlashReport(tx, {
      ...{ operationId, markingNo, number: `matrix/${canary}`, threadId: id, incidentId: null, tree: FIRST_TREE },
      order: { id, precedence: 'FLASH', incidentId: null, followsId: null, firstWordAt, content },
      ...{ sentBy: people[0]!.id, sentAt: server.now() },
    })
    await notifyDesk(tx, operationId, { table: 'flash_report', id })
  })
}

function readableBy(person: MatrixPerson): readonly Sample[] {
  if (person.role === 'ADM') return []
  if (person.holding.name === 'wallboard') return SAMPLES.filter(({ canary }) => ON_THE_WALL.includes(canary))
  return SAMPLES.filter((sample) => sample.mayRead(person.role, person.holding))
}

/** Whether this session has rooms and desks; a wallboard has the picture alone. */
function hasDesk({ role, holding }: MatrixPerson): boolean {
  return role !== 'ADM' && holding.name !== 'wallboard'
}

/** What a device wrote into a file is not for walls, whatever their person holds. */
function isRefused(part: string, person: MatrixPerson): boolean {
  return ['/taken-off', '/original'].includes(part) && !hasDesk(person)
}

/** The addresses at which a content route is asked: all there is to ask for, also by ids of what may not be seen. */
// eslint-disable-next-line complexity -- one case a route
function addressesOf(path: string): readonly string[] {
  const at = path.replace(':slug', 'matrix')
  const each = (pick: (sample: StoredSample) => string): string[] =>
    [...stored.values()].map((sample) => at.replace(':id', pick(sample)))
  const ids = [...stored.values()].map((sample) => sample.incidentId).join(',')
  const filter = encodeURIComponent('{"types":["ARM"]}')
  // The record, its verification, its history, and the acts on it.
  if (path.startsWith('/v1/operations/:slug/incidents/:id')) return each((sample) => sample.incidentId)
  if (path.startsWith('/v1/operations/:slug/attachments/:id')) return attachments.map(({ id }) => at.replace(':id', id))
  switch (path) {
    case '/v1/operations/:slug':
    case '/v1/operations/:slug/columns':
    case '/v1/operations/:slug/saved-views':
      return [at]
    case '/v1/operations/:slug/picture':
      return [at, `${at}?by=actor,area,place,hex5,type,month,dataset&filter=${filter}`, `${at}?by=actor&own=applied`]
    case '/v1/operations/:slug/incidents':
      return [at, `${at}?ids=${ids}`, `${at}?filter=${filter}`]
    case '/v1/operations/:slug/export':
      return ['csv', 'geojson', 'jsonl'].map((format) => `${at}?format=${format}`)
    case '/v1/operations/:slug/inbox':
      // Each queue of each person is looked at below.
      return [at, `${at}?queue=duplicates`]
    case '/v1/operations/:slug/search':
      // Every record holds a word that begins so; then each by its id, also those that may not be seen.
      return [
        `${at}?q=zulumark`,
        ...['incident', 'report', 'sitrep', 'actor,source'].map((kind) => `${at}?q=zulumark&kinds=${kind}`),
        ...each((sample) => sample.incidentId)
          .map((_, i) => `${at}?q=${ids.split(',')[i]!}&kinds=incident`)
          .slice(1, 4),
      ]
    case '/v1/operations/:slug/releases/:id':
      return proposalIds.map((id) => at.replace(':id', id))
    case '/v1/operations/:slug/sitreps/:id/process':
    case '/v1/operations/:slug/sitreps/:id/changes':
    case '/v1/operations/:slug/sitreps/:id/readers':
    case '/v1/operations/:slug/sitreps/:id':
      return sitrepIds.map((id) => at.replace(':id', id))
    case '/v1/operations/:slug/sitreps/:id/document.:format':
      // Word and PDF are made of the same content; their bytes are compressed and would hide a leak from this test.
      return sitrepIds.map((id) => at.replace(':id', id).replace(':format', 'html'))
    case '/v1/operations/:slug/reports/:id':
    case '/v1/operations/:slug/reports/:id/attachments':
      return each((sample) => sample.reportId)
    default:
      // Routes of other kinds of record, which this operation has none of: asked with an id of another kind, and none.
      return path.includes(':id') ? [each((sample) => sample.incidentId)[0]!, at.replace(':id', mintId())] : [at]
  }
}

function contentRoutes(): readonly Route[] {
  return table.filter(
    (route) => route.method === 'GET' && route.access !== 'public' && !NOT_CONTENT.includes(route.path),
  )
}

/** Everybody; for what takes long to make, one role for each way in which roles differ in what they read. */
function peopleFor(route: Route): readonly MatrixPerson[] {
  const isSlow = /\/(document|verification$|history$|attachments)/.test(route.path)
  return isSlow ? people.filter((one) => ['DO', 'HRO', 'RES', 'ADM'].includes(one.role)) : people
}

describe('the routes table', () => {
  it('holds every route that the application answers', () => {
    const printed = server.app.printRoutes({ commonPrefix: false, includeHooks: false })
    const known = new Set(table.map((route) => route.path))
    const served: string[] = []
    const stack: string[] = []
    for (const line of printed.split('\n')) {
      const match = /^((?:│ {3}| {4})*)[├└]── (\S+)(?: \((.*)\))?/.exec(line)
      if (match === null) continue
      const depth = match[1]!.length / 4
      stack.length = depth
      stack.push(match[2]!)
      if (match[3] !== undefined) served.push(stack.join('').replace(/^\/\//, '/'))
    }
    expect(served.length).toBeGreaterThan(10)
    expect(served.filter((path) => !known.has(path) && path !== '*')).toEqual([])
    for (const { path } of table)
      expect(server.app.hasRoute({ method: table.find((r) => r.path === path)!.method, url: path })).toBe(true)
  })

  it('has no content route open to everybody', () => {
    const open = table.filter((route) => route.access === 'public').map((route) => `${route.method} ${route.path}`)
    expect(open.filter((route) => route.includes('/operations'))).toEqual([])
  })

  it('tells everybody nothing of what did not leave, not even that it is there', async () => {
    expect(proposalIds.length).toBeGreaterThanOrEqual(2)
    const ask = (url: string) => server.app.inject({ method: 'GET', url })
    const nothing = await ask(`/v1/public/releases/${mintId()}`)
    expect(nothing.statusCode).toBe(404)
    const ids = [...proposalIds, ...[...stored.values()].flatMap((sample) => [sample.incidentId, sample.reportId])]
    for (const id of ids)
      for (const format of ['', '.csv', '.geojson']) {
        const reply = await ask(`/v1/public/releases/${id}${format}`)
        expect([reply.statusCode, reply.body]).toEqual([404, nothing.body])
      }
    const open = table.filter((route) => route.access === 'public' && route.method === 'GET')
    for (const { path } of open) {
      const reply = await ask(path.replace(/:[a-z]+/, mintId()))
      expect(reply.body, path).not.toMatch(/Zulu|matrix/)
    }
    expect((await ask('/v1/public/releases')).json()).toEqual([])
  })

  it('lets nobody in without a session except where it says public', async () => {
    for (const route of table.filter((candidate) => candidate.access !== 'public')) {
      const [url] = addressesOf(route.path)
      const reply = await server.app.inject({ method: route.method, url: url! })
      expect([route.method, route.path, reply.statusCode]).toEqual([route.method, route.path, 401])
    }
  })

  it('takes no unsafe request without the CSRF token of the session', async () => {
    for (const route of table.filter((one) => one.access !== 'public' && one.method !== 'GET')) {
      const [url] = addressesOf(route.path)
      const { cookie } = people[0]!
      const reply = await server.app.inject({ method: route.method, url: url!, headers: { cookie } })
      expect([route.path, reply.statusCode, reply.json().type]).toEqual([route.path, 403, 'access.csrf'])
    }
  })

  it('answers who has no part in the operation as if there were none', async () => {
    for (const route of table.filter((one) => one.path.includes(':slug'))) {
      const [url] = addressesOf(route.path)
      const ask = (address: string) =>
        route.method === 'GET' ? outsider.get(address) : outsider.send(route.method, address)
      const [foreign, missing] = [await ask(url!), await ask(url!.replace('matrix', 'nowhere'))]
      expect([route.path, foreign.statusCode]).toEqual([route.path, 404])
      expect(foreign.body).toBe(missing.body)
    }
  })

  it('lets an act be done by its roles alone', async () => {
    for (const route of table) {
      if (!route.access.startsWith('act:')) continue
      const allowed: readonly Role[] = ACTS[route.access.slice(4) as keyof typeof ACTS]
      const [url] = addressesOf(route.path)
      for (const person of people.filter((one) => one.holding.name === 'plain' && !allowed.includes(one.role))) {
        const reply = route.method === 'GET' ? await person.get(url!) : await person.send(route.method, url!)
        expect([route.path, person.role, reply.statusCode]).toEqual([route.path, person.role, 403])
      }
    }
  })
})

describe('the access matrix', () => {
  it(`leaks nothing: ${ROLES.length} roles × ${HOLDINGS.length} holdings × ${SAMPLES.length} markings × every content route`, async () => {
    let asked = 0
    for (const route of contentRoutes()) {
      for (const person of peopleFor(route)) {
        const readable = new Set(readableBy(person).map((sample) => sample.canary))
        const forbidden = [...SAMPLES.map((sample) => sample.canary), 'Zulumarkother'].filter(
          (one) => !readable.has(one),
        )
        for (const url of addressesOf(route.path)) {
          const reply = await person.get(url)
          asked += 1
          const text = `${reply.rawPayload.toString('latin1')} ${JSON.stringify(reply.headers)}`
          const leaked = forbidden.filter((canary) => text.includes(canary))
          expect(leaked, `${person.login} at ${url}`).toEqual([])
        }
      }
    }
    expect(asked).toBeGreaterThan(ROLES.length * HOLDINGS.length * SAMPLES.length)
    // Some ten thousand requests: a busy machine takes minutes for them.
  }, 900_000)

  it('shows everybody all that they may read, so that the proof above is not empty', async () => {
    for (const person of people.filter((one) => one.role !== 'ADM')) {
      const readable = readableBy(person).map((sample) => sample.canary)
      const list = (await person.get('/v1/operations/matrix/incidents')).json().incidents
      expect(list.map((row: { title: string }) => row.title).sort(), person.login).toEqual([...readable].sort())
      for (const canary of readable) {
        const { incidentId } = stored.get(canary)!
        const view = (await person.get(`/v1/operations/matrix/incidents/${incidentId}`)).json()
        expect(view, person.login).toMatchObject({ title: canary, actors: [{ name: `Actor ${canary}` }] })
        expect(view.reports, person.login).toHaveLength(1)
      }
    }
  })

  it('shows a situation report to some and not to others, and its records with it', async () => {
    const seen = await Promise.all(
      people
        .filter((one) => hasDesk(one))
        .map(async (person) => (await person.get('/v1/operations/matrix/sitreps')).json().length as number),
    )
    expect(Math.max(...seen)).toBe(sitrepIds.length)
    expect(new Set(seen).size).toBeGreaterThan(1)
    const drafter = people.find((one) => one.role === 'DO' && one.holding.name === 'plain')!
    expect((await drafter.get(`/v1/operations/matrix/sitreps/${sitrepIds[0]!}`)).body).toContain('Zulumarkordinary')
  })

  it('counts what the reader may read and nothing else: picture, columns, bounds, export', async () => {
    for (const person of people.filter((one) => one.role !== 'ADM')) {
      const readable = readableBy(person)
      const indexes = readable.map((sample) => SAMPLES.indexOf(sample))
      const { total, histograms } = (await person.get('/v1/operations/matrix/picture?by=actor,area')).json()
      expect(total.incidents, person.login).toBe(readable.length)
      // Every record has its own power of two: the sum names the records that were counted.
      const killed = total.killed.reduce((sum: number, part: { best: number }) => sum + part.best, 0)
      expect(killed, person.login).toBe(indexes.reduce((sum, i) => sum + 2 ** i, 0))
      expect([histograms.actor.bins.length, histograms.area.bins.length]).toEqual([readable.length, readable.length])
      const columns = decodeColumns(new Uint8Array((await person.get('/v1/operations/matrix/columns')).rawPayload))
      expect(columns.ok && columns.value.size, person.login).toBe(readable.length)
      const { bounds } = (await person.get('/v1/operations/matrix')).json()
      expect(bounds, person.login).toEqual([20 + Math.min(...indexes) / 10, 5, 20 + Math.max(...indexes) / 10, 5])
      // Nobody who passes a wall takes a file along.
      if (person.holding.name === 'wallboard') continue
      const exported = (await person.get('/v1/operations/matrix/export?format=jsonl')).body.split('\n').filter(Boolean)
      const kept = readable.filter((sample) => {
        const { compartments } = sample.change(openMarking(operationId, 'LIVE'))
        return !compartments.some((one) => (NEVER_EXPORTED as readonly string[]).includes(one))
      })
      expect(exported.length, person.login).toBe(kept.length)
    }
  })

  it('awaits an act from whom it belongs to, of what they may see, and from nobody else', async () => {
    const proposer = people.find((one) => one.role === 'DO')!
    const kinds = new Set<string>()
    for (const person of people.filter((one) => hasDesk(one))) {
      const { role, login } = person
      const acts: readonly AwaitedAct[] = (await person.get('/v1/operations/matrix/awaited-acts')).json()
      const of = (kind: AwaitedAct['kind']): string[] =>
        acts
          .filter((act) => act.kind === kind)
          .map((act) => (act.kind === 'release.decide' ? act.releaseId : act.sitrepId))
          .sort()
      const decides = role === 'HOM' && person.id !== proposer.id
      expect([login, of('release.decide')]).toEqual([login, decides ? [...proposalIds].sort() : []])
      const visible: string[] = (await person.get('/v1/operations/matrix/sitreps'))
        .json()
        .map((one: { id: string }) => one.id)
      expect([login, of('sitrep.release')]).toEqual([login, decides ? [...visible].sort() : []])
      const gives = ['OBS', 'TL', 'DO', 'JMAC', 'HRO', 'WPA', 'CPA', 'GENAD', 'FG', 'RC'].includes(role)
      const own = sitrepIds.filter((_, i) => login === ['do-plain', 'do-protection', 'do-everything'][i])
      const asked = visible.filter((id) => !own.includes(id))
      expect([login, of('sitrep.input')]).toEqual([login, gives ? [...asked].sort() : []])
      const components = acts.flatMap((act) =>
        act.kind === 'sitrep.input' ? act.components.map((one) => one.component) : [],
      )
      expect([login, components.includes('human_rights')]).toEqual([login, role === 'HRO' && gives && asked.length > 0])
      for (const { kind } of acts) kinds.add(kind)
    }
    expect([...kinds].sort()).toEqual(['release.decide', 'sitrep.input', 'sitrep.release'])
  })

  it('tells each live feed of the desk what its person may read and of nothing else', async () => {
    const address = await server.listen()
    const listeners = people.filter((one) => one.role !== 'ADM')
    const streams = await Promise.all(
      listeners.map(async (person) => {
        const abort = new AbortController()
        const reply = await fetch(`${address}/v1/operations/matrix/live`, {
          headers: { cookie: person.cookie },
          signal: abort.signal,
        })
        const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
        let text = ''
        const until = async (event: string): Promise<string> => {
          while (!text.includes(`event: ${event}\n`)) {
            const { value, done } = await reader.read()
            if (done) throw new Error(`${person.login}: the stream ended`)
            text += value
          }
          return text
        }
        await until('opened')
        return { person, until, stop: () => abort.abort() }
      }),
    )
    for (const { canary, change } of SAMPLES) await insertFlashOf(canary, change(openMarking(operationId, 'LIVE')))
    // One by one: PostgreSQL tells what one transaction tells twice only once.
    for (const id of sitrepIds) await notifyDesk(server.db, operationId, { table: 'sitrep', id })
    for (const id of proposalIds) await notifyDesk(server.db, operationId, { table: 'release', id })
    await server.settled()
    const { incidentId } = stored.get('Zulumarkordinary')!
    await server.db.transaction().execute((tx) => notifyIncidents(tx, operationId, [incidentId]))
    for (const { person, until, stop } of streams) {
      const heard = await until('changed')
      const news = heard.split('event: desk\n').length - 1
      const sitreps = hasDesk(person) ? (await person.get('/v1/operations/matrix/sitreps')).json().length : 0
      const shown = hasDesk(person) ? readableBy(person).length + Number(sitreps) + proposalIds.length : 0
      expect([person.login, news]).toEqual([person.login, shown])
      expect(heard.split('event: changed')[0]).not.toContain('Zulumark')
      stop()
    }
  }, 120_000)

  it('counts in each inbox what its person may read and nothing else', async () => {
    for (const person of people.filter((one) => hasDesk(one))) {
      const readable = new Set(readableBy(person).map((sample) => sample.canary))
      const { queues } = (await person.get('/v1/operations/matrix/inbox?queue=none')).json()
      for (const { queue, count } of queues as InboxPage['queues']) {
        const page: InboxPage = (await person.get(`/v1/operations/matrix/inbox?queue=${queue}`)).json()
        const { items } = page
        const counted = page.queues.find((one) => one.queue === queue)?.count
        expect([person.login, queue, counted]).toEqual([person.login, queue, items.length])
        // Without their queue, possible duplicates are not counted at all.
        expect([person.login, queue, count]).toEqual([person.login, queue, queue === 'duplicates' ? null : counted])
        for (const { incident } of items) expect(readable.has(incident.title), `${person.login} ${queue}`).toBe(true)
      }
    }
  })

  it('answers for a record that may not be seen, byte for byte, as for one that does not exist', async () => {
    const missing = `/v1/operations/matrix/incidents/${mintId()}`
    for (const person of people.filter((one) => one.role !== 'ADM')) {
      const nothing = await person.get(missing)
      const readable = readableBy(person)
      for (const sample of SAMPLES.filter((one) => !readable.includes(one))) {
        const hidden = await person.get(`/v1/operations/matrix/incidents/${stored.get(sample.canary)!.incidentId}`)
        expect([hidden.statusCode, hidden.body], person.login).toEqual([nothing.statusCode, nothing.body])
      }
    }
  })

  it('gives an attachment to whom its report is given, and what was taken off it to holders of SOURCE-ID alone', async () => {
    const at = (id: string, part: string): string => `/v1/operations/matrix/attachments/${id}${part}`
    let given = 0
    for (const person of people.filter((one) => ['DO', 'HRO', 'RES'].includes(one.role))) {
      const readable = new Set(readableBy(person).map(({ canary }) => canary))
      const holdsSources = person.holding.name === 'everything'
      for (const { canary, id, hasThumbnail } of attachments)
        for (const part of ['', '/thumbnail', '/taken-off', '/original']) {
          const isSource = part === '/taken-off' || part === '/original'
          const may = readable.has(canary) && (!isSource || holdsSources) && (part !== '/thumbnail' || hasThumbnail)
          const [reply, nothing] = [await person.get(at(id, part)), await person.get(at(mintId(), part))]
          const status = may ? 200 : isRefused(part, person) ? 403 : 404
          expect([person.login, canary, part, reply.statusCode]).toEqual([person.login, canary, part, status])
          if (!may) expect(reply.body).toBe(nothing.body)
          if (!isSource) expect(reply.rawPayload.includes(takenWord(canary))).toBe(false)
          given += may ? 1 : 0
        }
    }
    expect(given).toBeGreaterThan(attachments.length)
  }, 300_000)

  it('gives people who may read the same the same columns, whatever else is stored', async () => {
    const body = async (person: TestPerson) => (await person.get('/v1/operations/matrix/columns')).rawPayload
    const plain = people.filter(
      (one) => one.holding.name === 'plain' && !HUMANITARIAN.includes(one.role) && one.role !== 'ADM',
    )
    const first = await body(plain[0]!)
    for (const person of plain) expect((await body(person)).equals(first)).toBe(true)
  })
})

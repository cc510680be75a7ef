import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mintId } from '@eirene/domain/record'
import { PROBLEM_STATUS } from '@eirene/domain/problem'
import { countTableRows } from '@eirene/store/backup'
import { storeSamples } from '@eirene/store/incident/testing'
import fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { CSRF_HEADER, type Route } from '../edge/index.ts'
import { createOperation } from '../operation/index.ts'
import {
  findVocabulary,
  fuzzRuns,
  mutateValue,
  openTestServer,
  type TestPerson,
  type TestServer,
} from './testing/index.ts'

/**
 * Every route of the table against bodies, queries, paths and headers that were never meant for it, signed in as several
 * people and as nobody. Each refusal explains itself, nothing breaks, and what was refused has stored nothing.
 */

const FIXTURES = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'fuzz')
const bodies = JSON.parse(readFileSync(join(FIXTURES, 'bodies.json'), 'utf8')) as Record<string, unknown[]>
const parsers = JSON.parse(readFileSync(join(FIXTURES, 'parsers.json'), 'utf8')) as Record<string, unknown[]>
const { query, fields } = findVocabulary()
/** What a refusal may add to: that it was asked, and by whom. */
const LOGS: readonly string[] = ['access_event', 'session']
/** A stream of events has no end: its answer is not waited for longer. */
const STREAM_MS = 300
const OPERATION = 'fuzz'

let server: TestServer
let people: TestPerson[]
let goodIds: readonly string[]
let newcomers = 0

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  const { id } = await createOperation(
    server.db,
    {
      slug: OPERATION,
      name: 'Fuzz',
      acronym: 'FUZZ',
      realm: 'EXERCISE',
      timeZone: 'Africa/Bangui',
      hostCountriesIso3: [],
      libraryId: null,
    },
    server.now(),
  )
  const stored = await storeSamples(server.db, id, [{ title: 'One' }, { title: 'Two' }])
  goodIds = stored.flatMap(({ incidentId, reportId }) => [incidentId, reportId])
  people = []
  for (let index = 0; index < PARTS.length; index++) people.push(await newPerson(index, id))
  operationId = id
})
afterAll(() => server.close())

let operationId: string
const PARTS = [['DO'], ['OBS'], ['HOM'], ['ADM'], ['JMAC', 'HRO'], []] as const

/** A session of its own: some request may have ended the one before. */
function newPerson(index: number, operation: string): Promise<TestPerson> {
  const roles = PARTS[index] ?? []
  newcomers += 1
  return server.person(`fuzz-${newcomers}`, roles.length === 0 ? [] : [{ operationId: operation, roles }])
}

const picks = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 })
const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '..',
    '%',
    '%00',
    '%ff',
    '%2e%2e%2f',
    '\u202e',
    'null',
    '-1',
    '0',
    '1e9',
    '2024-02-30',
    'true',
    "'",
    '{}',
    '[]',
    'x'.repeat(300),
  ),
)
const text = fc.oneof(
  word,
  fc.json(),
  fc.constantFrom(
    ...Object.values(parsers)
      .flat()
      .map((one) => JSON.stringify(one)),
  ),
)

/** What one request is made of, before it is put together for a route. */
const request = fc.record({
  person: fc.nat({ max: PARTS.length }),
  slug: fc.oneof({ weight: 5, arbitrary: fc.constant(OPERATION) }, word),
  part: fc.oneof(
    { weight: 3, arbitrary: fc.nat().map((n) => ({ good: n })) },
    word.map((value) => ({ value })),
  ),
  query: fc.array(fc.tuple(fc.constantFrom('filter', 'as', ...query), text), { maxLength: 4 }),
  body: fc.oneof(
    fc.record({ kind: fc.constant('good'), picks }),
    fc.record({
      kind: fc.constant('words'),
      value: fc.dictionary(fc.constantFrom(...fields), fc.jsonValue(), { maxKeys: 6 }),
    }),
    fc.record({ kind: fc.constant('json'), value: fc.jsonValue() }),
    fc.record({ kind: fc.constant('raw'), value: fc.string({ unit: 'binary', maxLength: 300 }) }),
    fc.constant({ kind: 'none' }),
  ),
  type: fc.oneof(
    { weight: 8, arbitrary: fc.constant('application/json') },
    fc.constantFrom('application/octet-stream', 'text/plain', 'application/xml', 'multipart/form-data; boundary=x', ''),
  ),
  headers: fc.dictionary(
    fc.constantFrom(
      'accept',
      'accept-language',
      'accept-encoding',
      'if-none-match',
      'last-event-id',
      'range',
      'origin',
      'x-file-name',
      'x-forwarded-for',
      'content-encoding',
    ),
    fc
      .oneof(fc.string({ maxLength: 40 }), fc.constantFrom('gzip', 'br', 'bytes=0-', '*', 'fr-FR', 'null'))
      .map((value) => value.replaceAll(/[^\x20-\x7e]/g, '?')),
    { maxKeys: 3 },
  ),
  withoutToken: fc.nat({ max: 9 }).map((n) => n === 0),
})
type Made = typeof request extends fc.Arbitrary<infer T> ? T : never

/** Half a surrogate pair has no place in an address: it becomes a question mark, as browsers send it. */
function encode(value: string): string {
  return value.includes('%') ? value.replaceAll(/[^\x21-\x7e]|[#?]/g, '') : encodeURIComponent(value.toWellFormed())
}

function addressOf(route: Route, made: Made): string {
  const part = 'good' in made.part ? goodIds[made.part.good % goodIds.length]! : made.part.value
  const path = route.path.replaceAll(/:(\w+)/g, (_all, name: string) => encode(name === 'slug' ? made.slug : part))
  const asked = made.query.map(([name, value]) => `${name}=${encode(value)}`).join('&')
  return asked === '' ? path : `${path}?${asked}`
}

function payloadOf(route: Route, { body }: Made): string | undefined {
  if ('picks' in body) {
    const samples = bodies[`${route.method} ${route.path}`] ?? Object.values(parsers).flat()
    return JSON.stringify(mutateValue(samples[(body.picks[0]?.[0] ?? 0) % samples.length], body.picks, fields))
  }
  if (!('value' in body)) return undefined
  return typeof body.value === 'string' && body.kind === 'raw' ? body.value : JSON.stringify(body.value)
}

function headersOf(person: TestPerson | undefined, made: Made): Record<string, string> {
  if (person === undefined) return { ...made.headers }
  const { origin, ...others } = made.headers
  // Most requests come from our own pages: a foreign origin is refused before anything is read.
  const from = made.withoutToken && origin !== undefined ? { origin } : {}
  return {
    ...others,
    ...from,
    cookie: person.cookie,
    ...(made.withoutToken ? {} : { [CSRF_HEADER]: person.csrfToken }),
  }
}

async function send(route: Route, made: Made): Promise<LightMyRequestResponse | undefined> {
  const payload = route.method === 'GET' ? undefined : payloadOf(route, made)
  const isStream = /\/live\b|stream|events/.test(route.path)
  const typed: Record<string, string> = payload === undefined || made.type === '' ? {} : { 'content-type': made.type }
  try {
    return await server.app.inject({
      method: route.method,
      url: addressOf(route, made),
      headers: { ...headersOf(people[made.person], made), ...typed },
      ...(payload === undefined ? {} : { payload }),
      ...(isStream ? { signal: AbortSignal.timeout(STREAM_MS) } : {}),
    })
  } catch (error) {
    if (isStream && error instanceof Error && error.name === 'AbortError') return undefined
    throw error
  }
}

/** Throws what is wrong with an answer. */
function mustExplain(route: Route, reply: LightMyRequestResponse): void {
  const where = `${route.method} ${route.path} → ${reply.statusCode} ${reply.body.slice(0, 300)}`
  if (reply.statusCode >= 500) throw new Error(`broken: ${where}`)
  if (reply.statusCode < 400) return
  if (!String(reply.headers['content-type']).startsWith('application/problem+json'))
    throw new Error(`no problem: ${where}`)
  const { type, title, status } = reply.json<{ type: unknown; title: unknown; status: unknown }>()
  const isKnown = typeof type === 'string' && (type === 'about:blank' || type in PROBLEM_STATUS)
  if (!isKnown || typeof title !== 'string' || title.length < 5 || status !== reply.statusCode)
    throw new Error(`no words: ${where}`)
}

async function records(): Promise<Readonly<Record<string, number>>> {
  const counts = await countTableRows(server.databaseUrl)
  return Object.fromEntries([...counts].filter(([table]) => !LOGS.includes(table)))
}

describe('every route of the table', () => {
  const { numRuns, seed } = fuzzRuns(25 * 30)

  it('answers whatever it is sent: never a fault of ours, every refusal in words, nothing half stored', async () => {
    const reached = new Map<string, Set<number>>()
    for (const route of server.routes) {
      let before = await records()
      await fc.assert(
        fc.asyncProperty(request, async (made) => {
          const reply = await send(route, made)
          if (reply === undefined) return
          mustExplain(route, reply)
          const key = `${route.method} ${route.path}`
          reached.set(key, (reached.get(key) ?? new Set()).add(reply.statusCode))
          if (reply.statusCode === 401 && people[made.person] !== undefined) {
            people[made.person] = await newPerson(made.person, operationId)
            before = await records()
          }
          if (route.method === 'GET' || reply.statusCode === 401) return
          if (reply.statusCode >= 400)
            expect(await records(), `${key} was refused (${reply.statusCode}) and stored something`).toEqual(before)
          else before = await records()
        }),
        {
          numRuns: Math.max(5, Math.ceil(numRuns / server.routes.length)),
          ...(seed === undefined ? {} : { seed }),
          endOnFailure: true,
        },
      )
    }
    // Not only the doors were tried.
    const open = [...reached.values()].filter((statuses) =>
      [...statuses].some((status) => ![401, 403, 404].includes(status)),
    )
    expect(open.length / server.routes.length).toBeGreaterThan(0.6)
  })

  it('has an address in the corpus for each of its bodies', () => {
    const known = new Set(server.routes.map((route) => `${route.method} ${route.path}`))
    expect(Object.keys(bodies).filter((key) => !known.has(key))).toEqual([])
  })

  it('finds its own words', () => {
    expect(query.length).toBeGreaterThan(3)
    expect(fields.length).toBeGreaterThan(50)
    expect(mintId()).not.toBe(goodIds[0])
  })
})

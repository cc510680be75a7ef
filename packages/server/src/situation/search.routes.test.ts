import { withCompartments, openMarking } from '@eirene/domain/access'
import { mintId } from '@eirene/domain/record'
import type { SearchHit, SearchPage } from '@eirene/domain/situation'
import { storeSamples } from '@eirene/store/incident/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createOperation } from '../operation/index.ts'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'

let server: TestServer
let analyst: TestPerson
let cleared: TestPerson
let operationId: string

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'find', timeZone: 'UTC' }, server.now())).id
  analyst = await server.person('analyst', [{ operationId, roles: ['JMAC'] }])
  cleared = await server.person('cleared', [{ operationId, roles: ['JMAC'], compartments: ['CRSV'] }])
})
afterAll(() => server.close())

async function search(q: string, more = '', person = analyst, slug = 'find'): Promise<SearchPage> {
  const reply = await person.get(`/v1/operations/${slug}/search?q=${encodeURIComponent(q)}${more}`)
  expect([q, reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([q, 200, ''])
  return reply.json()
}

const titles = (page: SearchPage): readonly string[] => page.hits.map((hit) => hit.title.text)
const markedOf = ({ title: { text, marks } }: SearchHit): readonly string[] =>
  marks.map(([from, to]) => text.slice(from, to))

/** An incident of its own language, and nothing else. */
async function storeText(
  title: string,
  language: string,
  at = '2024-02-20T10:00:00Z',
  slug = operationId,
): Promise<string> {
  const [sample] = await storeSamples(server.db, slug, [{ title: 'Frame', occurredFrom: at }])
  await server.db
    .updateTable('incident')
    .set({ title, language, narrative: '' })
    .where('operation_id', '=', slug)
    .where('id', '=', sample!.incidentId)
    .execute()
  await server.db.deleteFrom('incident_report').where('operation_id', '=', slug).execute()
  await server.db.deleteFrom('report').where('operation_id', '=', slug).where('id', '=', sample!.reportId).execute()
  return sample!.incidentId
}

describe('a search', () => {
  it('finds a word in the language of its record, whatever its form and its accents', async () => {
    await storeText('Villagers attacked near Damara', 'en')
    await storeText('Attaques répétées à Ouham-Pendé', 'fr')
    await storeText('هجوم على القرى في الشمال', 'ar')
    await storeText('Обстрел сёл на севере', 'ru')
    await storeText('Atacaron la población', 'es')
    await storeText('Kitchanga clash', 'und')
    expect(titles(await search('attack '))).toEqual(['Villagers attacked near Damara'])
    expect(titles(await search('villager attacks '))).toEqual(['Villagers attacked near Damara'])
    expect(titles(await search('attaque repetee '))).toEqual(['Attaques répétées à Ouham-Pendé'])
    expect(titles(await search('ouham-pende '))).toEqual(['Attaques répétées à Ouham-Pendé'])
    expect(titles(await search('الهجوم '))).toEqual(['هجوم على القرى في الشمال'])
    expect(titles(await search('село '))).toEqual(['Обстрел сёл на севере'])
    expect(titles(await search('poblacion '))).toEqual(['Atacaron la población'])
    expect(titles(await search('kitchanga '))).toEqual(['Kitchanga clash'])
    expect(titles(await search('the villagers '))).toEqual(['Villagers attacked near Damara'])
  })

  it('takes the last word for unfinished at each letter of it', async () => {
    await storeText('Ambulances obstructed', 'en')
    for (const typed of [
      'amb',
      'ambul',
      'ambulan',
      'ambulance',
      'ambulances',
      'ambulances obst',
      'ambulances obstructe',
    ])
      expect([typed, titles(await search(typed))]).toEqual([typed, ['Ambulances obstructed']])
  })

  it('keeps to the order of a phrase and leaves out what a minus stands before', async () => {
    await storeText('Zebra crossing north gate', 'en')
    await storeText('Zebra crossing gate north', 'en')
    expect(titles(await search('"north gate"'))).toEqual(['Zebra crossing north gate'])
    expect(titles(await search('zebra -"north gate" '))).toEqual(['Zebra crossing gate north'])
  })

  it('marks the words as ranges of the text, also where the text looks like markup', async () => {
    await storeText('Shots <b>heard</b> & "quarry" shots', 'en')
    const [hit] = (await search('shot quarry ')).hits
    expect(hit!.title.text).toBe('Shots <b>heard</b> & "quarry" shots')
    expect(markedOf(hit!)).toEqual(['Shots', 'quarry', 'shots'])
  })

  it('knows ids, days and places', async () => {
    const id = await storeText('Only by its id', 'en', '2022-05-05T10:00:00Z')
    expect(titles(await search(id))).toEqual(['Only by its id'])
    expect(titles(await search('050800Z MAY 22'))).toEqual(['Only by its id'])
    expect(titles(await search('2022-05-04', ''))).toEqual([])
    expect((await search('4.5, 18.25')).place).toEqual({ kind: 'point', lon: 18.25, lat: 4.5 })
    expect(titles(await search(mintId()))).toEqual([])
  })

  it('finds reports, parties and sources, and leads from a report to its incident', async () => {
    const { id } = await createOperation(server.db, { slug: 'kinds', timeZone: 'UTC' }, server.now())
    const person = await server.person('kinds', [{ operationId: id, roles: ['DO'] }])
    const [sample] = await storeSamples(server.db, id, [{ title: 'Okapi seen', actors: ['Okapi Front'] }])
    const page = await search('okapi ', '', person, 'kinds')
    expect(page.hits.map((hit) => [hit.kind, hit.incidentId])).toEqual([
      ['actor', null],
      ['report', sample!.incidentId],
      ['incident', null],
    ])
    expect((await search('patrol ', '&kinds=source', person, 'kinds')).hits.map((hit) => hit.kind)).toEqual(['source'])
    const drafted = await person.send('POST', '/v1/operations/kinds/sitreps', {
      fromOn: '2024-02-01',
      toOn: '2024-03-02',
      language: 'en',
    })
    expect(drafted.statusCode).toBe(201)
    const found = await search('okapi ', '&kinds=sitrep', person, 'kinds')
    expect(found.hits.map((hit) => [hit.kind, hit.id])).toEqual([['sitrep', drafted.json().status.id]])
  })

  it('goes through all that was found page by page, each record once, newest first, within the period', async () => {
    const { id } = await createOperation(server.db, { slug: 'pages', timeZone: 'UTC' }, server.now())
    const person = await server.person('pages', [{ operationId: id, roles: ['DO'] }])
    const at = (i: number): string => new Date(Date.UTC(2024, 0, 1 + Math.floor(i / 3))).toISOString()
    await storeSamples(
      server.db,
      id,
      Array.from({ length: 65 }, (_, i) => ({ title: `Pangolin ${i}`, occurredFrom: at(i) })),
    )
    const seen: SearchHit[] = []
    for (let before: string | null = ''; before !== null;) {
      const page: SearchPage = await search(
        'pangolin ',
        `&kinds=incident${before === '' ? '' : `&before=${before}`}`,
        person,
        'pages',
      )
      seen.push(...page.hits)
      before = page.before
    }
    expect(new Set(seen.map((hit) => hit.id)).size).toBe(65)
    const times = seen.map((hit) => hit.at!)
    expect(times).toEqual([...times].sort().reverse())
    const part = await search(
      'pangolin ',
      '&kinds=incident&from=2024-01-03T00:00:00Z&to=2024-01-05T00:00:00Z',
      person,
      'pages',
    )
    expect(part.hits).toHaveLength(6)
  })

  it('refuses what cannot be searched and says why', async () => {
    for (const query of [
      'q=',
      'q=-fire',
      `q=${'x'.repeat(300)}`,
      'q=fire&kinds=people',
      'q=fire&before=1',
      'q=fire&from=yesterday',
    ]) {
      const reply = await analyst.get(`/v1/operations/find/search?${query}`)
      expect([query, reply.statusCode, reply.json().type]).toEqual([query, 422, 'input.invalid'])
    }
  })

  it('takes anything that is typed without failing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ maxLength: 40 }),
          fc.string({ unit: 'binary', maxLength: 40 }),
          fc.stringMatching(/^["'\\:*&|!()<>a-c -]{1,30}$/),
        ),
        async (text) => {
          const reply = await analyst.get(`/v1/operations/find/search?q=${encodeURIComponent(text.toWellFormed())}`)
          return reply.statusCode === 200 || reply.statusCode === 422
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('what a search tells of hidden records', () => {
  it('answers byte for byte as if they were not there, whatever kind, page or period is asked', async () => {
    const asks = [
      'q=quoll+',
      'q=quo',
      'q=quoll+-other+',
      'q=%22quoll+seen%22',
      'q=quoll+&kinds=actor',
      'q=quoll+&kinds=source,report',
      'q=2024-02-29',
    ]
    const { id } = await createOperation(server.db, { slug: 'hidden', timeZone: 'UTC' }, server.now())
    const person = await server.person('hidden', [{ operationId: id, roles: ['JMAC'] }])
    await storeSamples(
      server.db,
      id,
      Array.from({ length: 30 }, (_, i) => ({ title: `Quoll seen ${i}`, actors: ['Quoll Front'] })),
    )
    const ask = async () =>
      (await Promise.all(asks.map((one) => person.get(`/v1/operations/hidden/search?${one}`)))).map(
        (reply) => reply.body,
      )
    const before = await ask()
    expect(before[0]).toContain('Quoll')
    const marking = withCompartments(openMarking(id, 'LIVE'), ['CRSV'])
    await storeSamples(
      server.db,
      id,
      Array.from({ length: 200 }, (_, i) => ({ title: `Quoll other seen ${i}`, marking, actors: ['Quoll Other'] })),
    )
    expect(await ask()).toEqual(before)
    const both = await server.person('both', [{ operationId: id, roles: ['JMAC'], compartments: ['CRSV'] }])
    expect((await both.get('/v1/operations/hidden/search?q=quoll+other+')).body).toContain('Quoll Other')
  })

  it('gives a reader without the marking an id as if it did not exist', async () => {
    const [hidden] = await storeSamples(server.db, operationId, [
      { title: 'Numbat', marking: withCompartments(openMarking(operationId, 'LIVE'), ['CRSV']) },
    ])
    const body = async (person: TestPerson, id: string) => (await person.get(`/v1/operations/find/search?q=${id}`)).body
    expect(await body(analyst, hidden!.incidentId)).toBe(await body(analyst, mintId()))
    expect(await body(cleared, hidden!.incidentId)).toContain('Numbat')
  })
})

/** Every title that the search finds, page after page. */
async function allTitles(q: string, more: string, person: TestPerson, slug: string): Promise<readonly string[]> {
  const found: string[] = []
  for (let before: string | null = ''; before !== null;) {
    const page: SearchPage = await search(q, `${more}${before === '' ? '' : `&before=${before}`}`, person, slug)
    found.push(...titles(page))
    before = page.before
  }
  return found
}

describe('the truth of a search', () => {
  it('is that of looking through every record: words, phrases and words to leave out, for two readers', async () => {
    const { id } = await createOperation(server.db, { slug: 'truth', timeZone: 'UTC' }, server.now())
    const people = {
      open: await server.person('truth-open', [{ operationId: id, roles: ['JMAC'] }]),
      cleared: await server.person('truth-cleared', [{ operationId: id, roles: ['JMAC'], compartments: ['CAAC'] }]),
    }
    // Words without endings that a stemmer takes off, so that a naive search can be written in one line.
    const vocabulary = ['kivu', 'tango', 'lima', 'quartz', 'onyx', 'delta', 'zorro', 'ebola', 'pamba', 'kilo']
    const hidden = withCompartments(openMarking(id, 'LIVE'), ['CAAC'])
    const seed = 20260401
    const random = fc.sample(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 5 }), {
      seed,
      numRuns: 400,
    })
    const documents = random.map((words, i) => ({ words, hidden: i % 5 === 0 }))
    await storeSamples(
      server.db,
      id,
      documents.map(({ words, hidden: isHidden }, i) => ({
        title: words.join(' '),
        occurredFrom: new Date(Date.UTC(2020, 0, 1 + i)).toISOString(),
        ...(isHidden && { marking: hidden }),
      })),
    )
    await server.db.updateTable('incident').set({ narrative: '' }).where('operation_id', '=', id).execute()
    const holds = (words: readonly string[], phrase: readonly string[]): boolean =>
      words.some((_, i) => phrase.every((word, j) => words[i + j] === word))
    const asks = fc.sample(
      fc.record({
        required: fc.array(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 2 }), {
          minLength: 1,
          maxLength: 2,
        }),
        excluded: fc.array(fc.array(fc.constantFrom(...vocabulary), { minLength: 1, maxLength: 1 }), { maxLength: 1 }),
      }),
      { seed, numRuns: 40 },
    )
    for (const { required, excluded } of asks)
      for (const [name, person] of Object.entries(people)) {
        const text = [
          ...required.map((phrase) => `"${phrase.join(' ')}"`),
          ...excluded.map((phrase) => `-${phrase.join(' ')}`),
        ].join(' ')
        const expected = documents
          .filter((one) => name === 'cleared' || !one.hidden)
          .filter(
            ({ words }) => required.every((one) => holds(words, one)) && !excluded.some((one) => holds(words, one)),
          )
          .map(({ words }) => words.join(' '))
          .reverse()
        const found = await allTitles(text, '&kinds=incident', person, 'truth')
        expect([`seed ${seed}`, name, text, found]).toEqual([`seed ${seed}`, name, text, expected])
      }
  })

  it('reaches behind thousands of newer records, over decades and gaps, for two readers and within a period', async () => {
    const { id } = await createOperation(server.db, { slug: 'decades', timeZone: 'UTC' }, server.now())
    const open = await server.person('decades-open', [{ operationId: id, roles: ['JMAC'] }])
    const holder = await server.person('decades-cleared', [
      { operationId: id, roles: ['JMAC'], compartments: ['CAAC'] },
    ])
    const hidden = withCompartments(openMarking(id, 'LIVE'), ['CAAC'])
    // Before 1970, on both sides of the ends of months and years as the index counts them, and with empty years between.
    const days = ['1955-03-01', '1969-12-31', '1970-01-01', '1970-01-30', '1970-01-31', '1970-12-26', '1970-12-27']
    const later = Array.from({ length: 60 }, (_, n) => new Date(Date.UTC(1991, n, 3)).toISOString().slice(0, 10))
    const documents = [...days, ...later].map((day, n) => ({ title: `Quartz of ${day}`, day, isHidden: n % 4 === 1 }))
    await storeSamples(
      server.db,
      id,
      documents.map(({ title, day, isHidden }) => ({
        title,
        occurredFrom: `${day}T00:00:00Z`,
        ...(isHidden && { marking: hidden }),
      })),
    )
    await sql`
      insert into incident (operation_id, id, marking_no, type_code, code_list_version, occurred_from, time_precision, place_name,
        title, narrative, language, state, method, recorded_at)
      select ${id}::uuid, gen_random_uuid(), (select min(marking_no) from incident where operation_id = ${id}), 'ARM-01', '1',
        timestamptz '2020-01-01' + no * interval '1 hour', 'day', '', 'A later record', '', 'en', 'received', 'import', now()
      from generate_series(1, 3200) as no`.execute(server.db)
    const expected = (isCleared: boolean, from: string, to: string): readonly string[] =>
      documents
        .filter((it) => (isCleared || !it.isHidden) && it.day >= from && it.day <= to)
        .map((it) => it.title)
        .reverse()
    for (const [person, isCleared] of [
      [open, false],
      [holder, true],
    ] as const) {
      expect(await allTitles('quartz ', '&kinds=incident', person, 'decades')).toEqual(expected(isCleared, '', '9'))
      const period = '&from=1969-12-31T00:00:00Z&to=1992-06-04T00:00:00Z&kinds=incident'
      expect(await allTitles('quartz ', period, person, 'decades')).toEqual(
        expected(isCleared, '1969-12-31', '1992-06-03'),
      )
    }
  })
})

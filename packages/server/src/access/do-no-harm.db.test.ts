import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  ACTS,
  CAVEATS,
  COMPARTMENTS,
  LEVELS,
  mayRead,
  openMarking,
  POLICIES,
  REALMS,
  ROLES,
  withCompartments,
  type Compartment,
  type Marking,
  type Role,
} from '@eirene/domain/access'
import {
  assertStateChange,
  INCIDENT_STATES,
  INCIDENT_TYPES,
  LABEL_LANGUAGES,
  TRANSITIONS,
} from '@eirene/domain/incident'
import { mintId } from '@eirene/domain/record'
import { numberMarkings } from '@eirene/store/access'
import { withReader, withSystem } from '@eirene/store/db'
import { restricted, storeSamples } from '@eirene/store/incident/testing'
import { listExportRows, NEVER_EXPORTED } from '@eirene/store/situation'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'

/**
 * The prohibitions N1–N12 of "do no harm" (docs/guide/people.md), as far as the product has what they forbid. None of these
 * tests may be skipped: the last one counts them.
 */
const PACKAGES = fileURLToPath(new URL('../../../', import.meta.url))
const OWN_TEXT = readFileSync(fileURLToPath(import.meta.url), 'utf8')

interface Column {
  readonly table: string
  readonly column: string
}

let server: TestServer
let operationId: string
let columns: readonly Column[]

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  operationId = (await createOperation(server.db, { slug: 'minusca', timeZone: 'UTC' }, server.now())).id
  const { rows } = await sql<Column>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' order by 1, 2`.execute(server.db)
  columns = rows
})
afterAll(() => server.close())

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /[.]tsx?$/.test(entry.name) && !/[.]test[.]tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path.includes('/src/'))
}

/** Columns that say "name" of something that is no private person. */
const NAMES_OF_THINGS = [
  'actor.name',
  'dataset_import.file_name',
  'incident.place_name',
  'operation.name',
  'saved_view.name',
  'schema_migration.name',
  'source.name',
]

function matching(pattern: RegExp): readonly string[] {
  return columns.map(({ table, column }) => `${table}.${column}`).filter((name) => pattern.test(name))
}

describe('do no harm', () => {
  it('N1 no entity, column, act or route serves targeting or tracking', () => {
    expect(matching(/target_|kill_list|imsi|imei|face_|gait|track_|pattern_of_life|weaponeer|fire_mission/)).toEqual([])
    expect(Object.keys(ACTS).filter((act) => /target|track|strike|identify/.test(act))).toEqual([])
    expect(server.routes.length).toBeGreaterThan(10)
    expect(
      server.routes.map((route) => route.path).filter((path) => /target|track|strike|face|phone/.test(path)),
    ).toEqual([])
  })

  it('N2 no column can hold the identity of a victim, witness or source', () => {
    const identity =
      /name|phone|mobile|email|address|passport|national_id|identity_|birth|photo|image|portrait|finger|biometr|victim|survivor|witness|informant|contact/
    const served = columns.filter(({ table }) => table !== 'person')
    expect(served.length).toBeGreaterThan(100)
    expect(
      served
        .map(({ table, column }) => `${table}.${column}`)
        .filter((name) => identity.test(name) && !NAMES_OF_THINGS.includes(name)),
    ).toEqual([])
  })

  it('N2 age is a band and sex a word, never a date of birth', async () => {
    const { rows } = await sql<{ type: string }>`
      select data_type as type from information_schema.columns where table_name = 'harm' and column_name in ('sex', 'age_band')`.execute(
      server.db,
    )
    expect(rows).toEqual([{ type: 'text' }, { type: 'text' }])
  })

  it('N3 no export holds a single event of a protection compartment, in whatever company of markings', async () => {
    const { id } = await createOperation(server.db, { slug: 'exports', timeZone: 'UTC' }, server.now())
    const combinations: Compartment[][] = COMPARTMENTS.flatMap((one, i) => [
      [one],
      ...COMPARTMENTS.slice(i + 1).map((other) => [one, other]),
    ])
    await storeSamples(server.db, id, [
      { title: 'open' },
      ...combinations.map((held) => ({ title: held.join('+'), marking: restricted(id, ...held) })),
    ])
    const all = await server.db.selectFrom('marking').select('marking_no').where('operation_id', '=', id).execute()
    const scope = { operationId: id, markingNos: all.map((row) => row.marking_no), personId: null }
    const { rows } = await withReader(server.db, scope, (tx) =>
      listExportRows(tx, { operationId: id, timeZone: 'UTC', filter: {}, after: null, limit: 1000 }),
    )
    const forbidden: readonly string[] = NEVER_EXPORTED
    const expected = combinations
      .filter((held) => !held.some((one) => forbidden.includes(one)))
      .map((held) => held.join('+'))
    expect(rows.map((row) => row.title).sort()).toEqual(['open', ...expected].sort())
    expect(forbidden).toEqual(expect.arrayContaining(['CRSV', 'CAAC', 'SEA', 'TIP', 'SOURCE-ID', 'PERSONNEL']))
  })

  it('N4 nothing of an incident is served to the public: whoever is not signed in gets study, places, the way in and what was released', () => {
    const open = server.routes.filter((route) => route.access === 'public').map((route) => route.path)
    expect(open.length).toBeGreaterThan(3)
    expect(
      open.filter(
        (path) =>
          !/^\/v1\/(health|session|invitations\/:token|places|study|public\/releases(\/:id)?$|public\/links\/:token$)(\/|$)/.test(
            path,
          ),
      ),
    ).toEqual([])
    expect(server.routes.filter((route) => route.path.startsWith('/v1/operations/')).length).toBeGreaterThan(10)
  })

  it('N4 what is released holds no exact coordinate, no exact time and no narrative, and no figure of fewer than k', async () => {
    const { id } = await createOperation(server.db, { slug: 'released', timeZone: 'UTC' }, server.now())
    const [lon, lat, time] = [20.1234567, 5.7654321, '13:47:29']
    const areas: readonly (readonly [area: string, count: number])[] = [
      ['North', 30],
      ['South', 25],
      ['East', 3],
      ['West', 1],
    ]
    await storeSamples(
      server.db,
      id,
      areas.flatMap(([adm1, count]) =>
        Array.from({ length: count }, (_, i) => ({
          title: `Zulunarrative ${adm1} ${i}`,
          occurredFrom: `2024-01-${String((i % 28) + 1).padStart(2, '0')}T${time}Z`,
          point: { lon, lat, precisionM: 50 },
          actors: ['Zuluactor'],
          adm1,
        })),
      ),
    )
    const proposer = await server.person('n4-proposer', [{ operationId: id, roles: ['DO'] }])
    const decider = await server.person('n4-decider', [{ operationId: id, roles: ['HOM'] }])
    const answers: string[] = []
    for (const audience of ['open', 'restricted', 'partner']) {
      const order = {
        ...{ audience, fromOn: '2024-01-01', toOn: '2024-02-12', basis: 'reported', title: 'January', text: '' },
        ...{ toWhom: 'everybody', reason: 'monthly note' },
      }
      const proposed = await proposer.send('POST', '/v1/operations/released/releases', order)
      expect([audience, proposed.statusCode]).toEqual([audience, 201])
      const path = `/v1/operations/released/releases/${proposed.json().id}`
      const { digest } = (await decider.get(path)).json().summary
      expect((await decider.send('POST', `${path}/approve`, { digest })).statusCode).toBe(200)
      const links = await decider.send('POST', `${path}/links`, { toWhom: 'Partner', days: 1, isOneTime: false })
      const outside =
        audience === 'open'
          ? ['', '.csv', '.geojson'].map((format) => `/v1/public/releases/${proposed.json().id}${format}`)
          : [`/v1/public/links/${links.json().token}`]
      for (const url of outside) {
        const reply = await server.app.inject({ method: 'GET', url })
        expect([url, reply.statusCode]).toEqual([url, 200])
        answers.push(reply.body)
        // A partner's list has days; the public's tables have months and weeks, and no figure below k.
        if (audience !== 'partner') {
          expect(reply.body).not.toMatch(/"(least|incidents)":"?([1-9]|10)\b/)
          expect(reply.body).not.toMatch(/East|West/)
        }
      }
    }
    expect(answers.length).toBe(5)
    for (const body of answers) expect(body).not.toMatch(/Zulu|20\.1|5\.7|13:47|T\d\d:\d\d|lon|lat"|point/)
    const { rows } = await sql<{ right: string }>`
      select table_name || '.' || column_name as right from information_schema.column_privileges
      where grantee = 'eirene_public' order by 1`.execute(server.db)
    const columns = {
      release: ['audience', 'content', 'decided_at', 'digest', 'id', 'number', 'state'],
      // That something was out and was taken back, with the reason that was written for everybody.
      release_tombstone: [
        ...['acronym', 'number', 'operation_id', 'realm', 'reason', 'release_id', 'released_at', 'withdrawn_at'],
      ],
    }
    expect(rows.map((row) => row.right)).toEqual(
      Object.entries(columns).flatMap(([table, names]) => names.map((column) => `${table}.${column}`)),
    )
  })

  it('N5 no machine and no import moves a verification state, in code and in the database', async () => {
    for (const from of INCIDENT_STATES)
      for (const to of TRANSITIONS[from])
        for (const method of ['machine', 'import'] as const)
          expect(() =>
            assertStateChange(
              { from, to, reason: 'sure', actor: { method, personId: null }, confirmedBy: mintId() },
              [],
            ),
          ).toThrow(/Only a person/)
    for (const method of ['machine', 'import'])
      await expect(
        server.db
          .insertInto('state_change')
          .values({
            ...{
              operation_id: operationId,
              id: mintId(),
              incident_id: mintId(),
              from_state: 'reported',
              to_state: 'verified',
            },
            ...{ reason: 'sure', method, person_id: null, confirmed_by: null, changed_at: server.now() },
          })
          .execute(),
      ).rejects.toMatchObject({ code: '23514' })
  })

  it('N6 nothing scores success, loyalty or trust', () => {
    const score = /(success|loyalty|trust|credit|compliance|obedience)_?score|_score$|score_/i
    expect(matching(score)).toEqual([])
    const files = sourceFiles(PACKAGES)
    expect(files.length).toBeGreaterThan(150)
    const named = files.filter((path) => /\b(success|loyalty|trust)Score\b/i.test(readFileSync(path, 'utf8')))
    expect(named).toEqual([])
  })

  it('N7 humanitarian-only records are closed to armed and command roles, by default and with every compartment', () => {
    const marking: Marking = { ...openMarking(operationId, 'LIVE'), caveats: ['HUMANITARIAN-ONLY'] }
    const armed: readonly Role[] = ['OBS', 'TL', 'DO', 'JMAC', 'HOM', 'FG', 'DEL', 'ADM', 'EXD', 'RES', 'LLO']
    const reads = (role: Role): boolean =>
      mayRead(
        {
          personId: 'p',
          organisation: 'UN',
          clearances: { UN: 'STRICTLY CONFIDENTIAL' },
          memberships: [{ operationId, realm: 'LIVE', roles: [role], compartments: COMPARTMENTS }],
        },
        marking,
      )
    expect(ROLES.filter(reads).filter((role) => armed.includes(role))).toEqual([])
    expect(ROLES.filter(reads).length).toBeGreaterThan(0)
  })

  it('N8 a record, once stored, can be neither deleted nor rewritten by whom the system serves', async () => {
    const { rows } = await sql<{ right: string }>`
      select table_name || ' ' || privilege_type as right from information_schema.table_privileges
      where grantee = 'eirene_reader' and privilege_type in ('DELETE', 'TRUNCATE', 'UPDATE') order by 1`.execute(
      server.db,
    )
    // A saved view is a person's own bookmark, no record.
    expect(rows.map((row) => row.right)).toEqual(['saved_view DELETE'])
  })

  it('N9 exercise and live are never read by the same part, whatever else a person holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REALMS),
        fc.subarray([...ROLES], { minLength: 1 }),
        fc.subarray([...COMPARTMENTS]),
        fc.subarray([...CAVEATS]),
        (realm, roles, compartments, caveats) => {
          const other = realm === 'LIVE' ? 'EXERCISE' : 'LIVE'
          const reader = {
            personId: 'p',
            organisation: 'UN',
            clearances: { UN: 'STRICTLY CONFIDENTIAL', NATO: 'COSMIC TOP SECRET' },
            memberships: [{ operationId, realm, roles, compartments }],
          }
          return !mayRead(reader, withCompartments({ ...openMarking(operationId, other), caveats }, []))
        },
      ),
    )
  })

  it('N9 an operation has one realm, and its membership that of the operation', async () => {
    const { rows } = await sql<{ nullable: string }>`
      select is_nullable as nullable from information_schema.columns where table_name = 'operation' and column_name = 'realm'`.execute(
      server.db,
    )
    expect(rows).toEqual([{ nullable: 'NO' }])
    expect(columns.some(({ table, column }) => table === 'membership' && column === 'realm')).toBe(false)
  })

  it('N10 nothing above the accreditation is stored: no NATO, EU or AU classified material', async () => {
    const taken: string[] = []
    for (const policy of POLICIES)
      for (const level of LEVELS[policy]) {
        const marking: Marking = { ...openMarking(operationId, 'LIVE'), policy, level }
        const outcome = await withSystem(server.db, (tx) => numberMarkings(tx, operationId, [marking])).then(
          () => 'taken',
          (error: unknown) => (error instanceof Error ? Reflect.get(error, 'code') : undefined),
        )
        if (outcome === 'taken') taken.push(level)
        else expect([level, outcome]).toEqual([level, 'access.above_accreditation'])
      }
    expect(taken.filter((level) => /NATO|EU|COSMIC|AU /.test(level))).toEqual([
      'NATO UNCLASSIFIED',
      'EU UNCLASSIFIED',
      'AU UNCLASSIFIED',
    ])
    expect(taken).toContain('STRICTLY CONFIDENTIAL')
  })

  it('N11 no column records ethnicity, religion or political opinion', () => {
    expect(matching(/ethnic|religio|faith|tribe|caste|race|politic|opinion|party_member|sexual_orient/)).toEqual([])
  })

  it('N12 no incident type is a legal conclusion, in any language', () => {
    const conclusion =
      /war crime|crimes? against humanity|genocid|ethnic cleansing|crime de guerre|crimes? contre l.humanité|génocide|nettoyage ethnique|crimen de guerra|lesa humanidad|genocidio|limpieza étnica|جريمة حرب|جرائم حرب|إبادة|تطهير عرقي|ضد الإنسانية/i
    expect(INCIDENT_TYPES.length).toBeGreaterThan(100)
    const labels = INCIDENT_TYPES.flatMap((entry) => LABEL_LANGUAGES.map((language) => entry.label[language]))
    expect(labels.filter((label) => conclusion.test(label))).toEqual([])
    // The pattern does find them.
    expect(['War crime', 'Génocide', 'Limpieza étnica', 'جرائم حرب'].every((label) => conclusion.test(label))).toBe(
      true,
    )
  })

  it('none of these tests is left out', () => {
    const without = OWN_TEXT.slice(0, OWN_TEXT.lastIndexOf("it('none of these tests"))
    expect(without).not.toMatch(/\b(it|describe)[.](skip|only|todo|fails|skipIf|runIf)/)
    for (const prohibition of ['N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'N7', 'N8', 'N9', 'N10', 'N11', 'N12'])
      expect(without).toMatch(new RegExp(`  it\\('${prohibition} `))
  })
})

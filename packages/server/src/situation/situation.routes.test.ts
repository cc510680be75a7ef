import { decodeColumns, idsOf, type SituationColumns } from '@eirene/analysis/situation'
import { mintId } from '@eirene/domain/record'
import type { LiveChange } from '@eirene/domain/situation'
import { withReader } from '@eirene/store/db'
import { restricted, storeSamples, type StoredSample } from '@eirene/store/incident/testing'
import { notifyImported, notifyIncidents } from '@eirene/store/report'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestServer, type TestPerson, type TestServer } from '../app/testing/index.ts'
import { createOperation } from '../operation/index.ts'

const MINUSCA = '/v1/operations/minusca'
const FROM_2024 = encodeURIComponent(JSON.stringify({ fromOn: '2024-01-01' }))

let server: TestServer
/** Duty officer without compartments. */
let amara: TestPerson
/** Women-protection adviser with CRSV. */
let bo: TestPerson
/** Has a part in another operation only. */
let chen: TestPerson
/** Keeps the system of this one. */
let dana: TestPerson
let operationId: string
let open: StoredSample
let crsv: StoredSample
let vague: StoredSample

async function changed(act: () => Promise<void>): Promise<void> {
  await act()
  await server.settled()
}

async function tellChange(ids: readonly string[]): Promise<void> {
  await changed(() => server.db.transaction().execute((tx) => notifyIncidents(tx, operationId, ids)))
}

beforeAll(async () => {
  server = await openTestServer(inject('databaseUrl'))
  const operation = await createOperation(server.db, { slug: 'minusca', timeZone: 'Africa/Bangui' }, server.now())
  const other = await createOperation(server.db, { slug: 'unmiss', timeZone: 'Africa/Juba' }, server.now())
  operationId = operation.id
  const stored = await storeSamples(server.db, operationId, [
    { title: 'Shots at Bambari', actors: ['UPC'], killed: { low: 1, best: 2, high: null } },
    {
      title: 'Assault near Bria',
      marking: restricted(operationId, 'CRSV'),
      actors: ['Unnamed group'],
      occurredFrom: '2024-02-20T00:00:00Z',
      adm1: 'Haute-Kotto',
    },
    { title: 'Rumour of a clash', point: null, occurredFrom: '2023-12-31T23:30:00Z' },
  ])
  ;[open, crsv, vague] = stored as [StoredSample, StoredSample, StoredSample]
  await storeSamples(server.db, other.id, [{ title: 'Elsewhere' }])
  amara = await server.person('amara', [{ operationId, roles: ['DO'] }])
  bo = await server.person('bo', [{ operationId, roles: ['WPA'], compartments: ['CRSV'] }])
  chen = await server.person('chen', [{ operationId: other.id, roles: ['DO', 'JMAC'], compartments: ['CRSV'] }])
  dana = await server.person('dana', [{ operationId, roles: ['ADM'] }])
})
afterAll(() => server.close())

async function columnsOf(person: TestPerson): Promise<SituationColumns> {
  const reply = await person.get(`${MINUSCA}/columns`)
  expect(reply.statusCode).toBe(200)
  const columns = decodeColumns(new Uint8Array(reply.rawPayload))
  if (!columns.ok) throw new Error(columns.issues[0]?.message)
  return columns.value
}

function rowIds(columns: SituationColumns): string[] {
  return idsOf(columns, [...Array(columns.size).keys()]).sort()
}

describe('an operation', () => {
  it('opens for its people, with what they may see as its bounds', async () => {
    const reply = await amara.get(MINUSCA)
    expect(reply.json()).toMatchObject({ slug: 'minusca', timeZone: 'Africa/Bangui', bounds: [18.5, 4.4, 18.5, 4.4] })
    expect((await amara.get('/v1/operations')).json()).toMatchObject([{ slug: 'minusca' }])
  })

  it('is to everybody else as if it did not exist', async () => {
    const foreign = await chen.get(MINUSCA)
    const missing = await chen.get('/v1/operations/nowhere')
    expect(foreign.statusCode).toBe(404)
    expect(foreign.body).toBe(missing.body)
  })

  it('gives no content to who only keeps the system', async () => {
    for (const path of ['', '/incidents', '/columns', '/picture', '/export', `/incidents/${open.incidentId}`]) {
      const reply = await dana.get(`${MINUSCA}${path}`)
      expect([path, reply.statusCode, reply.json().type]).toEqual([path, 403, 'access.forbidden'])
    }
  })

  it('asks who is not signed in to sign in', async () => {
    for (const path of ['', '/incidents', '/columns', '/live', '/export'])
      expect((await server.app.inject(`${MINUSCA}${path}`)).statusCode).toBe(401)
  })
})

describe('the list of incidents', () => {
  it('is newest first and holds what the reader may see', async () => {
    const titles = async (person: TestPerson) =>
      (await person.get(`${MINUSCA}/incidents`)).json().incidents.map((row: { title: string }) => row.title)
    expect(await titles(amara)).toEqual(['Shots at Bambari', 'Rumour of a clash'])
    expect(await titles(bo)).toEqual(['Shots at Bambari', 'Assault near Bria', 'Rumour of a clash'])
  })

  it('keeps the order of ids asked for and leaves out what is not for the reader', async () => {
    const ids = [vague.incidentId, crsv.incidentId, mintId(), open.incidentId].join(',')
    const reply = await amara.get(`${MINUSCA}/incidents?ids=${ids}`)
    expect(reply.json().incidents.map((row: { id: string }) => row.id)).toEqual([vague.incidentId, open.incidentId])
  })

  it('cuts days in the zone of the operation', async () => {
    // 2023-12-31T23:30Z is the first of January in Bangui.
    const reply = await amara.get(`${MINUSCA}/incidents?filter=${FROM_2024}`)
    expect(reply.json().incidents).toHaveLength(2)
  })

  it('pages without losing or repeating a row of the same moment', async () => {
    const { id } = await createOperation(server.db, { slug: 'many', timeZone: 'UTC' }, server.now())
    const reader = await server.person('reader-of-many', [{ operationId: id, roles: ['DO'] }])
    const samples = Array.from({ length: 250 }, (_, i) => ({
      title: `Event ${i}`,
      occurredFrom: '2024-01-05T00:00:00Z',
    }))
    const stored = await storeSamples(server.db, id, samples)
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page: { incidents: { id: string }[]; after: string | null } = (
        await reader.get(`/v1/operations/many/incidents${after === '' ? '' : `?after=${after}`}`)
      ).json()
      seen.push(...page.incidents.map((row) => row.id))
      after = page.after
    }
    expect(seen).toHaveLength(250)
    expect(new Set(seen)).toEqual(new Set(stored.map((row) => row.incidentId)))
  })

  it.each([
    ['filter=nonsense', 'situation.filter_invalid'],
    [`filter=${encodeURIComponent('{"fromOn":"2021-02-31"}')}`, 'situation.filter_invalid'],
    [`filter=${encodeURIComponent('{"colour":"red"}')}`, 'situation.filter_invalid'],
    ['after=nonsense', 'input.invalid'],
  ])('says what is wrong with ?%s', async (query, type) => {
    const reply = await amara.get(`${MINUSCA}/incidents?${query}`)
    expect([reply.statusCode, reply.json().type]).toEqual([422, type])
  })
})

describe('a list by ids', () => {
  it('takes at most 200 of them', async () => {
    const ids = Array.from({ length: 201 }, mintId).join(',')
    expect((await amara.get(`${MINUSCA}/incidents?ids=${ids}`)).statusCode).toBe(422)
  })
})

describe('the inspector', () => {
  it('shows an incident with its reports, source, harm and actors', async () => {
    const reply = await amara.get(`${MINUSCA}/incidents/${open.incidentId}`)
    expect(reply.json()).toMatchObject({
      title: 'Shots at Bambari',
      killed: { low: 1, best: 2, high: null },
      actors: [{ name: 'UPC', role: 'present' }],
      harm: [{ category: 'killed', group: 'all', low: 1, best: 2, high: null, countingRule: 'mission' }],
      reports: [{ id: open.reportId, source: { name: 'Patrol north', citation: 'Patrol log' } }],
      stateChanges: [],
      citedBy: [],
    })
  })

  it('answers for a record of another compartment as for one that does not exist', async () => {
    const hidden = await amara.get(`${MINUSCA}/incidents/${crsv.incidentId}`)
    const missing = await amara.get(`${MINUSCA}/incidents/${mintId()}`)
    const nonsense = await amara.get(`${MINUSCA}/incidents/nonsense`)
    expect([hidden.statusCode, missing.statusCode, nonsense.statusCode]).toEqual([404, 404, 404])
    expect(hidden.body).toBe(missing.body)
    expect(hidden.body).toBe(nonsense.body)
    expect(Object.keys(hidden.headers).sort()).toEqual(Object.keys(missing.headers).sort())
    expect((await bo.get(`${MINUSCA}/incidents/${crsv.incidentId}`)).json().title).toBe('Assault near Bria')
  })

  it('names the situation reports that cite a record', async () => {
    const sitrepId = mintId()
    await server.db
      .insertInto('sitrep')
      .values({
        operation_id: operationId,
        id: sitrepId,
        marking_no: 0,
        number: '2024-03-01/1',
        state: 'draft',
        period_from: '2024-02-01T00:00:00Z',
        period_to: '2024-03-01T00:00:00Z',
        filter: '{}',
        language: 'en',
        content: JSON.stringify({ sections: [{ figures: [{ ids: [open.incidentId] }] }] }),
        corrects_id: null,
        drafted_by: null,
        drafted_at: '2024-03-01T08:00:00Z',
        released_by: null,
      })
      .execute()
    const cited = async (id: string) => (await amara.get(`${MINUSCA}/incidents/${id}`)).json().citedBy
    expect(await cited(open.incidentId)).toEqual([{ sitrepId, number: '2024-03-01/1' }])
    expect(await cited(vague.incidentId)).toEqual([])
  })
})

describe('the columns', () => {
  it('hold what the reader may see and no trace of the rest', async () => {
    const forAmara = await columnsOf(amara)
    expect(rowIds(forAmara)).toEqual([open.incidentId, vague.incidentId].sort())
    expect(rowIds(await columnsOf(bo))).toEqual([open.incidentId, crsv.incidentId, vague.incidentId].sort())
    const text = (await amara.get(`${MINUSCA}/columns`)).rawPayload.toString('latin1')
    for (const secret of ['CRSV', 'Unnamed group', 'Haute-Kotto']) expect(text).not.toContain(secret)
  })

  it('come gzipped to who takes that, with the same content', async () => {
    const reply = await amara.get(`${MINUSCA}/columns`, { 'accept-encoding': 'gzip, deflate, br' })
    expect(reply.headers['content-encoding']).toBe('gzip')
    const { gunzipSync } = await import('node:zlib')
    expect(gunzipSync(reply.rawPayload)).toEqual((await amara.get(`${MINUSCA}/columns`)).rawPayload)
  })

  it('answer 304 until something that the reader may see changes', async () => {
    const tag = async (person: TestPerson) => String((await person.get(`${MINUSCA}/columns`)).headers.etag)
    const [amarasTag, bosTag] = [await tag(amara), await tag(bo)]
    expect(amarasTag).not.toBe(bosTag)
    const again = await amara.get(`${MINUSCA}/columns`, { 'if-none-match': amarasTag })
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
    const [fresh] = await storeSamples(server.db, operationId, [
      { title: 'Second assault', marking: restricted(operationId, 'CRSV') },
    ])
    await tellChange([fresh!.incidentId])
    expect(await tag(amara)).toBe(amarasTag)
    expect(await tag(bo)).not.toBe(bosTag)
    expect(rowIds(await columnsOf(bo))).toContain(fresh!.incidentId)
  })
})

describe('the figures', () => {
  it('are those of the reader', async () => {
    const figure = async (person: TestPerson) =>
      (await person.get(`${MINUSCA}/picture?by=family,area,actor&filter=${FROM_2024}`)).json()
    const forAmara = await figure(amara)
    expect(forAmara.total.incidents).toBe(2)
    expect(forAmara.total.killed).toContainEqual(
      expect.objectContaining({ countingRule: 'mission', incidents: 1, low: 1, best: 2, highUnknown: 1 }),
    )
    expect(JSON.stringify(forAmara)).not.toMatch(/Unnamed group|Haute-Kotto|CRSV/)
    expect((await figure(bo)).histograms.area.bins).toMatchObject([{ key: '/Haute-Kotto', tally: { incidents: 1 } }])
  })

  it.each(['by=colour', 'top=0', 'top=99999', 'filter=no'])('refuse ?%s', async (query) => {
    expect((await amara.get(`${MINUSCA}/picture?${query}`)).statusCode).toBe(422)
  })
})

describe('the export', () => {
  it('gives rows with their provenance as CSV, GeoJSON and lines of JSON', async () => {
    const csv = await amara.get(`${MINUSCA}/export?format=csv&filter=${FROM_2024}`)
    expect(csv.headers['content-disposition']).toBe('attachment; filename="minusca-incidents-2024-03-02.csv"')
    const [head, ...rows] = csv.body.trimEnd().split('\r\n')
    expect(head).toContain('dataset,release,external_id,source_code,source_name,source_citation')
    expect(rows).toHaveLength(2)
    expect(rows[1]).toContain('Shots at Bambari')
    expect(rows[1]).toContain('Patrol log')
    const geojson = JSON.parse((await amara.get(`${MINUSCA}/export?format=geojson&filter=${FROM_2024}`)).body)
    expect(geojson.features).toMatchObject([
      { type: 'Feature', geometry: null, properties: { title: 'Rumour of a clash' } },
      { geometry: { type: 'Point', coordinates: [18.5, 4.4] }, properties: { actors: ['UPC'], killed_high: null } },
    ])
    const lines = (await amara.get(`${MINUSCA}/export?format=jsonl&filter=${FROM_2024}`)).body.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([vague.incidentId, open.incidentId])
  })

  it('never holds a single event of a protection compartment, also not for who may see it (N3)', async () => {
    for (const format of ['csv', 'geojson', 'jsonl'])
      expect((await bo.get(`${MINUSCA}/export?format=${format}`)).body).not.toMatch(/assault|Bria|CRSV/i)
  })

  it('does not hand formulas to a spreadsheet', async () => {
    const { csvCell } = await import('./export-formats.ts')
    expect(csvCell('=1+1')).toBe("'=1+1")
    expect(csvCell(-7.5)).toBe('-7.5')
    expect(csvCell('a "b", c')).toBe('"a ""b"", c"')
    expect(csvCell(null)).toBe('')
  })

  it('is logged with who took it', async () => {
    const rows = await server.db.selectFrom('access_event').selectAll().where('kind', '=', 'export.made').execute()
    expect(rows.some((row) => row.person_id === amara.id)).toBe(true)
  })
})

describe('saved views', () => {
  it('are each person’s own', async () => {
    const saved = await amara.send('POST', `${MINUSCA}/saved-views`, { name: 'January', query: '?filter={}' })
    expect(saved.statusCode).toBe(201)
    expect((await amara.get(`${MINUSCA}/saved-views`)).json()).toMatchObject([{ name: 'January', query: '?filter={}' }])
    expect((await bo.get(`${MINUSCA}/saved-views`)).json()).toEqual([])
    const { id } = saved.json()
    expect((await bo.send('DELETE', `${MINUSCA}/saved-views/${id}`)).statusCode).toBe(404)
    expect((await amara.send('DELETE', `${MINUSCA}/saved-views/${id}`)).statusCode).toBe(204)
    expect((await amara.get(`${MINUSCA}/saved-views`)).json()).toEqual([])
  })

  it('need the CSRF token', async () => {
    const reply = await server.app.inject({
      method: 'POST',
      url: `${MINUSCA}/saved-views`,
      headers: { cookie: amara.cookie },
      payload: { name: 'x', query: '' },
    })
    expect([reply.statusCode, reply.json().type]).toEqual([403, 'access.csrf'])
  })
})

describe('live changes', () => {
  /** Reads events of a real connection until `count` came. */
  async function listen(
    person: TestPerson,
  ): Promise<{ next: () => Promise<{ event: string; data: LiveChange }>; stop: () => void }> {
    const address = await server.listen()
    const abort = new AbortController()
    const reply = await fetch(`${address}${MINUSCA}/live`, { headers: { cookie: person.cookie }, signal: abort.signal })
    expect(reply.headers.get('content-type')).toContain('text/event-stream')
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    return {
      next: async () => {
        for (;;) {
          const match = /event: (\w+)\ndata: (.*)\n\n/.exec(text)
          if (match !== null) {
            text = text.slice(match.index + match[0].length)
            return { event: match[1]!, data: JSON.parse(match[2]!) }
          }
          const { value, done } = await reader.read()
          if (done) return { event: 'closed', data: { revision: '', rows: null, removedIds: [] } }
          text += value
        }
      },
      stop: () => abort.abort(),
    }
  }

  it('tell each screen of the rows that its reader may see, and of no others', async () => {
    const [forAmara, forBo] = [await listen(amara), await listen(bo)]
    expect((await forAmara.next()).event).toBe('opened')
    expect((await forBo.next()).event).toBe('opened')
    const [hidden, plain] = await storeSamples(server.db, operationId, [
      { title: 'Third assault', marking: restricted(operationId, 'CRSV') },
      { title: 'Roadblock', actors: ['UPC'] },
    ])
    await tellChange([hidden!.incidentId])
    await tellChange([plain!.incidentId])
    const bosFirst = await forBo.next()
    expect(bosFirst.data.rows).toMatchObject([{ id: hidden!.incidentId, typeCode: 'ARM-01' }])
    // Amara's first event is already the second change.
    const amarasFirst = await forAmara.next()
    expect(amarasFirst.event).toBe('changed')
    expect(amarasFirst.data.rows).toMatchObject([{ id: plain!.incidentId, actors: [{ name: 'UPC' }] }])
    const tag = (await amara.get(`${MINUSCA}/columns`)).headers.etag
    expect(`"${amarasFirst.data.revision}"`).toBe(tag)
    forAmara.stop()
    forBo.stop()
  })

  it('reach who is cleared for a compartment that had no record before', async () => {
    const coral = await server.person('coral', [{ operationId, roles: ['CPA'], compartments: ['CAAC'] }])
    const stream = await listen(coral)
    await stream.next()
    const [first] = await storeSamples(server.db, operationId, [
      { title: 'Recruitment', marking: restricted(operationId, 'CAAC') },
    ])
    await tellChange([first!.incidentId])
    expect((await stream.next()).data.rows).toMatchObject([{ id: first!.incidentId }])
    stream.stop()
  })

  it('say that a row went when it was superseded', async () => {
    const [row] = await storeSamples(server.db, operationId, [{ title: 'Soon gone' }])
    await tellChange([row!.incidentId])
    const stream = await listen(amara)
    await stream.next()
    await server.db
      .updateTable('incident')
      .set({ superseded_at: server.now() })
      .where('id', '=', row!.incidentId)
      .execute()
    await tellChange([row!.incidentId])
    expect((await stream.next()).data).toMatchObject({ rows: [], removedIds: [row!.incidentId] })
    expect(rowIds(await columnsOf(amara))).not.toContain(row!.incidentId)
    stream.stop()
  })

  it('end when the person signs out or loses a right', async () => {
    const eve = await server.person('eve', [{ operationId, roles: ['DO'] }])
    const stream = await listen(eve)
    await stream.next()
    await eve.send('DELETE', '/v1/session')
    expect((await stream.next()).event).toBe('ended')
    const frida = await server.person('frida', [{ operationId, roles: ['DO'], compartments: ['CAAC'] }])
    const other = await listen(frida)
    await other.next()
    await server.db.updateTable('membership').set({ compartments: [] }).where('person_id', '=', frida.id).execute()
    expect((await other.next()).event).toBe('ended')
  })
})

describe('the picture in memory', () => {
  it('takes in an import as one change, and its undoing', async () => {
    const importId = mintId()
    await server.db
      .insertInto('dataset_import')
      .values({
        operation_id: operationId,
        id: importId,
        dataset: 'ucdp-ged',
        release: '23.1',
        file_name: 'f.csv',
        file_sha256: '',
        file_bytes: 1n,
        person_id: null,
        on_error: 'keep',
        state: 'done',
        issues: '[]',
        started_at: server.now(),
      })
      .execute()
    const before = rowIds(await columnsOf(amara)).length
    const stored = await storeSamples(server.db, operationId, [
      { title: 'One', importId },
      { title: 'Two', importId },
    ])
    // The import supersedes a row of before.
    const old = open.incidentId
    await server.db
      .updateTable('incident')
      .set({ supersedes_id: old })
      .where('id', '=', stored[0]!.incidentId)
      .execute()
    await server.db
      .updateTable('incident')
      .set({ superseded_at: server.now(), superseded_by_import: importId })
      .where('id', '=', old)
      .execute()
    const tell = () => changed(() => server.db.transaction().execute((tx) => notifyImported(tx, operationId, importId)))
    await tell()
    expect(rowIds(await columnsOf(amara))).toHaveLength(before + 1)
    const dataset = (await amara.get(`${MINUSCA}/picture?by=dataset`)).json().histograms.dataset.bins
    expect(dataset).toContainEqual(expect.objectContaining({ key: 'ucdp-ged' }))
    await server.db
      .updateTable('incident')
      .set({ superseded_at: server.now() })
      .where('import_id', '=', importId)
      .execute()
    await server.db
      .updateTable('incident')
      .set({ superseded_at: null, superseded_by_import: null })
      .where('id', '=', old)
      .execute()
    await tell()
    const after = rowIds(await columnsOf(amara))
    expect(after).toHaveLength(before)
    expect(after).toContain(old)
  })

  it('comes back after the connection that hears of changes was cut', async () => {
    const [row] = await storeSamples(server.db, operationId, [{ title: 'While deaf' }])
    await server.db.transaction().execute(async (tx) => {
      const { sql } = await import('kysely')
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'eirene changes' and datname = current_database()`.execute(
        tx,
      )
    })
    await expect.poll(async () => rowIds(await columnsOf(amara)), { timeout: 100_000 }).toContain(row!.incidentId)
  })
})

describe('a transaction of a reader', () => {
  it('sees nothing when it was allowed nothing', async () => {
    const rows = await withReader(server.db, { operationId, markingNos: [], personId: amara.id }, (tx) =>
      tx.selectFrom('incident').select('id').execute(),
    )
    expect(rows).toEqual([])
  })
})

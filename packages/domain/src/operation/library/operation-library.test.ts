import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../../../../tools/shared-data.ts'
import { firstDayOf, lastDayOf } from '../../time/index.ts'
import {
  countEvidence,
  findLibraryOperation,
  findLibrarySource,
  frenchNameOf,
  leadsOn,
  nameOn,
  operationLibrary,
  OPERATION_TYPE_LABELS,
  OPERATION_TYPES,
  operationsActiveOn,
  predecessorsOf,
  sourceIdOf,
  spanOf,
  strengthSeries,
  successorsOf,
  typesOn,
  type LibraryOperation,
} from './index.ts'

const library = operationLibrary()
const get = (id: string): LibraryOperation => {
  const operation = findLibraryOperation(id)
  if (operation === undefined) throw new Error(`no operation ${id}`)
  return operation
}

interface Evidence {
  readonly sources: readonly string[]
  readonly verification: string
  readonly from?: string
  readonly to?: string
}

/** Every object with sources in a value, with its path. */
function factsIn(value: unknown, path: string): { path: string; fact: Evidence }[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, each]) => factsIn(each, `${path}/${key}`))

  return 'sources' in value && 'verification' in value
    ? [{ path, fact: value as unknown as Evidence }, ...inner]
    : inner
}

const facts = [
  ...library.operations.flatMap((operation) => factsIn(operation, operation.id)),
  ...factsIn(library.instruments, 'instruments'),
  ...factsIn(library.footnotes, 'footnotes'),
  ...factsIn(library.yearlyStrength, 'yearlyStrength'),
  ...factsIn(library.strengthReports, 'strengthReports'),
  ...factsIn(library.piracy, 'piracy'),
]

describe('the library of operations', () => {
  it('holds all 71 peacekeeping operations of the United Nations and 25 others', () => {
    expect(library.operations.filter((operation) => operation.family === 'un-pko')).toHaveLength(71)
    expect(library.operations).toHaveLength(96)
    const named =
      'ifor sfor allied-force kfor isaf rsm active-endeavour sea-guardian allied-provider allied-protector ocean-shield unified-protector ntm-i nmi amis-support amisom-support pakistan-2005 katrina-2005 iraq-2003 amis amisom atmis aussom eufor-althea eunavfor-atalanta'
    for (const id of named.split(' ')) expect(findLibraryOperation(id), id).toBeDefined()
  })

  it('uses each id and acronym once', () => {
    for (const list of [
      library.operations.map((each) => each.id),
      library.operations.map((each) => each.acronym),
      library.sources.map((each) => each.id),
      library.instruments.map((each) => each.id),
      library.definitions.map((each) => each.id),
      library.footnotes.map((each) => each.id),
    ])
      expect(new Set(list).size).toBe(list.length)
  })

  it('gives every fact a source that the register knows', () => {
    expect(facts.length).toBeGreaterThan(1000)
    for (const { path, fact } of facts) {
      expect(fact.sources.length, path).toBeGreaterThan(0)
      for (const reference of fact.sources) expect(findLibrarySource(reference), `${path}: ${reference}`).toBeDefined()
    }
  })

  it('calls a fact verified only when one of its sources was read', () => {
    for (const { path, fact } of facts) {
      const read = fact.sources.some((reference) => findLibrarySource(reference)?.access !== 'not-read')
      if (fact.verification === 'verified') expect(read, path).toBe(true)
    }
    for (const { path, fact } of facts)
      if (fact.sources.every((reference) => sourceIdOf(reference) === 'memory'))
        expect(fact.verification, path).toBe('unverified')
  })

  it('begins every interval before it ends', () => {
    for (const { path, fact } of facts)
      if (fact.from !== undefined && fact.to !== undefined)
        expect(firstDayOf(fact.from) < firstDayOf(fact.to), path).toBe(true)
    for (const operation of library.operations) {
      const { firstOn, lastOn } = spanOf(operation)
      if (lastOn !== null) expect(firstOn < lastOn, operation.id).toBe(true)
    }
  })

  it('keeps types and leads inside the life of the operation', () => {
    for (const operation of library.operations) {
      const { firstOn, lastOn } = spanOf(operation)
      for (const fact of [...operation.types, ...operation.leads]) {
        expect(fact.from !== undefined && firstDayOf(fact.from) >= firstOn, operation.id).toBe(true)
        if (lastOn !== null) {
          expect(fact.to, operation.id).toBeDefined()
          // Half-open: it may end on the day after the last day at most.
          const dayBefore = new Date(Date.parse(firstDayOf(fact.to ?? '')) - 86_400_000).toISOString().slice(0, 10)
          expect(dayBefore <= lastOn, `${operation.id} ${fact.value}`).toBe(true)
        }
      }
    }
  })

  it('classifies with codes of the list only, and names each code in two languages', () => {
    const used = new Set(library.operations.flatMap((operation) => operation.types.map((fact) => fact.value)))
    for (const code of used) expect(OPERATION_TYPES).toContain(code)
    expect(Object.keys(OPERATION_TYPE_LABELS)).toEqual([...OPERATION_TYPES])
    const without = library.operations.filter((operation) => operation.types.length === 0)
    expect(without.map((operation) => operation.id)).toEqual(['iraq-2003'])
  })

  it('points at instruments, footnotes, definitions and sources that exist', () => {
    const instruments = new Set(library.instruments.map((each) => each.id))
    const footnotes = new Set(library.footnotes.map((each) => each.id))
    const definitions = new Set(library.definitions.map((each) => each.id))
    for (const operation of library.operations) {
      for (const use of operation.instruments) expect(instruments, operation.id).toContain(use.value)
      for (const id of operation.footnotes) expect(footnotes, operation.id).toContain(id)
      for (const other of operation.discrepancies) expect(findLibrarySource(other.source), operation.id).toBeDefined()
    }
    for (const each of [...library.yearlyStrength, ...library.strengthReports, ...library.piracy.series])
      expect(definitions).toContain(each.definitionId)
  })

  it('rests every peacekeeping operation of the United Nations on an instrument adopted by its beginning', () => {
    const adopted = new Map(library.instruments.map((each) => [each.id, each.adoptedOn]))
    const confirmedLater = library.operations.filter((operation) => {
      const first = operation.instruments.map((use) => adopted.get(use.value) ?? '9999').sort()[0] ?? '9999'
      return operation.family === 'un-pko' && first > lastDayOf(operation.began.value)
    })
    expect(confirmedLater.map((operation) => operation.id)).toEqual(['ungomap'])
    expect(get('ungomap').instruments.map((use) => use.role)).toEqual(['confirms'])
  })

  it('links predecessor and successor in both directions, never backwards in time', () => {
    for (const operation of library.operations)
      for (const next of successorsOf(operation.id)) {
        expect(predecessorsOf(next.id).map((each) => each.id)).toContain(operation.id)
        expect(spanOf(operation).firstOn <= spanOf(next).firstOn, `${operation.id} → ${next.id}`).toBe(true)
        expect(next.id).not.toBe(operation.id)
      }
    const links = library.operations.flatMap((operation) => operation.successors.map((link) => link.value))
    for (const id of links) expect(findLibraryOperation(id), id).toBeDefined()
    expect(predecessorsOf('rsm').map((each) => each.id)).toEqual(['isaf'])
    expect(successorsOf('amisom').map((each) => each.id)).toEqual(['atmis'])
  })

  it('gives every operation a place on the map or hosts', () => {
    for (const operation of library.operations)
      expect(operation.places.length + operation.hosts.length, operation.id).toBeGreaterThan(0)
    const unplaced = library.operations.filter((operation) => operation.places.length === 0).map((each) => each.id)
    expect(unplaced).toEqual([])
  })
})

describe('what was the case on a day', () => {
  it('knows that NATO led ISAF only from 11 August 2003', () => {
    const isaf = get('isaf')
    expect(leadsOn(isaf, '2003-08-10')).toEqual(['NATIONS'])
    expect(leadsOn(isaf, '2003-08-11')).toEqual(['NATO'])
    expect(leadsOn(isaf, '2015-06-01')).toEqual([])
  })

  it('knows how the kind of an operation changed', () => {
    expect(typesOn(get('onuc'), '1960-12-01')).toEqual(['PKO-TRAD'])
    expect(typesOn(get('onuc'), '1962-01-01')).toEqual(['PKO-ROBUST'])
    expect(typesOn(get('isaf'), '2012-01-01')).toEqual(['PSO-PE', 'TRN'])
    expect(nameOn(get('kfor'), '2010-01-01')).toBe('Kosovo Force')
    expect(get('kfor').names.map((name) => name.value)).toContain('Operation Joint Guardian')
  })

  it('lists the operations active on a day, with whole months at their edges', () => {
    const ids = (day: string): string[] => operationsActiveOn(day).map((each) => each.id)
    expect(ids('1948-05-28')).toEqual([])
    expect(ids('1948-05-29')).toEqual(['untso'])
    expect(ids('1967-06-30')).toContain('unef-i')
    expect(ids('1967-07-01')).not.toContain('unef-i')
    expect(ids('2016-12-15')).toContain('ocean-shield')
    expect(ids('2016-12-16')).not.toContain('ocean-shield')
    expect(ids('2010-11-15')).toEqual(expect.arrayContaining(['isaf', 'kfor', 'unmil', 'unamid', 'ocean-shield']))
    expect(ids('2024-01-01')).not.toContain('minusma')
    expect(ids('2013-01-16')).toContain('amisom-support')
    expect(ids('2013-01-17')).not.toContain('amisom-support')
    expect(ids('2025-06-01')).toEqual(expect.arrayContaining(['unifil', 'kfor', 'aussom']))
  })

  it('tells as of when an open end was read', () => {
    for (const operation of library.operations)
      if (operation.ended === null) expect(operation.status.asOf, operation.id).not.toBeNull()
    expect(get('unmil').ended?.value).toBe('2018-03')
    expect(get('unamid').ended?.value).toBe('2020-12-31')
    expect(get('minujusth').ended?.value).toBe('2019-10')
  })
})

describe('strength', () => {
  it('carries the figures of ISAF as reported, 130,930 in November 2010', () => {
    const [series] = strengthSeries('isaf')
    expect(series?.points.find((point) => point.on === '2010-11')?.personnel).toBe(130_930)
    expect(series?.definition.unit).toBe('persons')
  })

  it('keeps what is reported apart from what is allowed', () => {
    const kinds = strengthSeries('unamsil').map((series) => series.definition.id)
    expect(kinds).toEqual(['ipi-uniformed-yearly-maximum', 'authorised-ceiling'])
    expect(strengthSeries('unogil')).toEqual([])
  })

  it('is never larger in a part than in the total, and runs forward in time', () => {
    for (const operation of library.operations)
      for (const series of strengthSeries(operation.id)) {
        const days = series.points.map((point) => firstDayOf(point.on))
        expect(days, operation.id).toEqual([...days].sort())
        for (const point of series.points) {
          const parts = [point.troops, point.police, point.observers].filter((part) => part !== null)
          if (parts.length > 0)
            expect(
              parts.reduce((sum, part) => sum + part, 0),
              operation.id,
            ).toBe(point.personnel)
        }
      }
  })
})

describe('the curve of the Horn of Africa', () => {
  it('keeps two collections apart and shows the years beside Ocean Shield', () => {
    const rows = new Map(library.piracy.series.map((series) => [series.definitionId, new Map(series.rows)]))
    expect(
      [2008, 2009, 2010, 2011, 2012, 2013, 2014].map((year) => rows.get('crime-at-sea-attacks')?.get(year)),
    ).toEqual([133, 226, 215, 241, 81, 27, 22])
    expect([2008, 2011].map((year) => rows.get('nga-asam-messages')?.get(year))).toEqual([239, 292])
    expect(findLibraryOperation(library.piracy.besideOperationId)?.id).toBe('ocean-shield')
    expect(new Set(library.piracy.series.map((series) => series.definitionId)).size).toBe(library.piracy.series.length)
  })
})

const pact = sharedData('un-missions/pact_pko_start_end.csv')
const ipi = sharedData('un-missions/ipi/data_mission.csv')
const attacks = sharedData('piracy/pirate_attacks_1993-2020.csv.gz')
const MONTHS = 'January February March April May June July August September October November December'.split(' ')

describe('against the open data it was curated from', () => {
  it.skipIf(pact === undefined)(
    'has every acronym of the list and its months, or says where it departs from it',
    () => {
      const lines = readFileSync(pact ?? '', 'utf8')
        .trim()
        .split('\n')
        .slice(1)
      expect(lines).toHaveLength(71)
      const byAcronym = new Map(library.operations.map((operation) => [operation.acronym, operation]))
      for (const line of lines) {
        const match = /^([^,]+),.*,([A-Z][a-z]+ \d{4}),([A-Z][a-z]+ \d{4}|Present)$/.exec(line.trim())
        const operation = byAcronym.get(match?.[1] ?? '')
        expect(operation, line).toBeDefined()
        const monthOf = (text = ''): string | undefined => {
          const [name = '', year = ''] = text.split(' ')
          return text === 'Present' ? undefined : `${year}-${String(MONTHS.indexOf(name) + 1).padStart(2, '0')}`
        }
        const departs = new Set(
          operation?.discrepancies.filter((each) => each.source === 'pact').map((each) => each.field),
        )
        expect(operation?.began.value.slice(0, 7) === monthOf(match?.[2]), line).toBe(!departs.has('began'))
        expect(operation?.ended?.value.slice(0, 7) === monthOf(match?.[3]), line).toBe(!departs.has('ended'))
      }
    },
  )

  it.skipIf(ipi === undefined)('repeats the highest month of MONUSCO, UNMIL and UNIFIL in 2011', () => {
    const rows = readFileSync(ipi ?? '', 'utf8')
      .trim()
      .split('\n')
      .slice(1)
    for (const acronym of ['MONUSCO', 'UNMIL', 'UNIFIL']) {
      const totals = rows
        .filter((row) => row.startsWith('2011-') && row.includes(`,"${acronym}",`))
        .map((row) => Number(row.split(',').at(-1)))
      const operation = library.operations.find((each) => each.acronym === acronym)
      const points = strengthSeries(operation?.id ?? '')[0]?.points ?? []
      expect(points.find((point) => point.on.startsWith('2011'))?.personnel, acronym).toBe(Math.max(...totals))
    }
  })

  it.skipIf(attacks === undefined)('counts the attacks in the box again', () => {
    const rows = gunzipSync(readFileSync(attacks ?? ''))
      .toString('utf8')
      .split('\n')
      .slice(1)
    const counted = new Map<number, number>()
    const { latMax, latMin, lonMax, lonMin } = library.piracy.box
    for (const row of rows) {
      const match = /^(\d{4})-\d{2}-\d{2},[^,]*,(-?[\d.]+),(-?[\d.]+),/.exec(row)
      if (match === null) continue
      const [year, lon, lat] = match.slice(1).map(Number) as [number, number, number]
      if (lat >= latMin && lat <= latMax && lon >= lonMin && lon <= lonMax)
        counted.set(year, (counted.get(year) ?? 0) + 1)
    }
    for (const [year, count] of library.piracy.series[0]?.rows ?? [])
      expect(counted.get(year), String(year)).toBe(count)
  })
})

describe('names in French', () => {
  it('has one for every operation and none for another id', () => {
    expect(library.operations.filter(({ id }) => frenchNameOf(id) === undefined)).toEqual([])
    expect(frenchNameOf('unifil')).toEqual({ acronym: 'FINUL', name: 'Force intérimaire des Nations Unies au Liban' })
    expect(frenchNameOf('toString')).toBeUndefined()
  })

  it('gives no two operations one acronym', () => {
    const acronyms = library.operations.map(({ id }) => frenchNameOf(id)?.acronym)
    expect(new Set(acronyms).size).toBe(acronyms.length)
  })
})

describe('the count of evidence', () => {
  it('counts each fact once, and those read apart from those not read', () => {
    const read = { value: 1, sources: ['a'], verification: 'verified' }
    const open = { value: 2, sources: ['memory'], verification: 'unverified' }
    expect(countEvidence({ id: 'x', one: read, more: [read, open], none: null })).toEqual({
      verified: 2,
      unverified: 1,
    })
    expect(countEvidence('text')).toEqual({ verified: 0, unverified: 0 })
  })

  it('agrees with the list of all facts', () => {
    const all = countEvidence([
      library.operations,
      library.instruments,
      library.footnotes,
      library.yearlyStrength,
      library.strengthReports,
      library.piracy,
    ])
    expect(all.verified + all.unverified).toBe(facts.length)
    expect(all.unverified).toBe(facts.filter(({ fact }) => fact.verification === 'unverified').length)
  })
})

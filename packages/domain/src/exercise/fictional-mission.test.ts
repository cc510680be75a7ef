import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { COMPARTMENTS } from '../access/index.ts'
import { assertStateChange, INCIDENT_TYPE_CODES, INCIDENT_TYPES, incidentType, TRANSITIONS } from '../incident/index.ts'
import { isId } from '../record/index.ts'
import { DEMONSTRATION, demonstrationAt, generateFictionalMission } from './index.ts'
import { NARRATIVES } from './narratives/index.ts'
import { PARTIES } from './parties.ts'
import { SETTLEMENTS } from './settlements.ts'

const mission = generateFictionalMission(DEMONSTRATION)
const reportsById = new Map(mission.reports.map((report) => [report.id, report]))
const incidentsById = new Map(mission.incidents.map((incident) => [incident.id, incident]))
const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

describe('generateFictionalMission', () => {
  it('gives the same mission for the same seed, and another for another', () => {
    const short = { seed: 7, startOn: '2026-03-02', weeks: 2 }
    expect(digest(generateFictionalMission(short))).toBe(digest(generateFictionalMission(short)))
    expect(digest(generateFictionalMission({ ...short, seed: 8 }))).not.toBe(digest(generateFictionalMission(short)))
  })

  it('has every one of the 158 types at least once, in twelve weeks and in one', () => {
    const week = generateFictionalMission({ seed: 3, startOn: '2026-03-02', weeks: 1 })
    for (const { incidents } of [mission, week]) {
      expect([...new Set(incidents.map((incident) => incident.typeCode))].toSorted()).toEqual(
        [...INCIDENT_TYPE_CODES].toSorted(),
      )
    }
  })

  it('holds 1,200 to 2,000 incidents on about 2,500 reports, 60 to 320 in each week', () => {
    expect(mission.incidents.length).toBeGreaterThan(1200)
    expect(mission.incidents.length).toBeLessThan(2000)
    expect(mission.reports.length).toBeGreaterThan(2000)
    expect(mission.reports.length).toBeLessThan(3200)
    const start = Date.parse(mission.operation.createdAt)
    const perWeek = new Map<number, number>()
    for (const { occurred } of mission.incidents.filter((incident) => incident.occurred.precision !== 'month')) {
      const week = Math.floor((Date.parse(occurred.from) - start) / 604_800_000)
      perWeek.set(week, (perWeek.get(week) ?? 0) + 1)
    }
    expect([...perWeek.keys()].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    for (const count of perWeek.values()) {
      expect(count).toBeGreaterThan(60)
      expect(count).toBeLessThan(320)
    }
  })

  it('stays in the exercise realm and in its own operation', () => {
    expect(mission.operation.realm).toBe('EXERCISE')
    for (const record of [...mission.incidents, ...mission.reports, ...mission.observations]) {
      expect(record.operationId).toBe(mission.operation.id)
      expect(record.marking.realm).toBe('EXERCISE')
      expect(record.marking.caveats).toContain('EXERCISE')
      expect(record.marking.operationId).toBe(mission.operation.id)
    }
  })

  it('mints unique ids, and every reference leads somewhere', () => {
    const ids = [
      mission.operation,
      ...mission.incidents,
      ...mission.reports,
      ...mission.observations,
      ...mission.stateChanges,
      ...mission.actors,
      ...mission.sources,
      ...mission.staff,
    ].map(({ id }) => id)
    expect(ids.every(isId)).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
    const sources = new Set(mission.sources.map(({ id }) => id))
    const actors = new Set(mission.actors.map(({ id }) => id))
    expect(mission.reports.every(({ sourceId }) => sources.has(sourceId))).toBe(true)
    for (const incident of mission.incidents) {
      expect(incident.reportIds.length).toBeGreaterThan(0)
      expect(incident.reportIds.every((id) => reportsById.has(id))).toBe(true)
      expect(incident.involvements.every(({ actorId }) => actors.has(actorId))).toBe(true)
    }
    expect(mission.observations.every(({ reportId }) => reportsById.has(reportId))).toBe(true)
  })

  it('records nothing after the scenario ends, and no incident before its first report', () => {
    for (const record of [...mission.incidents, ...mission.reports, ...mission.observations]) {
      expect(record.provenance.recordedAt <= mission.endsAt).toBe(true)
    }
    for (const incident of mission.incidents) {
      const first = incident.reportIds.map((id) => reportsById.get(id)?.provenance.recordedAt ?? '').toSorted()[0] ?? ''
      expect(incident.provenance.recordedAt >= first).toBe(true)
      if (incident.occurred.precision === 'minute')
        expect(incident.occurred.from <= incident.provenance.recordedAt).toBe(true)
    }
  })

  it('has about twenty patrols with what they saw', () => {
    expect(mission.patrols).toHaveLength(20)
    for (const patrol of mission.patrols) {
      expect(reportsById.get(patrol.reportId)?.type).toBe('PATREP')
      expect(patrol.departedAt < patrol.returnedAt).toBe(true)
      const seen = mission.observations.filter(({ reportId }) => reportId === patrol.reportId)
      expect(seen.length).toBeGreaterThanOrEqual(2)
      expect(
        seen.every(({ occurred }) => occurred.from >= patrol.departedAt && occurred.from <= patrol.returnedAt),
      ).toBe(true)
    }
  })

  it.each([
    ['2026-02-31', 12],
    ['2026-03-02', 0],
    ['2026-03-02', 1.5],
  ])('refuses %s for %d weeks', (startOn, weeks) => {
    expect(() => generateFictionalMission({ seed: 1, startOn, weeks })).toThrow(RangeError)
  })
})

describe('a demonstration made at a time', () => {
  it('stops with the last full hour, whatever the day of the week and the hour, and keeps the promises of the mission', () => {
    const made = [0, 1, 2, 3, 4, 5, 6].map((n) => Date.UTC(2026, 10, 23 + n, (n * 5 + 1) % 24, 40))
    for (const madeMs of made) {
      const { incidents, reports, observations, patrols, stateChanges, endsAt } = generateFictionalMission(
        demonstrationAt(new Date(madeMs)),
      )
      const endMs = Date.parse(endsAt)
      expect(madeMs - endMs).toBe(40 * 60_000)
      const recorded = [...incidents, ...reports, ...observations].map(({ provenance }) => provenance.recordedAt)
      expect(recorded.every((at) => at <= endsAt)).toBe(true)
      expect(patrols.every(({ returnedAt }) => returnedAt <= endsAt)).toBe(true)
      const early = incidents.filter(({ occurred, provenance }) => occurred.from > provenance.recordedAt)
      expect(early.filter(({ occurred }) => occurred.precision === 'minute')).toEqual([])
      // Somebody who opens it sees what came in within the last hours.
      const hoursAgo = (hours: number): number =>
        incidents.filter(({ provenance }) => Date.parse(provenance.recordedAt) > endMs - hours * 3_600_000).length
      expect(hoursAgo(6)).toBeGreaterThan(0)
      expect(hoursAgo(24)).toBeGreaterThan(5)
      const last = new Map(stateChanges.map(({ incidentId, changedAt }) => [incidentId, Date.parse(changedAt)]))
      const waiting = incidents.filter(({ state }) => ['received', 'reported', 'under_verification'].includes(state))
      const days = waiting.map(
        ({ id, provenance }) => (endMs - (last.get(id) ?? Date.parse(provenance.recordedAt))) / 86_400_000,
      )
      expect([Math.max(...days) < 10, days.length > 20]).toEqual([true, true])
      expect(new Set(incidents.map(({ typeCode }) => typeCode)).size).toBe(INCIDENT_TYPE_CODES.length)
      expect(new Set(incidents.map(({ state }) => state)).size).toBe(Object.keys(TRANSITIONS).length)
      expect(incidents.length).toBeGreaterThan(1200)
      expect(incidents.length).toBeLessThan(2000)
    }
  })

  it('at the end of its last day and with a backlog is the mission that figures rest on', () => {
    const { backlogDays, ...order } = demonstrationAt(new Date('2026-03-30T02:00:00Z'))
    expect(backlogDays).toBeLessThan(7)
    expect(order).toMatchObject({ startOn: DEMONSTRATION.startOn, weeks: DEMONSTRATION.weeks })
    expect(digest(generateFictionalMission(order))).toBe(digest(mission))
  })

  it.each(['2026-03-28T02:00:00Z', '2026-03-30T02:00:00.001Z'])(
    'cannot stop on another day than its last: %s',
    (endsAt) => {
      expect(() => generateFictionalMission({ ...DEMONSTRATION, endsAt })).toThrow(RangeError)
    },
  )
})

describe('verification in the fictional mission', () => {
  it('obeys the table of transitions, the two-person rule and time, step by step, to the state of each incident', () => {
    const byIncident = new Map<string, typeof mission.stateChanges>()
    for (const change of mission.stateChanges) {
      byIncident.set(change.incidentId, [...(byIncident.get(change.incidentId) ?? []), change])
    }
    for (const incident of mission.incidents) {
      const reporters = incident.reportIds.flatMap((id) => reportsById.get(id)?.provenance.personId ?? [])
      let state: (typeof mission.stateChanges)[number]['from'] = 'received'
      let at = incident.provenance.recordedAt
      for (const change of byIncident.get(incident.id) ?? []) {
        expect(change.from).toBe(state)
        assertStateChange(change, reporters)
        expect(change.changedAt >= at).toBe(true)
        state = change.to
        at = change.changedAt
      }
      expect(state).toBe(incident.state)
    }
    expect([...byIncident.keys()].every((id) => incidentsById.has(id))).toBe(true)
  })

  it('reaches every state of the table', () => {
    const states = new Set(mission.incidents.map(({ state }) => state))
    expect([...states].toSorted()).toEqual(Object.keys(TRANSITIONS).toSorted())
  })

  it('takes what is corroborated from two independent origins or from the mission’s own eyes', () => {
    const corroborated = mission.incidents.filter(({ state }) =>
      ['corroborated', 'verified', 'contested'].includes(state),
    )
    expect(corroborated.length).toBeGreaterThan(300)
    for (const incident of corroborated) {
      const reports = incident.reportIds.flatMap((id) => reportsById.get(id) ?? [])
      const origins = new Set(reports.map((report) => report.originKey ?? report.id))
      expect(origins.size >= 2 || reports.some(({ reliability }) => reliability === 'A')).toBe(true)
    }
  })

  it('lets duplicates share the origin, the type and roughly the place of what they repeat', () => {
    expect(mission.duplicates.filter(({ merged }) => merged).length).toBeGreaterThan(20)
    expect(mission.duplicates.filter(({ merged }) => !merged).length).toBeGreaterThan(10)
    for (const { incidentId, ofIncidentId, merged } of mission.duplicates) {
      const [again, original] = [incidentsById.get(incidentId), incidentsById.get(ofIncidentId)]
      if (again === undefined || original === undefined) throw new Error('a link leads nowhere')
      const origins = (ids: readonly string[]): (string | null)[] =>
        ids.map((id) => reportsById.get(id)?.originKey ?? null)
      const [first] = origins(again.reportIds)
      expect(first).not.toBeNull()
      expect(origins(original.reportIds)).toContain(first)
      expect(again.typeCode).toBe(original.typeCode)
      expect(merged).toBe(again.state === 'duplicate')
      expect(Math.abs(Date.parse(again.occurred.from) - Date.parse(original.occurred.from))).toBeLessThanOrEqual(
        30 * 60_000,
      )
    }
    const merged = mission.incidents.filter(({ state }) => state === 'duplicate').map(({ id }) => id)
    expect(merged.toSorted()).toEqual(
      mission.duplicates
        .filter((link) => link.merged)
        .map(({ incidentId }) => incidentId)
        .toSorted(),
    )
  })
})

describe('harm in the fictional mission', () => {
  it('keeps low ≤ best ≤ high and knows what it does not know', () => {
    const all = mission.incidents.flatMap(({ harm }) => harm)
    for (const { low, best, high } of all) {
      if (low !== null && best !== null) expect(low).toBeLessThanOrEqual(best)
      if (best !== null && high !== null) expect(best).toBeLessThanOrEqual(high)
      for (const figure of [low, best, high])
        if (figure !== null) expect(Number.isInteger(figure) && figure >= 0).toBe(true)
    }
    expect(all.filter(({ best }) => best === null).length).toBeGreaterThan(30)
    expect(all.filter(({ best }) => best === 0).length).toBeGreaterThan(30)
    expect(all.filter(({ low, high }) => low !== high).length).toBeGreaterThan(50)
  })

  it('says in words what the figures say', () => {
    for (const { harm, narrative } of mission.incidents) {
      const killed = harm.find(({ category, group }) => category === 'killed' && group === 'all')
      if (killed === undefined) continue
      if (killed.best === null) expect(narrative).toContain('not known')
      else if (killed.best > 0) expect(narrative).toMatch(new RegExp(`\\b${killed.best}\\b.*reported killed`))
      else expect(narrative).not.toContain('reported killed')
    }
  })
})

describe('protection in the fictional mission', () => {
  it('keeps every type of sensitivity C in its compartments, with month, district and no harm, actor or detail', () => {
    for (const incident of mission.incidents) {
      const type = incidentType(incident.typeCode)
      if (type?.sensitivity !== 'C') continue
      expect(incident.marking.compartments).toEqual([...type.compartments].toSorted())
      const reports = incident.reportIds.flatMap((id) => reportsById.get(id) ?? [])
      expect(
        reports.every(({ marking }) => type.compartments.every((name) => marking.compartments.includes(name))),
      ).toBe(true)
      expect(incident.harm).toEqual([])
      expect(incident.occurred.precision).toBe('month')
      expect(incident.place.point === null || incident.place.point.precisionM >= 20_000).toBe(true)
    }
    const used = new Set(mission.incidents.flatMap(({ marking }) => marking.compartments))
    expect([...used].every((name) => COMPARTMENTS.includes(name))).toBe(true)
    expect(used.size).toBeGreaterThanOrEqual(6)
  })

  const texts = [
    ...mission.incidents.flatMap(({ title, narrative }) => [title, narrative]),
    ...mission.reports.flatMap(({ title, body }) => [title, body]),
    ...mission.observations.map(({ what }) => what),
    ...mission.stateChanges.map(({ reason }) => reason),
  ]

  it('names no person: every capitalised word inside a sentence is a place, a party, a unit or a term (N2)', () => {
    const known = new Set(
      [
        ...SETTLEMENTS.map(({ name }) => name),
        ...PARTIES.flatMap(({ name, short, members, membersFr }) => [name, short, members, membersFr]),
        ...mission.sources.map(({ code, name }) => `${code} ${name}`),
        ...mission.geography.bases.features.map((base) => String(base.properties['name'])),
        ...mission.geography.roads.features.map((road) => String(road.properties['name'])),
        ...mission.geography.rivers.features.map((river) => String(river.properties['name'])),
        'Orevane Patrol State Sunday Monday Tuesday Wednesday Thursday Friday Saturday',
        'COMMENT ENDS RPG IED GNSS HQ FHQ COB TS Sel Bend Third Column Highland Front Troisième Colonne Garde',
      ]
        .join(' ')
        .split(/[^\p{L}\p{N}]+/u),
    )
    const unknown = new Set<string>()
    for (const text of texts) {
      for (const [, word = ''] of text.matchAll(/(?<=[\p{Ll}\d,;] |[“(])(\p{Lu}\p{L}+)/gu)) {
        if (!known.has(word)) unknown.add(word)
      }
    }
    expect([...unknown]).toEqual([])
  })

  it('would notice a person’s name', () => {
    const known = new Set(['Berrul'])
    const words = [
      ...'The elder Ahmed Berrulson spoke in Berrul.'.matchAll(/(?<=[\p{Ll}\d,;] |[“(])(\p{Lu}\p{L}+)/gu),
    ].map(([, word]) => word ?? '')
    expect(words.filter((word) => !known.has(word))).toEqual(['Ahmed', 'Berrulson'])
  })

  it('names no origin, faith or opinion of people, no number to call, no address, no verdict (N11, N12)', () => {
    const forbidden =
      /\b(muslim|christian|jew|hindu|buddhis|catholic|protestant|ethnic|tribe|tribal|clan|caste|terroris|regime|genocid|war crime|ethnic cleansing|enemy|infidel)/i
    for (const text of texts) {
      expect(text).not.toMatch(forbidden)
      expect(text).not.toMatch(/\+?\d{8,}|@|https?:/)
      expect(text).not.toMatch(/\{\w+\}|undefined|NaN/)
    }
  })

  it('writes every type down in at least one way that begins with a capital and ends with a stop', () => {
    for (const { code } of INCIDENT_TYPES) {
      for (const [title, text] of NARRATIVES[code]) {
        expect(title.length).toBeGreaterThan(4)
        expect(text).toMatch(/^[\p{Lu}{“]/u)
        expect(text).toMatch(/[.”]$/)
      }
    }
  })
})

describe('rhythm of the fictional mission', () => {
  const hourOf = (iso: string): number => (new Date(iso).getUTCHours() + 22) % 24
  const share = (pattern: RegExp, hours: (hour: number) => boolean): number => {
    const chosen = mission.incidents.filter(
      ({ typeCode, occurred }) => pattern.test(typeCode) && occurred.precision !== 'month',
    )
    return chosen.filter(({ occurred }) => hours(hourOf(occurred.from))).length / chosen.length
  }

  it('has its ceasefire violations in the evening and its patrols by day', () => {
    expect(share(/^CFV-0[478]/, (hour) => hour >= 17 && hour <= 23)).toBeGreaterThan(0.5)
    expect(share(/^(FOM-0[123]|OBS)/, (hour) => hour >= 6 && hour <= 17)).toBeGreaterThan(0.85)
  })

  it('clusters around the line: most clashes lie within 40 km of it', () => {
    const line = mission.geography.lines.features[0]?.geometry
    if (line?.type !== 'LineString') throw new Error('no line')
    const kmTo = (lon: number, lat: number): number =>
      Math.min(...line.coordinates.map(([x, y]) => Math.hypot((lon - x) * 95.4, (lat - y) * 110.9)))
    const clashes = mission.incidents.filter(({ typeCode }) => typeCode === 'ARM-01')
    const near = clashes.filter(({ place }) => place.point !== null && kmTo(place.point.lon, place.point.lat) < 40)
    expect(near.length / clashes.length).toBeGreaterThan(0.7)
  })

  it('is contagious: armed incidents follow each other within 10 km and three days more often than a month later', () => {
    const armed = mission.incidents.filter(
      ({ typeCode, state }) => /^(ARM|ERV)/.test(typeCode) && state !== 'duplicate',
    )
    const pairs = (fromDays: number, toDays: number): number =>
      armed.reduce((sum, a) => {
        const followers = armed.filter((b) => {
          const days = (Date.parse(b.occurred.from) - Date.parse(a.occurred.from)) / 86_400_000
          if (days <= fromDays || days > toDays || a.place.point === null || b.place.point === null) return false
          return (
            Math.hypot(
              (a.place.point.lon - b.place.point.lon) * 95.4,
              (a.place.point.lat - b.place.point.lat) * 110.9,
            ) < 10
          )
        })
        return sum + followers.length
      }, 0)
    expect(pairs(0, 3)).toBeGreaterThan(2 * pairs(28, 31))
  })
})

describe('any fictional mission', () => {
  it('keeps its promises for whatever seed and length: types, links, transitions, ranges', () => {
    for (const [seed, weeks] of [
      [1, 1],
      [2, 3],
      [4_294_967_296, 2],
      [-5, 4],
    ] as const) {
      const any = generateFictionalMission({ seed, startOn: '2025-11-30', weeks })
      expect(new Set(any.incidents.map(({ typeCode }) => typeCode)).size, `seed ${seed}`).toBe(158)
      const reports = new Map(any.reports.map((report) => [report.id, report]))
      const incidents = new Map(any.incidents.map((incident) => [incident.id, incident]))
      expect(reports.size).toBe(any.reports.length)
      for (const change of any.stateChanges) {
        const reporters = incidents
          .get(change.incidentId)
          ?.reportIds.map((id) => reports.get(id)?.provenance.personId ?? '')
        assertStateChange(change, reporters ?? [])
      }
      for (const { low, best, high } of any.incidents.flatMap(({ harm }) => harm)) {
        expect(low === null || best === null || low <= best).toBe(true)
        expect(best === null || high === null || best <= high).toBe(true)
      }
      expect(any.reports.every(({ provenance }) => provenance.recordedAt <= any.endsAt)).toBe(true)
    }
  }, 30_000)
})

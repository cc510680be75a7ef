import { openMarking } from '../access/index.ts'
import type { Observation, Report } from '../report/index.ts'
import { dateTimeGroup } from '../time/index.ts'
import { DAY_MS } from './happenings.ts'
import { districtAt } from './country.ts'
import { sourceOf } from './choosing-sources.ts'
import { ROUTES } from './routes-and-rivers.ts'
import { distanceKm, type PointKm } from './local-frame.ts'
import { sectorOf, spotAt } from './placing.ts'
import type { Random } from './random.ts'
import { enteredBy, instantMs, iso, placeOf, seededId, type Scene } from './scene.ts'
import { settlement } from './settlements.ts'
import { bearingDeg } from './wording.ts'

/** A patrol as it was carried out. Its track is not kept: places by name only. */
export interface ScenarioPatrol {
  readonly id: string
  readonly callsign: string
  readonly kind: 'short_range' | 'long_range' | 'night' | 'foot' | 'joint'
  readonly departedAt: string
  readonly returnedAt: string
  readonly places: readonly string[]
  readonly reportId: string
}

/** Patrols with their reports and observations. */
export interface PatrolRecords {
  readonly patrols: readonly ScenarioPatrol[]
  readonly reports: readonly Report[]
  readonly observations: readonly Observation[]
}

interface Sight {
  readonly what: string
  readonly sense: Observation['sense']
  readonly counted: readonly [from: number, to: number] | null
  readonly weapon: string | null
}

const SIGHTS: readonly Sight[] = [
  { what: 'Market open, stalls counted along the main street', sense: 'seen', counted: [12, 140], weapon: null },
  { what: 'Children on their way to school', sense: 'seen', counted: [20, 160], weapon: null },
  { what: 'Trucks waiting at a barrier', sense: 'seen', counted: [2, 14], weapon: null },
  { what: 'Armed persons at a checkpoint', sense: 'seen', counted: [2, 9], weapon: 'small arms' },
  { what: 'Pick-up with a mounted machine gun, covered', sense: 'seen', counted: [1, 2], weapon: 'heavy machine-gun' },
  { what: 'Families walking with mattresses and pots', sense: 'seen', counted: [5, 60], weapon: null },
  { what: 'Shots, single', sense: 'heard', counted: [2, 11], weapon: 'small arms' },
  { what: 'Undetermined explosion', sense: 'heard', counted: [1, 3], weapon: null },
  { what: 'Small uncrewed aircraft overhead', sense: 'seen', counted: [1, 1], weapon: null },
  { what: 'Mine signs beside the road', sense: 'seen', counted: [2, 8], weapon: null },
  { what: 'Houses burnt, roofs missing', sense: 'seen', counted: [1, 12], weapon: null },
  { what: 'Queue at the water point', sense: 'seen', counted: [15, 90], weapon: null },
  { what: 'Clinic open, patients waiting', sense: 'seen', counted: [6, 40], weapon: null },
  { what: 'Herds moving along the corridor', sense: 'seen', counted: [60, 400], weapon: null },
  { what: 'Fields not planted on the side towards the line', sense: 'seen', counted: null, weapon: null },
  { what: 'Culvert washed out, passable on one side', sense: 'seen', counted: null, weapon: null },
  { what: 'Fresh earth of a new trench, from the air', sense: 'uav', counted: [1, 3], weapon: null },
]
const KINDS: readonly ScenarioPatrol['kind'][] = ['short_range', 'long_range', 'foot', 'joint', 'night']

/** Twenty patrols in twelve weeks, in proportion for other lengths, each with its report and what it saw on the way. */
export function patrolRecords(scene: Scene, random: Random): PatrolRecords {
  const count = Math.max(20, Math.round((20 * scene.days) / 84))
  const made = Array.from({ length: count }, (_, i) => patrol(scene, i, random))
  return {
    patrols: made.map(({ patrol: one }) => one),
    reports: made.map(({ report }) => report),
    observations: made.flatMap(({ observations }) => observations),
  }
}

function patrol(
  scene: Scene,
  i: number,
  random: Random,
): { readonly patrol: ScenarioPatrol; readonly report: Report; readonly observations: readonly Observation[] } {
  const route = random.pick(ROUTES)
  const from = random.int(0, Math.max(1, route.through.length - 2))
  const places = route.through.slice(from, from + random.int(2, 5))
  const kind = random.pick(KINDS)
  const hour = kind === 'night' ? 19 : random.int(6, 10)
  const day = random.int(0, scene.days - 1)
  const departedMs = instantMs(scene, day * DAY_MS + hour * 3_600_000 + random.int(0, 12) * 300_000)
  const returnedMs = Math.min(departedMs + random.int(3, 8) * 3_600_000, scene.endMs - 3_600_000)
  const sector = sectorOf(spotAt(scene.country, places[0] ?? 'Amarelle').district)
  const callsign = `Patrol ${sector.charAt(0)}${(i % 9) + 1}`
  const sights = Array.from({ length: random.int(5, 9) }, () => random.pick(SIGHTS))
  const report = patrolReport(
    { scene, departedMs, returnedMs, callsign, kind, places, road: route.name, sector, sights: [...new Set(sights)] },
    random,
  )
  const observations = [...new Set(sights)].map((sight, k, all) => {
    const atMs = departedMs + ((returnedMs - departedMs) * (k + 1)) / (all.length + 1)
    return patrolObservation(
      {
        scene,
        report,
        sight,
        atMs,
        place: places[Math.floor((k * places.length) / all.length)] ?? places[0] ?? 'Amarelle',
      },
      random,
    )
  })
  const { id } = report
  return {
    patrol: {
      id: seededId(departedMs, random),
      callsign,
      kind,
      departedAt: iso(departedMs),
      returnedAt: iso(returnedMs),
      places,
      reportId: id,
    },
    report,
    observations,
  }
}

interface PatrolDraft {
  readonly scene: Scene
  readonly departedMs: number
  readonly returnedMs: number
  readonly callsign: string
  readonly kind: ScenarioPatrol['kind']
  readonly places: readonly string[]
  readonly road: string
  readonly sector: 'West' | 'Centre' | 'East'
  readonly sights: readonly Sight[]
}

function patrolReport(draft: PatrolDraft, random: Random): Report {
  const { scene, sector } = draft
  const originatedMs = draft.returnedMs + random.int(20, 110) * 60_000
  const recordedMs = Math.min(originatedMs + random.int(2, 15) * 60_000, scene.endMs - 60_000)
  const mood = random.pick([
    'Residents open to talk.',
    'Residents reserved; elders ask that the team come back.',
    'Few people in the street; those met were friendly.',
  ])
  const team = `Team of ${random.int(6, 14)}, ${random.int(1, 4)} of them women, one interpreter`
  const source = sourceOf(`PTL-${sector.charAt(0)}`)
  const staff = sector === 'West' ? 'team_west' : sector === 'East' ? 'team_east' : 'team_centre'
  return {
    id: seededId(recordedMs, random),
    operationId: scene.operationId,
    marking: openMarking(scene.operationId, 'EXERCISE'),
    provenance: enteredBy(scene, staff, recordedMs),
    language: 'en',
    supersedesId: null,
    sourceId: scene.sourceIds.get(source.code) ?? '',
    type: 'PATREP',
    title: `${draft.callsign}: ${draft.places.join(' – ')}`,
    body: [
      `${draft.callsign}, ${draft.kind.replace('_', ' ')} patrol on ${draft.road}: ${draft.places.join(', ')}.`,
      `Departed ${dateTimeGroup(new Date(draft.departedMs))}, returned ${dateTimeGroup(new Date(draft.returnedMs))}. ${team}.`,
      `Observed: ${draft.sights.map(({ what }) => what.charAt(0).toLowerCase() + what.slice(1)).join('; ')}.`,
      mood,
      'Vehicles and communications serviceable.',
    ].join(' '),
    originatedAt: iso(Math.min(originatedMs, recordedMs)),
    reliability: source.reliability,
    credibility: 2,
    originKey: null,
    dataset: null,
    original: null,
  }
}

interface Seen {
  readonly scene: Scene
  readonly report: Report
  readonly sight: Sight
  readonly atMs: number
  readonly place: string
}

function patrolObservation({ scene, report, sight, atMs, place }: Seen, random: Random): Observation {
  const spot = spotAt(scene.country, place)
  const far = sight.sense === 'heard' ? random.int(2, 7) : random.next() * 0.6
  const angle = random.next() * 2 * Math.PI
  const towards: PointKm = [
    settlement(place).at[0] + far * Math.cos(angle),
    settlement(place).at[1] + far * Math.sin(angle),
  ]
  const known = districtAt(scene.country, towards) !== null
  return {
    id: seededId(atMs, random),
    operationId: scene.operationId,
    marking: report.marking,
    provenance: report.provenance,
    language: 'en',
    supersedesId: null,
    reportId: report.id,
    occurred: { from: iso(atMs), to: null, precision: 'minute' },
    sense: sight.sense,
    observerPlace: placeOf({ ...spot, precisionM: 500 }),
    directionDeg: known ? bearingDeg(settlement(place).at, towards) : null,
    distanceM: known ? Math.max(50, Math.round(distanceKm(settlement(place).at, towards) * 20) * 50) : null,
    count: sight.counted === null ? null : random.int(sight.counted[0], sight.counted[1] + 1),
    countIsApproximate: (sight.counted?.[1] ?? 0) > 20,
    what: sight.what,
    weapon: sight.weapon,
  }
}

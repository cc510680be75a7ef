import type { Harm, Incident, StateChange } from '../incident/index.ts'
import type { Observation, Report } from '../report/index.ts'
import { castOf, type Cast } from './casting.ts'
import { sourceOf, tellersOf, type Teller } from './choosing-sources.ts'
import { DAY_MS, type Happening } from './happenings.ts'
import { harmOf, harmSentence } from './harm-of.ts'
import { distanceKm } from './local-frame.ts'
import { FRENCH_NARRATIVES, NARRATIVES, type Narrative } from './narratives/index.ts'
import { placeOf, enteredBy, incidentFrame, instantMs, markingOf, seededId, validTimeOf, type Scene } from './scene.ts'
import { sectorOf, spotNear } from './placing.ts'
import type { Random } from './random.ts'
import { reportOf, titleOf } from './reporting.ts'
import { courseOf, duplicateCourse, screenedCourse, type Casework, type Course } from './verification.ts'
import { settlement } from './settlements.ts'
import { bearingDeg, fill, placeSlots, slotsOf, type Slots } from './wording.ts'

/** All records of one happening: usually one incident, sometimes a second one that tells the same. */
export interface Recorded {
  readonly incidents: readonly Incident[]
  readonly reports: readonly Report[]
  readonly observations: readonly Observation[]
  readonly stateChanges: readonly StateChange[]
  readonly duplicates: readonly DuplicateLink[]
}

/** Two incidents that tell of one event; `merged` when somebody has said so. */
export interface DuplicateLink {
  readonly incidentId: string
  readonly ofIncidentId: string
  readonly merged: boolean
}

interface Account {
  readonly scene: Scene
  readonly happening: Happening
  readonly cast: Cast
  readonly narrative: Narrative
  readonly slots: Slots
  readonly harm: readonly Harm[]
}

/** Turns a happening into reports, observations, an incident and its course. */
export function record(scene: Scene, happening: Happening, random: Random): Recorded {
  const tellers = tellersOf(happening, random)
  const account = accountOf(scene, happening, narrativeOf(happening, tellers, random), random)
  const marking = markingOf(scene, happening, account.harm)
  const originKey = `story-${seededId(instantMs(scene, happening.localMs), random).slice(-12)}`
  const retold = tellers.some(({ retells }) => retells)
  let lagMs = 0
  const reports = tellers.map((teller, i) => {
    lagMs += lagOf(teller, i, random)
    const key = retold && (i === 0 || teller.retells) ? originKey : null
    return reportOf({ ...account, marking, teller, originKey: key, lagMs }, random)
  })
  const { incident, course } = incidentOf(account, reports, courseOf, random)
  const observations = reports.slice(0, 1).flatMap((report) => observationsOf(account, report, random))
  const main: Recorded = { incidents: [incident], reports, observations, stateChanges: course.changes, duplicates: [] }
  const mayDouble = marking.compartments.length === 0 && happening.spot.at !== null && happening.family !== 'OBS'
  if (!mayDouble || incident.state === 'rejected') return main
  if (random.chance(0.045)) return withDuplicate(account, main, { merged: true, originKey }, random)
  if (random.chance(0.025)) return withDuplicate(account, main, { merged: false, originKey }, random)
  return main
}

/** The narrative that all sources tell; the first one where a source writes in French. */
function narrativeOf({ rate, spot, isTurningPoint }: Happening, tellers: readonly Teller[], random: Random): Narrative {
  const narratives = NARRATIVES[rate.code]
  const french = FRENCH_NARRATIVES[rate.code] !== undefined && tellers.some(({ source }) => source.language === 'fr')
  if (french || isTurningPoint) return narratives[0]
  const nearCamp = spot.at !== null && distanceKm(spot.at, settlement('Vellande').at) < 60
  const nearLine = rate.anchor === 'post' || spot.lineKm < 12
  const fitting = narratives.filter(
    ([, text], i) =>
      (nearCamp || !text.includes('Sel Bend')) &&
      (nearLine || !/\{op\}|other side of the line/.test(text)) &&
      (i > 0 || !TOLD_ONCE.includes(rate.code)),
  )
  return random.pick(fitting.length > 0 ? fitting : narratives)
}

/** Types whose first narrative belongs to a turning point alone. */
const TOLD_ONCE: readonly string[] = ['POL-02', 'POL-12']

function accountOf(scene: Scene, happening: Happening, narrative: Narrative, random: Random): Account {
  const cast = castOf(happening, random)
  const slots = slotsOf({ country: scene.country, happening, cast, language: 'en' }, random)
  const numbers = {
    households: narrative[1].includes('{hh}') ? Number(slots['hh']) : null,
    people: narrative[1].includes('{n}') ? Number(slots['n']) : null,
  }
  const harm = harmOf(happening.rate.harm, numbers, random)
  return { scene, happening, cast, narrative, slots, harm }
}

type Courser = (casework: Casework, random: Random) => Course

function incidentOf(
  account: Account,
  reports: readonly Report[],
  courser: Courser,
  random: Random,
): { readonly incident: Incident; readonly course: Course } {
  const { scene, happening, cast, harm } = account
  const [first] = reports
  if (first === undefined) throw new RangeError('an incident rests on at least one report')
  const recordedMs = Math.min(
    Date.parse(first.provenance.recordedAt) + random.int(3, 26) * 60_000,
    scene.endMs - 30_000,
  )
  const id = seededId(recordedMs, random)
  const course = courser({ scene, happening, incidentId: id, recordedMs, reports }, random)
  const desk = Math.floor((happening.localMs % DAY_MS) / 3_600_000)
  const text = [textOf(account), harmSentence(harm), attribution(reports, scene), comment(reports, happening, random)]
  const incident: Incident = {
    ...incidentFrame(scene, happening),
    id,
    marking: first.marking,
    provenance: enteredBy(scene, desk >= 7 && desk < 19 ? 'duty_day' : 'duty_night', recordedMs),
    language: 'en',
    title: titleOf(account.narrative[0], happening, 'en'),
    narrative: text.filter((part) => part !== '').join(' '),
    state: course.state,
    involvements: cast.involved.map(([key, role]) => ({ actorId: scene.actorIds[key], role })),
    harm,
    reportIds: reports.map((report) => report.id),
  }
  return { incident, course }
}

/** A second record of the same event, from a retelling; the desk merges it or has not noticed yet. */
function withDuplicate(
  account: Account,
  main: Recorded,
  how: { readonly merged: boolean; readonly originKey: string },
  random: Random,
): Recorded {
  const { scene, happening } = account
  const [original] = main.incidents
  const [first] = main.reports
  if (original === undefined || first === undefined) return main
  const offMs = random.int(-25, 26) * 60_000
  const localMs = Math.max(0, happening.localMs + offMs)
  const again: Happening = { ...happening, localMs, spot: spotNear(scene.country, happening.spot, 1.1, random) }
  const sector = sectorOf(happening.spot.district)
  const codes = [`AUT-${sector.charAt(0)}`, 'MED-1', sector === 'East' ? 'CAN-E' : 'MED-3']
  const teller: Teller = { source: sourceOf(random.pick(codes)), retells: true }
  const lagMs = (3 + random.exponential(9)) * 3_600_000
  const retold = { ...account, happening: again }
  const report = reportOf({ ...retold, marking: first.marking, teller, lagMs, originKey: how.originKey }, random)
  const { incident, course } = incidentOf(retold, [report], how.merged ? duplicateCourse : screenedCourse, random)
  const reports = main.reports.map((other, i) => (i === 0 ? { ...other, originKey: how.originKey } : other))
  const merged = course.state === 'duplicate'
  return {
    incidents: [original, incident],
    reports: [...reports, report],
    observations: main.observations,
    stateChanges: [...main.stateChanges, ...course.changes],
    duplicates: [{ incidentId: incident.id, ofIncidentId: original.id, merged }],
  }
}

function lagOf({ source, retells }: Teller, place: number, random: Random): number {
  const minute = 60_000
  if (retells) return (60 + random.exponential(240)) * minute
  if (place > 0) return (25 + random.exponential(200)) * minute
  switch (source.kind) {
    case 'observation_post':
    case 'sensor':
      return (2 + random.exponential(9)) * minute
    case 'patrol':
      return (8 + random.exponential(35)) * minute
    case 'mission':
      return (60 + random.exponential(500)) * minute
    default:
      return (20 + random.exponential(150)) * minute
  }
}

function textOf({ scene, happening, cast, narrative, slots }: Account): string {
  return fill(narrative[1], { ...slots, ...placeSlots({ country: scene.country, happening, cast, language: 'en' }) })
}

function attribution(reports: readonly Report[], scene: Scene): string {
  const codeOf = new Map([...scene.sourceIds].map(([code, id]) => [id, code]))
  const codes = [...new Set(reports.map(({ sourceId }) => codeOf.get(sourceId) ?? ''))]
  return `Source${codes.length > 1 ? 's' : ''}: ${codes.join(', ')}.`
}

const COMMENTS: readonly string[] = [
  'Follow-up patrol planned for the next morning.',
  'Access to the place is not possible before the road dries.',
  'Attribution rests on what residents say; not observed by the mission.',
  'Fits what community liaison has heard in the area; no conclusion drawn.',
  'The desk asks for photographs before the figure is used.',
]
const LINE_COMMENTS: readonly string[] = [
  'Liaison officers of both parties asked for an explanation.',
  'Raised in the joint military meeting.',
  'Not attributed: origin not observed.',
]

/** The desk's own remark, kept apart from the facts; most entries have none. */
function comment(reports: readonly Report[], { family }: Happening, random: Random): string {
  const line = family === 'CFV' || family === 'FOM'
  const restricted = reports.some(({ marking }) => marking.compartments.length > 0)
  if (restricted || !(line || ['ARM', 'ERV', 'CIV', 'CRI'].includes(family)) || !random.chance(0.2)) return ''
  const several = reports.length > 1 && random.chance(0.5)
  const text = several
    ? 'The sources give different times; treated as one event.'
    : random.pick(line ? LINE_COMMENTS : COMMENTS)
  return `COMMENT: ${text} COMMENT ENDS.`
}

/** What a post perceived itself: one observation for each event heard or seen at a distance. */
function observationsOf(account: Account, report: Report, random: Random): readonly Observation[] {
  const { scene, happening } = account
  const { spot, rate } = happening
  if (spot.post === null || spot.at === null || rate.anchor !== 'post') return []
  const text = textOf(account)
  const heard = !/camera|saw/.test(text)
  const atMs = Date.parse(report.originatedAt ?? report.provenance.recordedAt)
  const km = distanceKm(spot.post.at, spot.at)
  const observer = { ...spot, at: spot.post.at, precisionM: 50 }
  const counted =
    /\b(\d+) (?:undetermined |outgoing |impacts|bursts|shots|airbursts|projectiles|muzzle|illumination|explosions)/.exec(
      text,
    )
  return [
    {
      id: seededId(atMs, random),
      operationId: scene.operationId,
      marking: report.marking,
      provenance: report.provenance,
      language: 'en',
      supersedesId: null,
      reportId: report.id,
      occurred: validTimeOf(scene, happening),
      sense: heard ? 'heard' : text.includes('camera') ? 'camera' : 'seen',
      observerPlace: { ...placeOf(observer), name: spot.post.name },
      directionDeg: bearingDeg(spot.post.at, spot.at),
      distanceM: Math.max(500, Math.round(km * 2) * 500),
      count: counted?.[1] === undefined ? null : Number(counted[1]),
      countIsApproximate: /about|approximately/.test(text),
      what: account.narrative[0],
      weapon: /mortar|machine-gun|cannon|small-arms/.exec(text)?.[0] ?? null,
    },
  ]
}

import type { Incident } from '../incident/index.ts'
import {
  FIELD_HARM_CATEGORIES,
  FIELD_REPORT_TYPES,
  parseFieldReport,
  type FieldReport,
  type Report,
} from '../report/index.ts'
import type { FlashContent } from '../situation/index.ts'
import { generateFictionalMission, type FictionalMission, type FictionalMissionOrder } from './fictional-mission.ts'
import { seededBits, seededRandom, type Random } from './random.ts'

/** Where the reports of a replay are sent from. */
export const REPLAY_POSTS = ['west', 'centre', 'east'] as const
export type ReplayPost = (typeof REPLAY_POSTS)[number]

/** Some hours of an operations centre: what comes in, and what the watch writes. */
export interface ReplayTurn {
  /** End of the turn in the scenario, ISO 8601 UTC. */
  readonly at: string
  readonly reports: readonly { readonly post: ReplayPost; readonly report: FieldReport }[]
  /** What is so grave that the duty officer sends a flash report of it. `nextUpdateAt` is of the scenario. */
  readonly flashes: readonly FlashContent[]
  /** What is written into the log of the watch. */
  readonly entry: string
  /** What the outgoing officer leaves to the next; null: the watch goes on. */
  readonly handover: string | null
}

const TURN_MS = 6 * 3_600_000
/** A watch has twelve hours. */
const TURNS_A_WATCH = 2
const FLASH_KILLED = 3

/**
 * Four weeks (or as many as ordered) of a fictional mission's operations centre, as what its posts send and its watch writes, turn
 * by turn. The same order gives the same script. What the desk makes of the reports is not in it: that is for people, or for
 * the players of the replay.
 *
 * Errors   RangeError as `generateFictionalMission`.
 */
export function replayScript(order: FictionalMissionOrder): readonly ReplayTurn[] {
  const mission = generateFictionalMission(order)
  const random = seededRandom(order.seed, 'replay')
  const told = reportsOf(mission, random)
  const [startMs, endMs] = [Date.parse(mission.operation.createdAt), Date.parse(mission.endsAt)]
  const turns = Math.ceil((endMs - startMs) / TURN_MS)
  return Array.from({ length: turns }, (_, n): ReplayTurn => {
    const [fromMs, toMs] = [startMs + n * TURN_MS, startMs + (n + 1) * TURN_MS]
    const inTurn = told.filter(({ sentMs }) => sentMs >= fromMs && sentMs < toMs)
    const at = new Date(toMs).toISOString()
    return {
      at,
      reports: inTurn.map(({ post, report }) => ({ post, report })),
      flashes: inTurn
        .filter(({ isFirst, report }) => isFirst && isGrave(report))
        .map(({ report }) => flashOf(report, at)),
      entry: random.pick(ENTRIES),
      handover:
        (n + 1) % TURNS_A_WATCH === 0 ? `${inTurn.length} reports in the last hours. ${random.pick(NOTES)}` : null,
    }
  })
}

/** Whether players leave a record to the people who are trained: by its title, so that the same script leaves the same ones. */
export function isLeftToTrainees(title: string, share: number): boolean {
  return seededBits(0, title)() / 4_294_967_296 < share
}

const ENTRIES: readonly string[] = [
  'Sector West asked for its noon positions.',
  'Night patrol of sector East confirmed, two vehicles.',
  'Radio check with all posts, Centre weak.',
  'Convoy to Vellande left on time.',
  'Weather: rain in the north, track to the line slow.',
  'Liaison officer will call back about the barrier.',
]
const NOTES: readonly string[] = [
  'Nothing open from the posts.',
  'Call West again at first light.',
  'East is short of fuel.',
]

interface Told {
  readonly sentMs: number
  readonly post: ReplayPost
  readonly report: FieldReport
  /** The first report of its incident. */
  readonly isFirst: boolean
}

/** Every report behind an incident, as its writer would send it from a device, oldest first. */
function reportsOf(mission: FictionalMission, random: Random): readonly Told[] {
  const incidents = new Map(mission.incidents.flatMap((one) => one.reportIds.map((id, n) => [id, { one, n }] as const)))
  return mission.reports.flatMap((report): readonly Told[] => {
    const behind = incidents.get(report.id)
    if (behind === undefined) return []
    const parsed = parseFieldReport(fieldReportOf(mission, report, behind.one))
    if (!parsed.ok) return []
    const sentMs = Date.parse(report.provenance.recordedAt)
    return [{ sentMs, post: postOf(mission, report, random), report: parsed.value, isFirst: behind.n === 0 }]
  })
}

function postOf({ staff }: FictionalMission, { provenance }: Report, random: Random): ReplayPost {
  const key = staff.find(({ id }) => id === provenance.personId)?.key
  return REPLAY_POSTS.find((post) => key === `team_${post}`) ?? random.pick(REPLAY_POSTS)
}

function fieldReportOf(mission: FictionalMission, report: Report, incident: Incident): unknown {
  const source = mission.sources.find(({ id }) => id === report.sourceId)
  const names = new Map(mission.actors.map(({ id, name }) => [id, name]))
  const seen = mission.observations.find(({ reportId }) => reportId === report.id)
  const { point, name } = incident.place
  return {
    id: report.id,
    type: FIELD_REPORT_TYPES.find((type) => type === report.type) ?? 'INCREP',
    typeCode: incident.typeCode,
    // The end of a month may lie ahead, and a report tells nothing of what is to come.
    occurred: incident.occurred.precision === 'month' ? { ...incident.occurred, to: null } : incident.occurred,
    place: { point: point === null ? null : { ...point, precisionM: Math.round(point.precisionM) }, name },
    sense: seen?.sense ?? null,
    sourceKind: source?.kind ?? 'other',
    sourceCode: source?.code ?? 'UNKNOWN',
    title: report.title.slice(0, 160),
    narrative: report.body.slice(0, 4000),
    language: report.language,
    harm: incident.harm
      .filter(({ category, group }) => isOneOf(FIELD_HARM_CATEGORIES, category) && isOneOf(FIELD_GROUPS, group))
      .map(({ category, group, sex, ageBand, low, best, high }) => ({
        category,
        group,
        sex,
        ageBand,
        low,
        best,
        high,
      })),
    actors: incident.involvements.flatMap(({ actorId, role }) => {
      const actor = names.get(actorId)
      return actor === undefined ? [] : [{ name: actor, role }]
    }),
    compartments: [],
    originKey: report.originKey,
    correctsId: null,
    writtenAt: report.originatedAt ?? report.provenance.recordedAt,
  }
}

/** Groups that the form of a field report counts. */
const FIELD_GROUPS = ['all', 'civilian', 'peacekeeper', 'aid_worker', 'unknown_status'] as const

function isOneOf(values: readonly string[], value: string): boolean {
  return values.includes(value)
}

type Count = FlashContent['killed']

function countOf({ harm }: FieldReport, category: 'killed' | 'injured'): Count {
  const all = harm.find((one) => one.category === category && one.group === 'all')
  return { low: all?.low ?? null, best: all?.best ?? null, high: all?.high ?? null }
}

function isGrave(report: FieldReport): boolean {
  return (countOf(report, 'killed').best ?? 0) >= FLASH_KILLED
}

function flashOf(report: FieldReport, at: string): FlashContent {
  const { occurred, place } = report
  return {
    what: report.title,
    who: null,
    occurred: { at: occurred.from, precision: occurred.precision },
    where: place.name === '' ? null : place.name,
    how: null,
    killed: countOf(report, 'killed'),
    injured: countOf(report, 'injured'),
    actionTaken: 'The nearest patrol is asked to go there.',
    immediateNeeds: null,
    nextUpdateAt: at,
    releasableLine: null,
  }
}

import type { IncidentState, StateChange } from '../incident/index.ts'
import type { Report } from '../report/index.ts'
import type { Happening } from './happenings.ts'
import type { StaffKey } from './parties.ts'
import type { Random } from './random.ts'
import { iso, seededId, type Scene } from './scene.ts'

/** What the way of an incident through verification depends on. */
export interface Casework {
  readonly scene: Scene
  readonly happening: Happening
  readonly incidentId: string
  readonly recordedMs: number
  readonly reports: readonly Report[]
}

/** The state that an incident has reached, and the steps that led there. */
export interface Course {
  readonly state: IncidentState
  readonly changes: readonly StateChange[]
}

interface Step {
  readonly to: IncidentState
  readonly afterMs: number
  readonly by: StaffKey
  readonly confirmedBy: StaffKey | null
  readonly reason: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The course of an incident: steps of the transition table, as far as the time until the end of the scenario allows. */
export function courseOf(casework: Casework, random: Random): Course {
  const plan = planOf(casework, random)
  return runSteps(casework, [...plan, ...settled(casework, plan, random)], random)
}

/** The course of a record that turned out to be told already. */
export function duplicateCourse(casework: Casework, random: Random): Course {
  const unmerged = random.chance(0.06)
  const again: Step[] = [
    {
      to: 'reported',
      afterMs: 20 * HOUR,
      by: 'jmac_2',
      confirmedBy: null,
      reason: 'Un-merged: second look shows another time and another vehicle.',
    },
    {
      to: 'duplicate',
      afterMs: 9 * HOUR,
      by: 'jmac_1',
      confirmedBy: null,
      reason: 'Merged again after a call back: same event after all.',
    },
  ]
  return runSteps(
    casework,
    [
      screened(random),
      {
        to: 'duplicate',
        afterMs: (2 + random.exponential(9)) * HOUR,
        by: random.pick(['duty_day', 'jmac_1', 'jmac_2']),
        confirmedBy: null,
        reason: random.pick([
          'Same event as an earlier record: same place, within the hour, same origin story.',
          'Retells the earlier record; merged, both kept.',
          'Duplicate: figures and wording come from the same statement.',
        ]),
      },
      ...(unmerged ? again : []),
    ],
    random,
  )
}

/** Only screening: a record whose double nobody has noticed yet. */
export function screenedCourse(casework: Casework, random: Random): Course {
  const plan = [screened(random)]
  return runSteps(casework, [...plan, ...settled(casework, plan, random)], random)
}

/**
 * What a desk that keeps no backlog does, days later, with a record that its plan leaves waiting: takes it up, verifies what has
 * two sources or was seen, and says of the rest that it cannot be verified. Nothing where the scenario keeps a backlog.
 */
function settled(casework: Casework, plan: readonly Step[], random: Random): readonly Step[] {
  const { backlogDays } = casework.scene
  const last = plan.at(-1)?.to
  if (backlogDays === null || last === undefined || !isWaiting(last)) return []
  const restricted = casework.reports.some(({ marking }) => marking.compartments.length > 0)
  const later = (step: Step): Step => ({ ...step, afterMs: random.next() * backlogDays * 24 * HOUR })
  // What two parties tell differently is not settled within days.
  const takenUpLater = takenUp(casework, restricted, random)
  const takeUp =
    last === 'under_verification' || last === 'corroborated'
      ? []
      : last === 'contested'
        ? [{ ...takenUpLater, afterMs: (2 + 2 * random.next()) * backlogDays * 24 * HOUR }]
        : [later(takenUpLater)]
  if (last !== 'corroborated' && independentSources(casework.reports) < 2 && !ownEyes(casework.reports))
    return [...takeUp, later(unverifiable(random))]
  const corroborate = last === 'corroborated' ? [] : [corroborated(casework, random)]
  return [...takeUp, ...corroborate, later(verified(casework, restricted, random))]
}

function isWaiting(state: IncidentState): boolean {
  return ['received', 'reported', 'under_verification', 'corroborated', 'contested'].includes(state)
}

function runSteps({ scene, incidentId, recordedMs }: Casework, steps: readonly Step[], random: Random): Course {
  const changes: StateChange[] = []
  let state: IncidentState = 'received'
  let at = recordedMs
  for (const step of steps) {
    at += Math.max(MINUTE, step.afterMs)
    if (at >= scene.endMs) break
    changes.push({
      id: seededId(at, random),
      operationId: scene.operationId,
      incidentId,
      from: state,
      to: step.to,
      reason: step.reason,
      actor: { method: 'human', personId: scene.staffIds[step.by] },
      confirmedBy: step.confirmedBy === null ? null : scene.staffIds[step.confirmedBy],
      changedAt: iso(at),
    })
    state = step.to
  }
  return { state, changes }
}

function planOf(casework: Casework, random: Random): readonly Step[] {
  const { reports, scene, recordedMs } = casework
  if (scene.endMs - recordedMs < 20 * HOUR && random.chance(0.45)) return []
  const restricted = reports.some(({ marking }) => marking.compartments.length > 0)
  if (!restricted && isWeak(reports) && random.chance(0.35)) return [rejected(random)]
  const own = ownEyes(reports)
  const takenUpP = restricted ? 0.8 : own ? 0.55 : reports.length > 1 ? 0.82 : 0.5
  if (!random.chance(takenUpP)) return [screened(random)]
  const start = [screened(random), takenUp(casework, restricted, random)]
  if (random.chance(0.14)) return start
  if (independentSources(reports) >= 2 || own) return [...start, ...upwards(casework, restricted, random)]
  return [...start, ...aside(random)]
}

function upwards(casework: Casework, restricted: boolean, random: Random): readonly Step[] {
  const contradicted = casework.happening.rate.cast === 'clash' || casework.happening.rate.cast === 'armed_on_civilians'
  const steps: Step[] = [corroborated(casework, random)]
  if (contradicted && random.chance(0.2)) return [...steps, contested(random)]
  if (random.chance(0.4)) return steps
  steps.push(verified(casework, restricted, random))
  if (contradicted && random.chance(0.14)) {
    steps.push(contested(random), {
      ...takenUp(casework, restricted, random),
      reason: 'Re-opened: a party has handed over new material.',
    })
  }
  return steps
}

function aside(random: Random): readonly Step[] {
  const u = random.next()
  const by = random.pick<StaffKey>(['jmac_1', 'jmac_2'])
  const afterMs = (10 + random.exponential(40)) * HOUR
  if (u < 0.42) return []
  if (u < 0.72) {
    return [{ ...unverifiable(random), afterMs, by }]
  }
  if (u < 0.9) {
    return [
      {
        to: 'refuted',
        afterMs,
        by,
        confirmedBy: null,
        reason: random.pick([
          'Patrol on the spot: no trace, residents heard nothing.',
          'Picture is older and from elsewhere.',
          'The people named as taken are at home, confirmed by community liaison.',
        ]),
      },
    ]
  }
  return [{ to: 'reported', afterMs, by, confirmedBy: null, reason: 'Sent back: place too vague to task anybody.' }]
}

function unverifiable(random: Random): Step {
  const reason = random.pick([
    'No access: the road is mined and the area held.',
    'Source no longer reachable; no second source within the time set.',
    'Asking further would put residents at risk.',
  ])
  return { to: 'unverifiable', afterMs: 0, by: 'jmac_1', confirmedBy: null, reason }
}

function screened(random: Random): Step {
  const reason = random.pick([
    'Screened: within the mandate, place and time given.',
    'Screened and logged.',
    'Screened; graded on entry.',
  ])
  return {
    to: 'reported',
    afterMs: (4 + random.exponential(35)) * MINUTE,
    by: random.pick(['duty_day', 'duty_night']),
    confirmedBy: null,
    reason,
  }
}

function rejected(random: Random): Step {
  const reason = random.pick([
    'Out of scope: private quarrel without bearing on the mandate.',
    'Spam; same text sent to several numbers.',
    'Event lies outside the country.',
  ])
  return { to: 'rejected', afterMs: (10 + random.exponential(60)) * MINUTE, by: 'duty_day', confirmedBy: null, reason }
}

function takenUp(casework: Casework, restricted: boolean, random: Random): Step {
  const by = restricted ? adviserFor(casework) : random.pick<StaffKey>(['jmac_1', 'jmac_2'])
  const reason = restricted
    ? 'Taken up by the mandated adviser.'
    : random.pick([
        'Assigned: patrol and community liaison tasked.',
        'Assigned: second source sought.',
        'Assigned: crater analysis or photographs requested.',
      ])
  return { to: 'under_verification', afterMs: (1 + random.exponential(14)) * HOUR, by, confirmedBy: null, reason }
}

function corroborated(casework: Casework, random: Random): Step {
  const second = independentSources(casework.reports) >= 2
  const reason = second
    ? 'Two independent sources agree on place, day and kind of event.'
    : 'Seen by mission personnel; photographs and positions fit.'
  return {
    to: 'corroborated',
    afterMs: (6 + random.exponential(26)) * HOUR,
    by: random.pick(['jmac_1', 'jmac_2']),
    confirmedBy: null,
    reason,
  }
}

function verified(casework: Casework, restricted: boolean, random: Random): Step {
  const [by, confirmedBy] = verifiersOf(casework, restricted, random)
  const reason = random.pick([
    'Direct observation by mission personnel, second person agrees.',
    'First-hand accounts taken separately agree; second person agrees.',
    'Photographs and site visit fit the accounts; second person agrees.',
  ])
  return { to: 'verified', afterMs: (14 + random.exponential(50)) * HOUR, by, confirmedBy, reason }
}

/** Two people of whom neither entered a report of the matter. */
function verifiersOf(casework: Casework, restricted: boolean, random: Random): readonly [StaffKey, StaffKey] {
  if (restricted) return adviserFor(casework) === 'wpa' ? ['wpa', 'cpa'] : ['cpa', 'wpa']
  const { scene, reports } = casework
  const hroEntered = reports.some(({ provenance }) => provenance.personId === scene.staffIds.hro)
  const first = random.pick<StaffKey>(['jmac_1', 'jmac_2'])
  const second: StaffKey = first === 'jmac_1' ? 'jmac_2' : 'jmac_1'
  return [first, hroEntered || random.chance(0.5) ? second : 'hro']
}

function contested(random: Random): Step {
  const reason = random.pick([
    'A party to the agreement denies its part and names the other side.',
    'Two accounts contradict each other on who opened fire.',
    'The administration gives another cause; both accounts kept.',
  ])
  return { to: 'contested', afterMs: (12 + random.exponential(40)) * HOUR, by: 'jmac_1', confirmedBy: null, reason }
}

/** The adviser who takes a restricted matter up: the human rights office enters such reports, the advisers verify them. */
function adviserFor({ reports }: Casework): StaffKey {
  return reports.some(({ marking }) => marking.compartments.includes('CAAC')) ? 'wpa' : 'cpa'
}

function ownEyes(reports: readonly Report[]): boolean {
  return reports.some(({ reliability }) => reliability === 'A')
}

function isWeak(reports: readonly Report[]): boolean {
  return reports.length === 1 && reports.every(({ reliability }) => ['D', 'E', 'F'].includes(reliability))
}

/** Sources that count: reports of one origin story count once. */
function independentSources(reports: readonly Report[]): number {
  return new Set(reports.map((report) => report.originKey ?? report.id)).size
}

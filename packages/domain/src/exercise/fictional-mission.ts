import type { Actor } from '../actor/index.ts'
import type { Incident, StateChange } from '../incident/index.ts'
import type { Operation } from '../operation/index.ts'
import type { Observation, Report, Source } from '../report/index.ts'
import { formatDayNo, localDayNo, parseDayNo, startOfLocalDayMs } from '../time/index.ts'
import { buildCountry } from './country.ts'
import { missionGeography, type MissionGeography } from './geography.ts'
import { happenings, type Happening } from './happenings.ts'
import { PARTIES, PARTY_KEYS, SCENARIO_SOURCES, STAFF_POSTS, type PartyKey, type StaffKey } from './parties.ts'
import { patrolRecords, type ScenarioPatrol } from './patrols.ts'
import { seededRandom, type Random } from './random.ts'
import { record, type DuplicateLink, type Recorded } from './recording.ts'
import { instantMs, seededId, type Scene } from './scene.ts'

/** What a fictional mission is made from. The same order gives the same mission, to the last byte. */
export interface FictionalMissionOrder {
  readonly seed: number
  /** First local day, YYYY-MM-DD. */
  readonly startOn: string
  readonly weeks: number
  /** Instant on the last day at which the scenario stops, ISO 8601; default: the end of that day. */
  readonly endsAt?: string
  /** About how many days a record waits for a step of the desk; default: some wait until the end. */
  readonly backlogDays?: number
}

/** A post of the mission's staff: a function, never a person's name. Ids stand in provenance and state changes. */
export interface StaffPost {
  readonly id: string
  readonly key: StaffKey
  readonly displayName: string
}

/** A whole fictional mission as plain domain values, oldest first. Realm EXERCISE throughout. */
export interface FictionalMission {
  readonly operation: Operation
  readonly geography: MissionGeography
  readonly staff: readonly StaffPost[]
  readonly actors: readonly Actor[]
  readonly sources: readonly Source[]
  readonly reports: readonly Report[]
  readonly observations: readonly Observation[]
  readonly incidents: readonly Incident[]
  readonly stateChanges: readonly StateChange[]
  /** Pairs of incidents that tell of one event, merged or not yet noticed. */
  readonly duplicates: readonly DuplicateLink[]
  readonly patrols: readonly ScenarioPatrol[]
  /** The instant at which the scenario stops, ISO 8601 UTC: the "now" of the demonstration. */
  readonly endsAt: string
}

/** The demonstration as it was on one Monday: what tests and figures rest on. */
export const DEMONSTRATION: FictionalMissionOrder = { seed: 1948, startOn: '2026-01-05', weeks: 12 }

/** A desk that keeps up: its inbox holds hours and days, not weeks. */
const BACKLOG_DAYS = 5

/** The order of the demonstration that a first start loads: twelve weeks that stop with the last full hour before it. */
export function demonstrationAt(at: Date): FictionalMissionOrder {
  const endMs = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS
  const lastDayNo = localDayNo(endMs - 1, TIME_ZONE)
  const { seed, weeks } = DEMONSTRATION
  const startOn = formatDayNo(lastDayNo + 1 - weeks * 7)
  return { seed, weeks, startOn, endsAt: new Date(endMs).toISOString(), backlogDays: BACKLOG_DAYS }
}

/** Zone of Orevane: two hours behind UTC, without a change of clocks. */
const TIME_ZONE = 'Etc/GMT+2'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/**
 * Generates the mission in Orevane, a country that does not exist: geography, parties, sources, and some weeks of
 * incidents with the reports behind them and the course of their verification.
 *
 * Errors   RangeError for a day that does not exist, weeks outside 1 to 520, or an end that is not on the last day.
 * Limits   Made to look plausible and to exercise every code, not to be true to any conflict; no figure in it may be
 *          used as evidence of anything.
 */
export function generateFictionalMission(order: FictionalMissionOrder): FictionalMission {
  const startDayNo = parseDayNo(order.startOn)
  if (startDayNo === undefined) throw new RangeError(`no such day: ${order.startOn}`)
  if (!Number.isInteger(order.weeks) || order.weeks < 1 || order.weeks > 520) throw new RangeError('weeks: 1 to 520')
  const startMs = startOfLocalDayMs(startDayNo, TIME_ZONE)
  const operation = operationOf(startMs, seededRandom(order.seed, 'operation'))
  const { scene, staff, actors, sources } = castingOf(operation, order, startDayNo)
  const events = beforeEnd(scene, happenings(scene, scene.firstWeekday, seededRandom(order.seed, 'happenings')))
  const recording = seededRandom(order.seed, 'recording')
  const recorded = events.map((event) => record(scene, event, recording))
  const patrols = patrolRecords(scene, seededRandom(order.seed, 'patrols'))
  return {
    operation,
    geography: missionGeography(scene.country),
    staff,
    actors,
    sources,
    ...collected(recorded, patrols),
    patrols: patrols.patrols,
    endsAt: new Date(scene.endMs).toISOString(),
  }
}

/** Time at the end of a scenario in which nothing new happens, so that what happened can still be told. */
const TELLING_MS = 30 * 60_000

/** What happens before the scenario stops. A type that would happen afterwards only happens a day earlier. */
function beforeEnd(scene: Scene, events: readonly Happening[]): readonly Happening[] {
  if (scene.endMs === endOfDays(scene)) return events
  const isTold = ({ localMs }: Happening): boolean => instantMs(scene, localMs) < scene.endMs - TELLING_MS
  const told = events.filter(isTold)
  const codes = new Set(told.map(({ rate }) => rate.code))
  const earlier = events
    .filter((event) => !isTold(event) && !codes.has(event.rate.code))
    .map((event) => ({ ...event, localMs: event.localMs - DAY_MS }))
  return [...told, ...earlier].sort((a, b) => a.localMs - b.localMs)
}

function endOfDays({ startDayNo, days, timeZone }: Pick<Scene, 'startDayNo' | 'days' | 'timeZone'>): number {
  return startOfLocalDayMs(startDayNo + days, timeZone)
}

/** Throws RangeError for an end that is not on the last day. */
function endMsOf({ endsAt }: FictionalMissionOrder, of: Pick<Scene, 'startDayNo' | 'days' | 'timeZone'>): number {
  const fullMs = endOfDays(of)
  const endMs = endsAt === undefined ? fullMs : Date.parse(endsAt)
  if (endMs > endOfDays({ ...of, days: of.days - 1 }) && endMs <= fullMs) return endMs
  throw new RangeError(`not on the last day: ${endsAt ?? ''}`)
}

function operationOf(startMs: number, random: Random): Operation {
  return {
    id: seededId(startMs, random),
    slug: 'unmor',
    name: 'Mission in Orevane (fictional)',
    acronym: 'UNMOR',
    realm: 'EXERCISE',
    timeZone: TIME_ZONE,
    hostCountriesIso3: [],
    libraryId: null,
    createdAt: new Date(startMs).toISOString(),
  }
}

type Casting = Pick<FictionalMission, 'staff' | 'actors' | 'sources'> & { readonly scene: Scene }

function castingOf(operation: Operation, order: FictionalMissionOrder, startDayNo: number): Casting {
  const random = seededRandom(order.seed, 'casting')
  const startMs = startOfLocalDayMs(startDayNo, TIME_ZONE)
  const mint = (): string => seededId(startMs, random)
  const staff = STAFF_POSTS.map(([key, displayName]): StaffPost => ({ id: mint(), key, displayName }))
  const actorIds = recordOf(PARTY_KEYS, mint)
  const sources = SCENARIO_SOURCES.map(({ code, kind, name, reliability }): Source => ({
    id: mint(),
    operationId: operation.id,
    code,
    kind,
    name,
    reliability,
    machineGenerated: false,
    citation: null,
    url: null,
  }))
  const days = order.weeks * 7
  const scene: Scene = {
    country: buildCountry(),
    operationId: operation.id,
    timeZone: TIME_ZONE,
    startDayNo,
    startMs,
    days,
    firstWeekday: new Date(startDayNo * DAY_MS).getUTCDay(),
    backlogDays: order.backlogDays ?? null,
    endMs: endMsOf(order, { startDayNo, days, timeZone: TIME_ZONE }),
    staffIds: staffIdsOf(staff),
    actorIds,
    sourceIds: new Map(sources.map(({ code, id }) => [code, id])),
  }
  return { scene, staff, sources, actors: actorsOf(operation.id, actorIds) }
}

function actorsOf(operationId: string, ids: Readonly<Record<PartyKey, string>>): readonly Actor[] {
  return PARTIES.map(({ key, name, aliases, kind, parent }) => ({
    id: ids[key],
    operationId,
    name,
    aliases,
    kind,
    parentId: parent === null ? null : ids[parent],
    externalIds: [],
  }))
}

function staffIdsOf(staff: readonly StaffPost[]): Readonly<Record<StaffKey, string>> {
  return recordOf(
    STAFF_POSTS.map(([key]) => key),
    (key) => staff.find((post) => post.key === key)?.id ?? '',
  )
}

function recordOf<K extends string>(keys: readonly K[], valueOf: (key: K) => string): Readonly<Record<K, string>> {
  // Every key of K is in `keys`: the lists are the source of the key types.
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<K, string>
}

type Records = Pick<FictionalMission, 'reports' | 'observations' | 'incidents' | 'stateChanges' | 'duplicates'>

function collected(
  recorded: readonly Recorded[],
  patrols: { readonly reports: readonly Report[]; readonly observations: readonly Observation[] },
): Records {
  const byTime = <T extends { readonly provenance: { readonly recordedAt: string } }>(
    list: readonly T[],
  ): readonly T[] => list.toSorted((a, b) => compare(a.provenance.recordedAt, b.provenance.recordedAt))
  return {
    reports: byTime([...recorded.flatMap(({ reports }) => reports), ...patrols.reports]),
    observations: byTime([...recorded.flatMap(({ observations }) => observations), ...patrols.observations]),
    incidents: byTime(recorded.flatMap(({ incidents }) => incidents)),
    stateChanges: recorded
      .flatMap(({ stateChanges }) => stateChanges)
      .toSorted((a, b) => compare(a.changedAt, b.changedAt)),
    duplicates: recorded.flatMap(({ duplicates }) => duplicates),
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

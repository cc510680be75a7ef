import { incidentFamily, type IncidentFamilyCode, type IncidentTypeCode } from '../incident/index.ts'
import type { Country } from './country.ts'
import { HOUR_WEIGHTS, INCIDENT_RATES, type IncidentRate } from './incident-rates.ts'
import { findSpot, spotAt, spotNear, type Spot } from './placing.ts'
import type { Random } from './random.ts'
import { MAX_STORY_INTENSITY, STORY_DAYS, storyIntensity, TURNING_POINTS } from './storylines.ts'

/** Something that truly happened in the scenario, before anybody reports it. */
export interface Happening {
  readonly rate: IncidentRate
  readonly family: IncidentFamilyCode
  /** Milliseconds of local wall-clock time since the first local midnight. */
  readonly localMs: number
  readonly spot: Spot
  /** One of the fixed turning points, told by the first narrative of its type. */
  readonly isTurningPoint: boolean
}

/** What the process needs besides randomness. */
export interface Setting {
  readonly country: Country
  readonly days: number
}

const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** How many further incidents one of a family sets off, on average. */
const CONTAGION: Readonly<Partial<Record<IncidentFamilyCode, number>>> = {
  ARM: 0.42,
  ERV: 0.34,
  CIV: 0.2,
  CFV: 0.34,
  PUB: 0.2,
  CRI: 0.12,
}
/** What an incident sets off when it is not more of the same. */
const FOLLOWS: Readonly<Partial<Record<IncidentFamilyCode, readonly IncidentTypeCode[]>>> = {
  ARM: ['ERV-01', 'HUM-04', 'CIV-10', 'ARM-05', 'CIV-02'],
  ERV: ['ARM-01', 'HUM-04', 'CIV-13', 'ERV-09'],
  CIV: ['CIV-11', 'CIV-08', 'HUM-04', 'CIV-10', 'OBS-05', 'PUB-06'],
  CFV: ['CFV-04', 'CFV-07', 'CFV-08', 'CFV-02'],
  PUB: ['PUB-02', 'CIV-06', 'PUB-04'],
  CRI: ['CIV-11', 'CRI-05'],
}
const FAMILY_HEAT: Readonly<Partial<Record<IncidentFamilyCode, number>>> = {
  ARM: 2.5,
  ERV: 2.5,
  CIV: 1.2,
  HUM: 0.9,
  CAC: 1,
  FOM: 1.4,
  MIS: 1.2,
}
/** Families whose fighting is not tied to the line: armed groups fight each other inland as well. */
const FOUGHT_INLAND: readonly IncidentFamilyCode[] = ['ARM', 'ERV']
/** Sunday first: markets and offices set the rhythm of the week. */
const WEEKDAY_WEIGHT: Readonly<Record<IncidentRate['hours'], readonly number[]>> = {
  office: [0.15, 1.1, 1.2, 1.2, 1.1, 1, 0.3],
  day: [0.6, 1, 1, 1.1, 1, 1.2, 1.2],
  dawn: [1, 1, 1, 0.9, 1, 1.1, 1.2],
  evening: [0.9, 0.9, 0.9, 1, 1, 1.2, 1.3],
  night: [0.9, 0.9, 0.9, 1, 1, 1.2, 1.3],
  any: [1, 1, 1, 1, 1, 1, 1],
}
const MAX_WEEKDAY_WEIGHT = 1.3

/**
 * Everything that happens in the scenario, oldest first: a background that follows the storylines, the week and
 * the hour; incidents that set off others nearby in the days after; and the turning points.
 */
export function happenings(setting: Setting, firstWeekday: number, random: Random): readonly Happening[] {
  const found: Happening[] = []
  for (const rate of INCIDENT_RATES) {
    const expected = (rate.perTwelveWeeks * setting.days) / STORY_DAYS
    const count = expected <= 1 ? 1 : Math.max(1, random.poisson(expected))
    for (let i = 0; i < count; i++) found.push(background(setting, rate, firstWeekday, random))
  }
  for (const [code, day, hour, town] of TURNING_POINTS) {
    const scaled = setting.days >= STORY_DAYS ? day : Math.floor((day * setting.days) / STORY_DAYS)
    const localMs = scaled * DAY_MS + hour * HOUR_MS + random.int(0, 60) * 60_000
    const spot = spotNear(setting.country, spotAt(setting.country, town), code === 'CIV-03' ? 3 : 0.4, random)
    const existing = found.findIndex((other) => other.rate.code === code)
    const happening = { ...happeningOf(rateOf(code), localMs, spot), isTurningPoint: true }
    if (isUnique(code) && existing >= 0) found[existing] = happening
    else found.push(happening)
  }
  const all = [...found, ...found.flatMap((parent) => offspring(setting, parent, random, 0))]
  return all.filter(({ localMs }) => localMs < setting.days * DAY_MS).sort((a, b) => a.localMs - b.localMs)
}

function isUnique(code: IncidentTypeCode): boolean {
  return rateOf(code).perTwelveWeeks <= 1
}

function background(setting: Setting, rate: IncidentRate, firstWeekday: number, random: Random): Happening {
  const family = familyOf(rate.code)
  for (;;) {
    const inland = rate.anchor === 'line' && FOUGHT_INLAND.includes(family) && random.chance(0.4)
    const heat = inland ? 0.5 : (FAMILY_HEAT[family] ?? 0.4)
    const spot = findSpot(setting.country, inland ? 'outskirts' : rate.anchor, heat, random)
    const day = random.int(0, setting.days)
    const weekday = WEEKDAY_WEIGHT[rate.hours][(firstWeekday + day) % 7] ?? 1
    const weight = weekday * storyIntensity(family, spot.district?.pcode ?? null, day)
    if (random.next() * MAX_STORY_INTENSITY * MAX_WEEKDAY_WEIGHT < weight) {
      return happeningOf(rate, day * DAY_MS + timeOfDayMs(rate, random), spot)
    }
  }
}

function offspring(setting: Setting, parent: Happening, random: Random, depth: number): readonly Happening[] {
  if (depth >= 3 || parent.spot.at === null || parent.rate.code === 'CIV-03') return []
  const children = random.poisson(CONTAGION[parent.family] ?? 0)
  const found: Happening[] = []
  for (let i = 0; i < children; i++) {
    const rate = random.chance(0.55) ? parent.rate : rateOf(random.pick(FOLLOWS[parent.family] ?? [parent.rate.code]))
    if (rate.perTwelveWeeks < 4) continue
    const day = Math.floor((parent.localMs + random.exponential(1.9) * DAY_MS) / DAY_MS)
    const localMs = Math.max(day * DAY_MS + timeOfDayMs(rate, random), parent.localMs + random.int(5, 90) * 60_000)
    const child = happeningOf(rate, localMs, spotOfChild(setting.country, rate, parent.spot, random))
    found.push(child, ...offspring(setting, child, random, depth + 1))
  }
  return found
}

/** Near the parent; in the nearest settlement for what happens in settlements, before a post for what posts perceive. */
function spotOfChild(country: Country, rate: IncidentRate, parent: Spot, random: Random): Spot {
  if (rate.anchor === 'settlement' || rate.anchor === 'town' || rate.anchor === 'village')
    return spotAt(country, parent.town.name)
  if (rate.anchor === 'post' && parent.post === null) return findSpot(country, 'post', 1, random)
  return spotNear(country, parent, 3.5, random)
}

function happeningOf(rate: IncidentRate, localMs: number, spot: Spot): Happening {
  return { rate, family: familyOf(rate.code), localMs, spot, isTurningPoint: false }
}

function timeOfDayMs(rate: IncidentRate, random: Random): number {
  const weights = HOUR_WEIGHTS[rate.hours]
  const hour = random.pickWeighted(HOURS, (candidate) => weights[candidate] ?? 0)
  return hour * HOUR_MS + random.int(0, 60) * 60_000
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

function rateOf(code: IncidentTypeCode): IncidentRate {
  const rate = INCIDENT_RATES.find((candidate) => candidate.code === code)
  if (rate === undefined) throw new RangeError(`no rate for ${code}`)
  return rate
}

function familyOf(code: IncidentTypeCode): IncidentFamilyCode {
  const family = incidentFamily(code)
  if (family === undefined) throw new RangeError(`no family for ${code}`)
  return family
}

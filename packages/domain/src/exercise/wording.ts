import type { Cast } from './casting.ts'
import type { Country } from './country.ts'
import { DISTRICTS, type District } from './country-outline.ts'
import { DAY_MS, type Happening } from './happenings.ts'
import { distanceKm, nearestOnLine, type PointKm } from './local-frame.ts'
import { party, type PartyKey } from './parties.ts'
import { sectorOf, type Spot } from './placing.ts'
import type { Random } from './random.ts'
import { SITES } from './routes-and-rivers.ts'

/** Values for the slots of a narrative. */
export type Slots = Readonly<Record<string, string>>

const POINTS_EN = ['east', 'north-east', 'north', 'north-west', 'west', 'south-west', 'south', 'south-east'] as const
const POINTS_FR = [
  'à l’est',
  'au nord-est',
  'au nord',
  'au nord-ouest',
  'à l’ouest',
  'au sud-ouest',
  'au sud',
  'au sud-est',
] as const
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const WEAPONS = ['heavy machine-gun', 'mortar', 'RPG', 'automatic', 'small-arms', 'automatic', 'small-arms'] as const

/** What a text is written from. */
export interface Telling {
  readonly country: Country
  readonly happening: Happening
  readonly cast: Cast
  readonly language: 'en' | 'fr'
}

/** Slots that follow from time, place and parties, in the language of the text. */
export function placeSlots({ happening, cast, language }: Telling): Slots {
  const { spot } = happening
  return {
    time: clock(happening.localMs, language),
    place: placePhrase(spot, language),
    town: spot.town.name,
    ...(spot.district === null ? {} : { district: districtPhrase(spot.district, language) }),
    A: members(cast.a, language),
    B: members(cast.b, language),
    party: party(cast.speaker).short,
    partyB: party(cast.other).short,
  }
}

/** All slots of a telling. The place and the direction are true; counts are drawn. */
export function slotsOf(telling: Telling, random: Random): Slots {
  const { happening, country } = telling
  const { spot } = happening
  const seen = perceived(spot, random)
  return {
    district: districtPhrase(random.pick(TALKED_OF), 'en'),
    ...placeSlots(telling),
    n: String(2 + random.poisson(3.5)),
    few: String(random.pick([2, 2, 3, 3, 4])),
    many: String(random.int(2, 19) * 10),
    hh: String(random.int(9, 130)),
    heads: String(random.int(14, 140)),
    dur: String(random.pick([5, 10, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90])),
    km: seen.km,
    km2: String(Number(seen.km) + 2),
    dir: seen.dir,
    dir2: random.pick(POINTS_EN.filter((point) => point !== seen.dir)),
    op: spot.post?.name ?? nearestSite(spot, /observation_post/),
    base: nearestSite(spot, /base|team_site|headquarters/),
    road: nearestNamed(country.roads, spot, 'N1'),
    river: nearestNamed(country.rivers, spot, 'Sel'),
    weapon: random.pick(WEAPONS),
    patrol: `Patrol ${sectorOf(spot.district).charAt(0)}${random.int(1, 9)}`,
    weekday: random.pick(WEEKDAYS),
  }
}

/** Districts that statements without a place of their own speak of. */
const TALKED_OF = DISTRICTS.filter(({ name }) => ['Berrul', 'Gharveth', 'Tenavi', 'Ostrul'].includes(name))

function districtPhrase(district: District, language: 'en' | 'fr'): string {
  return language === 'fr' ? `le district de ${district.name}` : `${district.name} district`
}

/** A narrative with its slots filled; the first letter of each sentence is a capital. */
export function fill(text: string, slots: Slots): string {
  const filled = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name]
    if (value === undefined) throw new RangeError(`no slot ${name}`)
    return value
  })
  return filled.replace(/(^|[.!?] )(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
}

/** Where something happened, in words: `4 km north-east of Kirruth`. */
function placePhrase(spot: Spot, language: 'en' | 'fr'): string {
  const french = language === 'fr'
  if (spot.at === null) return french ? 'dans le pays' : 'in the country'
  if (spot.precisionM >= 20_000 && spot.district !== null) {
    return french ? `dans le district de ${spot.district.name}` : `in ${spot.district.name} district`
  }
  const km = distanceKm(spot.at, spot.town.at)
  if (km < 1.8) return french ? `à ${spot.town.name}` : `in ${spot.town.name}`
  const point = compass(spot.town.at, spot.at)
  const rounded = Math.max(2, Math.round(km))
  if (french) return `à ${rounded} km ${POINTS_FR[point] ?? ''} de ${spot.town.name}`
  return `${spot.district === null ? 'at sea ' : ''}${rounded} km ${POINTS_EN[point] ?? ''} of ${spot.town.name}`
}

/** The same for a title: no preposition for a place inside a settlement. */
export function titlePlace(spot: Spot, language: 'en' | 'fr'): string {
  return placePhrase(spot, language).replace(/^(in|à) /, '')
}

function members(key: PartyKey, language: 'en' | 'fr'): string {
  return language === 'fr' ? party(key).membersFr : party(key).members
}

/** Wall-clock time as the log writes it, to five minutes for all but the most exact. */
function clock(localMs: number, language: 'en' | 'fr'): string {
  const minutes = Math.floor((localMs % DAY_MS) / 60_000)
  const [hour, minute] = [Math.floor(minutes / 60), Math.floor((minutes % 60) / 5) * 5]
  const two = (value: number): string => String(value).padStart(2, '0')
  return language === 'fr' ? `${hour} h ${two(minute)}` : `${two(hour)}${two(minute)}`
}

function perceived(spot: Spot, random: Random): { readonly km: string; readonly dir: string } {
  if (spot.at === null || spot.post === null) {
    return { km: String(random.int(2, 8)), dir: POINTS_EN[random.int(0, 8)] ?? 'north' }
  }
  const km = Math.max(1, Math.round(distanceKm(spot.post.at, spot.at)))
  return { km: String(km), dir: POINTS_EN[compass(spot.post.at, spot.at)] ?? 'north' }
}

/** Eighth of the compass from one point to another, counted from east against the clock. */
function compass(from: PointKm, to: PointKm): number {
  return (Math.round((Math.atan2(to[1] - from[1], to[0] - from[0]) / (2 * Math.PI)) * 8) + 8) % 8
}

/** Degrees from true north, clockwise. */
export function bearingDeg(from: PointKm, to: PointKm): number {
  return (Math.round((Math.atan2(to[0] - from[0], to[1] - from[1]) * 180) / Math.PI) + 360) % 360
}

function nearestSite(spot: Spot, kind: RegExp): string {
  const at = spot.at ?? spot.town.at
  return SITES.filter((site) => kind.test(site.kind)).reduce((best, site) =>
    distanceKm(site.at, at) < distanceKm(best.at, at) ? site : best,
  ).name
}

function nearestNamed(
  lines: readonly { readonly name: string; readonly line: readonly PointKm[] }[],
  spot: Spot,
  otherwise: string,
): string {
  const at = spot.at ?? spot.town.at
  let best = { name: otherwise, km: Infinity }
  for (const { name, line } of lines) {
    const { km } = nearestOnLine(line, at)
    if (km < best.km) best = { name, km }
  }
  return best.name
}

import { openMarking, withCompartments, type Marking } from '../access/index.ts'
import { CODE_LIST_VERSION, incidentType, type Harm, type Incident } from '../incident/index.ts'
import type { IncidentPlace } from '../place/index.ts'
import type { Provenance } from '../record/index.ts'
import { startOfLocalDayMs, type ValidTime } from '../time/index.ts'
import type { Country } from './country.ts'
import type { Happening } from './happenings.ts'
import { toLonLat } from './local-frame.ts'
import type { PartyKey, StaffKey } from './parties.ts'
import { regionName, type Spot } from './placing.ts'
import type { Random } from './random.ts'

/** What every part of the generator writes into and reads from. */
export interface Scene {
  readonly country: Country
  readonly operationId: string
  readonly timeZone: string
  readonly startDayNo: number
  readonly startMs: number
  readonly days: number
  /** Weekday of the first day, Sunday 0. */
  readonly firstWeekday: number
  readonly endMs: number
  /** Days after which the desk leaves no record waiting; null: it leaves a backlog. */
  readonly backlogDays: number | null
  readonly staffIds: Readonly<Record<StaffKey, string>>
  readonly actorIds: Readonly<Record<PartyKey, string>>
  readonly sourceIds: ReadonlyMap<string, string>
}

/** The instant of a local wall-clock time of the scenario, in ms since the epoch. */
export function instantMs(scene: Scene, localMs: number): number {
  return scene.startMs + localMs
}

/** ISO 8601 UTC to the minute. */
export function iso(ms: number): string {
  return new Date(Math.floor(ms / 60_000) * 60_000).toISOString()
}

/** A UUIDv7 whose random part comes from the seed, so that the same seed gives the same ids. */
export function seededId(ms: number, random: Random): string {
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
  const time = hex(Math.floor(ms), 12)
  const [a, b, c] = [random.bits(), random.bits(), random.bits()]
  const variant = hex(0x8000 | (a & 0x3fff), 4)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(a >>> 20, 3)}-${variant}-${hex(b, 8)}${hex(c >>> 16, 4)}`
}

/** Provenance of a record that a post of the mission's staff entered. */
export function enteredBy(scene: Scene, staff: StaffKey, recordedMs: number): Provenance {
  return { method: 'human', personId: scene.staffIds[staff], importId: null, recordedAt: iso(recordedMs) }
}

/** Types that the operation keeps at a higher level even without a compartment. */
const CONFIDENTIAL_TYPES: readonly string[] = ['ARM-05', 'CRI-03', 'MAR-08', 'MIS-07', 'POL-03']

/** The marking of a record of this type and harm. */
export function markingOf(scene: Scene, { rate }: Happening, harm: readonly Harm[]): Marking {
  const open = openMarking(scene.operationId, 'EXERCISE')
  const type = incidentType(rate.code)
  if (type !== undefined && type.compartments.length > 0) {
    return { ...withCompartments(open, type.compartments), level: 'CONFIDENTIAL' }
  }
  const ownDead = harm.some((entry) => entry.group === 'peacekeeper' && (entry.best ?? 0) > 0)
  if (ownDead) {
    const marking = withCompartments(open, ['PERSONNEL'])
    return { ...marking, level: 'CONFIDENTIAL', caveats: ['EXERCISE', 'NOK-PENDING'] }
  }
  return CONFIDENTIAL_TYPES.includes(rate.code) ? { ...open, level: 'CONFIDENTIAL' } : open
}

/** The place of a spot as records carry it. */
export function placeOf(spot: Spot): IncidentPlace {
  const adm = { adm1: regionName(spot.district), adm2: spot.district?.name ?? null, countryIso3: null }
  if (spot.at === null) return { point: null, name: 'Orevane', ...adm }
  const [lon, lat] = toLonLat(spot.at)
  const vague = spot.precisionM >= 20_000 && spot.district !== null
  const name = vague ? `${spot.district.name} district` : spot.town.name
  return { point: { lon, lat, precisionM: spot.precisionM }, name, ...adm }
}

/** When something happened, as exactly as its type allows. */
export function validTimeOf(scene: Scene, { rate, localMs, spot }: Happening): ValidTime {
  const at = instantMs(scene, localMs)
  if (rate.harm === 'restricted') return monthOf(scene, localMs)
  if (spot.precisionM >= 20_000) return { from: iso(at), to: null, precision: 'day' }
  return { from: iso(at), to: null, precision: spot.post === null && rate.hours !== 'office' ? 'hour' : 'minute' }
}

/** Restricted matters carry the month only (dossier: area and month, nothing finer). */
function monthOf(scene: Scene, localMs: number): ValidTime {
  const day = new Date((scene.startDayNo + Math.floor(localMs / 86_400_000)) * 86_400_000)
  const first = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1) / 86_400_000
  const next = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1) / 86_400_000
  const start = (dayNo: number): string => new Date(startOfLocalDayMs(dayNo, scene.timeZone)).toISOString()
  return { from: start(first), to: start(next), precision: 'month' }
}

/** The parts of an incident that do not depend on how it is told. */
export function incidentFrame(
  scene: Scene,
  happening: Happening,
): Pick<
  Incident,
  'typeCode' | 'codeListVersion' | 'sourceType' | 'occurred' | 'place' | 'operationId' | 'supersedesId'
> {
  return {
    typeCode: happening.rate.code,
    codeListVersion: CODE_LIST_VERSION,
    sourceType: null,
    occurred: validTimeOf(scene, happening),
    place: placeOf(happening.spot),
    operationId: scene.operationId,
    supersedesId: null,
  }
}

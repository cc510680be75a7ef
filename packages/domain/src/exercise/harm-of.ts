import type { Harm, HarmCategory, HarmGroup } from '../incident/index.ts'
import type { HarmProfile } from './incident-rates.ts'
import type { Random } from './random.ts'

/** Numbers that the text names too, so that record and text agree; null where the text names none. */
export interface TextNumbers {
  readonly households: number | null
  readonly people: number | null
}

interface Range {
  readonly low: number | null
  readonly best: number | null
  readonly high: number | null
}

const NOT_KNOWN: Range = { low: null, best: null, high: null }

/** How many people are killed and injured, for the profiles in which people are. */
interface CasualtyModel {
  readonly unknownP: number
  readonly noneP: number
  /** Mean number killed where somebody is. */
  readonly mean: number
  readonly injuredMean: number
  /** Least number injured, where that is known. */
  readonly injuredFrom: number
  readonly group: HarmGroup | null
}

const civilian = { injuredFrom: 0, group: 'civilian' } as const
const CASUALTIES: Readonly<Partial<Record<HarmProfile, CasualtyModel>>> = {
  clash: { unknownP: 0.3, noneP: 0.42, mean: 2.2, injuredMean: 2.6, injuredFrom: 0, group: null },
  explosion: { ...civilian, unknownP: 0.18, noneP: 0.5, mean: 1.3, injuredMean: 2.6 },
  killing: { ...civilian, unknownP: 0.04, noneP: 0, mean: 1.7, injuredMean: 1.3 },
  raid: { ...civilian, unknownP: 0.06, noneP: 0.6, mean: 1.5, injuredMean: 1.6 },
  robbery: { ...civilian, unknownP: 0, noneP: 0.95, mean: 1, injuredMean: 0.5 },
  injury: { ...civilian, unknownP: 0.1, noneP: 0.92, mean: 1, injuredMean: 2.4, injuredFrom: 1 },
  protest: { ...civilian, unknownP: 0.15, noneP: 0.75, mean: 1, injuredMean: 5 },
  own_personnel: { unknownP: 0, noneP: 0.93, mean: 1, injuredMean: 0.8, injuredFrom: 0, group: 'peacekeeper' },
}

/** Harm of an incident by its profile: ranges, and `null` for what nobody knows. Counting rule `mission`. */
export function harmOf(profile: HarmProfile, numbers: TextNumbers, random: Random): readonly Harm[] {
  const model = CASUALTIES[profile]
  if (model !== undefined) return casualties(random, model)
  switch (profile) {
    case 'massacre':
      return [
        harm('killed', 'all', { low: 19, best: 27, high: 41 }),
        harm('killed', 'civilian', { low: 19, best: 26, high: 41 }),
        harm('injured', 'all', { low: 11, best: 16, high: null }),
      ]
    case 'peaceful':
      return [harm('killed', 'all', { low: 0, best: 0, high: 0 })]
    case 'abduction':
      return [harm('abducted', 'civilian', spread(2 + random.poisson(2), random))]
    case 'detention':
      return [harm('detained', 'all', numbers.people === null ? NOT_KNOWN : spread(numbers.people, random))]
    case 'displacement':
      return [harm('displaced', 'all', displaced(numbers.households))]
    case 'property':
      return [harm('property', 'all', numbers.people === null ? NOT_KNOWN : spread(numbers.people, random))]
    default:
      return []
  }
}

function casualties(random: Random, model: CasualtyModel): readonly Harm[] {
  if (random.chance(model.unknownP)) return [harm('killed', 'all', NOT_KNOWN), harm('injured', 'all', NOT_KNOWN)]
  const killed = random.chance(model.noneP) ? 0 : 1 + Math.floor(random.exponential(model.mean - 0.45))
  const killedRange = spread(killed, random)
  const list = [harm('killed', 'all', killedRange)]
  if (model.group !== null && killed > 0) list.push(harm('killed', model.group, killedRange))
  const injuredMean = model.injuredMean * (killed > 0 ? 1.4 : 0.6)
  const injured = random.chance(0.1) ? null : model.injuredFrom + random.poisson(injuredMean)
  list.push(harm('injured', 'all', injured === null ? NOT_KNOWN : spread(injured, random)))
  return list
}

/** A range around a count: exact for none and most small counts, wider for large ones. */
function spread(best: number, random: Random): Range {
  if (best === 0 || random.chance(best < 3 ? 0.75 : 0.35)) return { low: best, best, high: best }
  const down = Math.min(best - 1, random.poisson(best * 0.22))
  const up = 1 + random.poisson(best * 0.35)
  return { low: best - Math.max(0, down), best, high: best + up }
}

function displaced(households: number | null): Range {
  if (households === null) return NOT_KNOWN
  const round = (people: number): number => Math.round(people / 10) * 10
  return { low: round(households * 4.2), best: round(households * 5.1), high: round(households * 6) }
}

function harm(category: HarmCategory, group: HarmGroup, range: Range): Harm {
  return { category, group, sex: null, ageBand: null, ...range, countingRule: 'mission' }
}

/** What is known of people killed, injured and abducted, as one or two plain sentences; empty where the record has none. */
export function harmSentence(list: readonly Harm[]): string {
  const [abducted, killed, injured] = [of(list, 'abducted'), of(list, 'killed'), of(list, 'injured')]
  if (abducted !== undefined) return `${count(abducted)} taken, whereabouts not known.`
  if (killed === undefined || injured === undefined) return ''
  if (killed.best === null && injured.best === null) return 'Casualties not known at the time of the report.'
  if (killed.best === 0 && injured.best === 0) return 'No casualties reported.'
  const parts = killed.best === 0 ? [] : [`${count(killed)} reported killed`]
  if (injured.best === null) parts.push('number of injured not known')
  else if (injured.best > 0) parts.push(`${count(injured)} injured`)
  const text = parts.join(', ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

/** The same in French. */
export function harmSentenceFr(list: readonly Harm[]): string {
  const [killed, injured] = [of(list, 'killed'), of(list, 'injured')]
  if (killed === undefined || injured === undefined) return ''
  if (killed.best === null) return 'Bilan inconnu à l’heure du rapport.'
  if (killed.best === 0 && injured.best === 0) return 'Aucune victime signalée.'
  const dead = killed.best === 0 ? 'aucun mort' : `${killed.best} mort${killed.best > 1 ? 's' : ''}`
  const plural = injured.best !== null && injured.best > 1 ? 's' : ''
  const wounded = injured.best === null ? 'nombre de blessés inconnu' : `${injured.best} blessé${plural}`
  return `Bilan provisoire : ${dead}, ${wounded}.`
}

function of(list: readonly Harm[], category: HarmCategory): Harm | undefined {
  return (
    list.find((entry) => entry.category === category && entry.group === 'all') ??
    list.find((entry) => entry.category === category)
  )
}

function count({ low, best, high }: Harm): string {
  if (best === null) return low === null ? 'an unknown number of people' : `at least ${low} people`
  const noun = best === 1 ? 'person' : 'people'
  if (high === null) return `at least ${low ?? best} people`
  return low === high ? `${best} ${noun}` : `${low ?? best} to ${high} people (best estimate ${best})`
}

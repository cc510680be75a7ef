import type { AllegedRole } from '../actor/index.ts'
import type { Happening } from './happenings.ts'
import { DAY_MS } from './happenings.ts'
import type { PartyKey } from './parties.ts'
import type { Spot } from './placing.ts'
import type { Random } from './random.ts'

/** Who is said to have taken part, and how the text speaks of them. */
export interface Cast {
  /** Spoken of as {A} and {B}. */
  readonly a: PartyKey
  readonly b: PartyKey
  /** Bodies that speak or are spoken to: {party} and {partyB}. */
  readonly speaker: PartyKey
  readonly other: PartyKey
  readonly involved: readonly (readonly [PartyKey, AllegedRole])[]
}

/** Chooses the parties of a happening by who is present in the area on that day. */
export function castOf(happening: Happening, random: Random): Cast {
  const { spot } = happening
  const day = Math.floor(happening.localMs / DAY_MS)
  const holder = holderOf(spot, day, random)
  const speaker: PartyKey =
    spot.at === null
      ? random.pick(/POL-0[479]/.test(happening.rate.code) ? PARTIES_AND_COLUMN : PARTIES_TO_TALKS)
      : bodyOf(holder)
  const other: PartyKey = speaker === 'government' ? 'front' : 'government'
  const [a, b] = pairOf(happening, holder, random)
  return { a, b, speaker, other, involved: involvedOf(happening, [a, b], speaker) }
}

const PARTIES_TO_TALKS: readonly PartyKey[] = ['government', 'front']
const PARTIES_AND_COLUMN: readonly PartyKey[] = ['government', 'government', 'front', 'front', 'column']

function holderOf(spot: Spot, day: number, random: Random): PartyKey {
  if (!spot.north) {
    const east = spot.district?.pcode.startsWith('XO06') === true || spot.district?.pcode === 'XO0501'
    return east && random.chance(0.2) ? 'committees' : 'army'
  }
  const columnArea = ['XO0301', 'XO0302', 'XO0303', 'XO0304'].includes(spot.district?.pcode ?? '')
  return columnArea && day >= 24 && random.chance(0.55) ? 'column' : 'front'
}

function bodyOf(holder: PartyKey): PartyKey {
  return holder === 'army' || holder === 'police' ? 'government' : holder
}

type Pair = readonly [PartyKey, PartyKey]

function pairOf(happening: Happening, holder: PartyKey, random: Random): Pair {
  const opponent = opponentOf(holder, happening.spot, random)
  switch (happening.rate.cast) {
    case 'clash':
      return clashPair(happening, holder, opponent, random)
    case 'armed_on_civilians':
      return [random.chance(0.28) ? 'unknown' : holder, opponent]
    case 'state_on_civilians':
      return [holder === 'army' ? 'police' : holder, opponent]
    case 'robbers':
      return ['robbers', 'civilians']
    case 'herders':
      return random.chance(0.6) ? ['guard', 'committees'] : ['unknown', 'guard']
    case 'crowd':
      return [
        holder === 'army' ? 'police' : holder,
        /PUB-0[45]|MIS/.test(happening.rate.code) ? 'rioters' : 'protesters',
      ]
    case 'boats':
      return ['boats', 'civilians']
    case 'unseen':
      return ['unknown', holder]
    default:
      return [holder, opponent]
  }
}

/** Some types say by themselves which side acts. */
function clashPair(happening: Happening, holder: PartyKey, opponent: PartyKey, random: Random): Pair {
  const armed = holder === 'army' ? opponent : holder
  switch (happening.rate.code) {
    case 'ARM-03':
      return [happening.spot.north ? 'column' : armed, happening.spot.north ? 'front' : 'army']
    case 'ARM-04':
    case 'ERV-02':
      return ['army', armed]
    case 'ERV-06':
      return ['unknown', holder]
    default:
      return random.chance(0.5) ? [holder, opponent] : [opponent, holder]
  }
}

function opponentOf(holder: PartyKey, spot: Spot, random: Random): PartyKey {
  if (holder === 'column') return random.chance(0.7) ? 'front' : 'army'
  if (holder === 'front')
    return spot.lineKm > 30 && spot.district?.pcode.startsWith('XO03') === true ? 'column' : 'army'
  if (holder === 'committees') return random.chance(0.5) ? 'guard' : 'front'
  return spot.lineKm > 45 ? 'unknown' : 'front'
}

function involvedOf({ rate }: Happening, [a, b]: Pair, speaker: PartyKey): Cast['involved'] {
  switch (rate.cast) {
    case 'clash':
      return [
        [a, 'side_a'],
        [b, 'side_b'],
      ]
    case 'armed_on_civilians':
    case 'state_on_civilians':
    case 'robbers':
      return [
        [a, 'perpetrator'],
        ['civilians', 'target'],
      ]
    case 'herders':
      return [
        [a, 'perpetrator'],
        [b, 'target'],
      ]
    case 'hinders_mission':
      return [
        [a, 'perpetrator'],
        ['mission', 'target'],
      ]
    case 'crowd':
      return rate.code.startsWith('MIS')
        ? [
            [b, 'perpetrator'],
            ['mission', 'target'],
          ]
        : crowdInvolved(rate.code, a, b)
    case 'local_force':
      return [[a, 'present']]
    case 'party':
      return [[speaker, 'present']]
    case 'boats':
      return [[a, 'perpetrator']]
    default:
      return rate.code.startsWith('MIS-0') && rate.harm === 'own_personnel' ? [['mission', 'target']] : []
  }
}

function crowdInvolved(code: string, police: PartyKey, crowd: PartyKey): Cast['involved'] {
  if (code === 'PUB-02' || code === 'PUB-03')
    return [
      [police, 'perpetrator'],
      [crowd, 'target'],
    ]
  return [[crowd, 'present']]
}

import { incidentType } from '../incident/index.ts'
import type { Happening } from './happenings.ts'
import { SCENARIO_SOURCES, type ScenarioSource } from './parties.ts'
import { sectorOf } from './placing.ts'
import type { Random } from './random.ts'

/** A source that tells of a happening; `retells` when it only repeats what the first one said. */
export interface Teller {
  readonly source: ScenarioSource
  readonly retells: boolean
}

/** Who tells of a happening, first teller first, each source once. */
export function tellersOf(happening: Happening, random: Random): readonly Teller[] {
  const first = firstSource(happening, random)
  const tellers: Teller[] = [{ source: first, retells: false }]
  if (incidentType(happening.rate.code)?.sensitivity === 'C' || happening.rate.anchor === 'post') return tellers
  const more = random.pickWeighted([0, 1, 2, 3], (count) => moreWeights(happening)[count] ?? 0)
  for (let i = 0; i < more; i++) {
    const others = SCENARIO_SOURCES.filter(
      (source) => source.weight > 0 && hears(source, happening) && !tellers.some((teller) => teller.source === source),
    )
    if (others.length === 0) break
    const source = random.pickWeighted(others, ({ weight }) => weight)
    const couldRetell = source.kind === 'media' || source.kind === 'authority' || source.kind === 'party'
    tellers.push({ source, retells: couldRetell && random.chance(0.55) })
  }
  return tellers
}

/** A source by its code. */
export function sourceOf(code: string): ScenarioSource {
  const found = SCENARIO_SOURCES.find((source) => source.code === code)
  if (found === undefined) throw new RangeError(`no source ${code}`)
  return found
}

function moreWeights({ family, rate }: Happening): readonly number[] {
  if (rate.code === 'CIV-03') return [0, 0, 0, 1]
  if (['ARM', 'ERV', 'CIV', 'PUB'].includes(family) || rate.code === 'CRI-05') return [42, 34, 18, 6]
  if (family === 'HUM' || family === 'POL' || family === 'HAZ') return [66, 26, 8, 0]
  return [88, 11, 1, 0]
}

/** Types that one component of the mission reports itself. */
const OWN_COMPONENT: readonly (readonly [RegExp, string])[] = [
  [/^(SXV|CAC-0[125-8]|TIP)/, 'PROT'],
  [/^(SEA|MIS-11)/, 'CDT'],
  [/^(CIV-07|MIS-10|CIV-05)/, 'HRO'],
  [/^(MIS-0[479]|MIS-06)/, 'SAFETY'],
  [/^(POL-15)/, 'DDR'],
  [/^(ERV-09|CFV-15)/, 'MINEACT'],
  [/^(MAR|TIP-06)/, 'MARCEN'],
  [/^(POL|CRI-02)/, 'POLAFF'],
]

function firstSource(happening: Happening, random: Random): ScenarioSource {
  const { rate, spot, family } = happening
  if (spot.post !== null && rate.anchor === 'post') return sourceOf(spot.post.name.replace(' ', '-'))
  const own = OWN_COMPONENT.find(([pattern]) => pattern.test(rate.code))
  const openToOthers = family === 'POL' || rate.code === 'ERV-09'
  if (own !== undefined && !(openToOthers && random.chance(0.4))) return sourceOf(own[1])
  const sector = sectorOf(spot.district)
  if (family === 'FOM' || family === 'OBS' || family === 'CFV' || family === 'MIS') {
    return random.chance(rate.code === 'CFV-11' || rate.code === 'CFV-13' ? 0.4 : 0.04)
      ? sourceOf('UAS-1')
      : sourceOf(`PTL-${sector.charAt(0)}`)
  }
  const hearing = SCENARIO_SOURCES.filter((source) => source.weight > 0 && hears(source, happening))
  return random.pickWeighted(hearing, ({ weight }) => weight)
}

function hears(source: ScenarioSource, { spot, rate, family }: Happening): boolean {
  if (!source.sectors.includes(sectorOf(spot.district))) return false
  if (source.code === 'UNPOL') return /^(CRI|PUB|CIV-06)/.test(rate.code)
  if (source.kind === 'party') return /^(ARM|ERV|POL|CFV)/.test(rate.code)
  if (source.kind === 'imagery') return /^(ARM|CFV|CIV-10|HAZ)/.test(rate.code)
  if (family === 'POL' || spot.at === null) return ['media', 'authority', 'party'].includes(source.kind)
  if (source.kind === 'community_alert') return /^(ARM|ERV|CIV|CRI-05|HUM-04|HAZ-FL)/.test(rate.code)
  return true
}

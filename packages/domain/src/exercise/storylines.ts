import type { IncidentFamilyCode, IncidentTypeCode } from '../incident/index.ts'

/** A stretch of the scenario in which some incidents become more or less frequent in some districts. */
interface Storyline {
  readonly name: string
  readonly families: readonly IncidentFamilyCode[]
  /** P-code prefixes; empty means the whole country. */
  readonly within: readonly string[]
  readonly fromDay: number
  readonly toDay: number
  readonly factor: number
}

/** Days of the scenario; a longer mission goes through it again. */
export const STORY_DAYS = 84

const STORYLINES: readonly Storyline[] = [
  { name: 'calm after the renewal', families: ['CFV', 'ARM', 'ERV'], within: [], fromDay: 0, toDay: 14, factor: 0.7 },
  {
    name: 'split of the Highland Front',
    families: ['ARM', 'ERV', 'CIV'],
    within: ['XO0301', 'XO0303', 'XO0304'],
    fromDay: 24,
    toDay: 41,
    factor: 7,
  },
  {
    name: 'displacement towards Sel Bend',
    families: ['HUM'],
    within: ['XO0501', 'XO06'],
    fromDay: 27,
    toDay: 48,
    factor: 3,
  },
  { name: 'talks and a lull', families: ['CFV', 'ARM', 'ERV'], within: [], fromDay: 42, toDay: 55, factor: 0.4 },
  { name: 'talks in the news', families: ['POL'], within: [], fromDay: 40, toDay: 52, factor: 1.7 },
  { name: 'rains', families: ['HAZ'], within: [], fromDay: 49, toDay: 70, factor: 3.5 },
  {
    name: 'movement of the herds',
    families: ['CRI', 'CIV'],
    within: ['XO0602', 'XO0304', 'XO0601'],
    fromDay: 45,
    toDay: 75,
    factor: 2.8,
  },
  {
    name: 'voter registration',
    families: ['PUB', 'POL'],
    within: ['XO0502', 'XO0401', 'XO0403'],
    fromDay: 56,
    toDay: 84,
    factor: 1.9,
  },
  {
    name: 'escalation around Orrinfold',
    families: ['CFV', 'ARM', 'ERV', 'CIV'],
    within: ['XO0203', 'XO0303', 'XO0501', 'XO0601'],
    fromDay: 64,
    toDay: 79,
    factor: 3,
  },
  { name: 'steps of withdrawal', families: ['CFV', 'ARM'], within: [], fromDay: 79, toDay: 84, factor: 0.6 },
]

/** Largest value that `storyIntensity` can have. */
export const MAX_STORY_INTENSITY = 7.5

/** How frequent incidents of a family are on a day in a district, against an ordinary day. */
export function storyIntensity(family: IncidentFamilyCode, districtPcode: string | null, day: number): number {
  const storyDay = day % STORY_DAYS
  const season = 1 + 0.18 * Math.sin((2 * Math.PI * (storyDay - 20)) / STORY_DAYS) + (0.15 * storyDay) / STORY_DAYS
  const factor = STORYLINES.filter(
    ({ families, within, fromDay, toDay }) =>
      families.includes(family) &&
      storyDay >= fromDay &&
      storyDay < toDay &&
      (within.length === 0 || within.some((prefix) => districtPcode?.startsWith(prefix))),
  ).reduce((product, story) => product * story.factor, 1)
  return Math.min(MAX_STORY_INTENSITY, season * factor)
}

/** Turning points of the scenario that always happen: type, day, hour, settlement. */
export const TURNING_POINTS: readonly (readonly [
  code: IncidentTypeCode,
  day: number,
  hour: number,
  settlement: string,
])[] = [
  ['POL-12', 24, 11, 'Kesvath'],
  ['ARM-03', 27, 5, 'Drevath'],
  ['ARM-01', 28, 4, 'Ormuth'],
  ['HUM-04', 30, 9, 'Pont-Selmane'],
  ['POL-02', 48, 16, 'Berrul'],
  ['HAZ-FL', 57, 3, 'Gharveth'],
  ['CIV-03', 69, 5, 'Orrinfold'],
  ['POL-08', 71, 12, 'Berrul'],
  ['HAZ-CE', 72, 10, 'Pont-Selmane'],
  ['CFV-17', 81, 10, 'Kirruth'],
]

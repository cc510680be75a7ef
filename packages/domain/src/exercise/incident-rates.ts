import type { IncidentTypeCode } from '../incident/index.ts'

/** Where incidents of a type happen. */
export type Anchor =
  | 'line'
  | 'post'
  | 'settlement'
  | 'town'
  | 'village'
  | 'outskirts'
  | 'road'
  | 'camp'
  | 'base'
  | 'sea'
  | 'port'
  | 'river'
  | 'district'
  | 'country'

/** At what hours they happen. */
export type Hours = 'night' | 'dawn' | 'day' | 'office' | 'evening' | 'any'

/** Who is said to be involved. */
type Cast =
  | 'clash'
  | 'local_force'
  | 'armed_on_civilians'
  | 'state_on_civilians'
  | 'robbers'
  | 'herders'
  | 'crowd'
  | 'party'
  | 'hinders_mission'
  | 'unseen'
  | 'boats'
  | 'nobody'

/** What kind of harm follows. */
export type HarmProfile =
  | 'none'
  | 'peaceful'
  | 'clash'
  | 'explosion'
  | 'killing'
  | 'raid'
  | 'robbery'
  | 'massacre'
  | 'injury'
  | 'abduction'
  | 'detention'
  | 'displacement'
  | 'property'
  | 'protest'
  | 'own_personnel'
  | 'restricted'

/** How often, where, when, by whom and with what harm incidents of a type happen. */
export interface IncidentRate {
  readonly code: IncidentTypeCode
  /** Expected number in twelve weeks, what follows from contagion not included. */
  readonly perTwelveWeeks: number
  readonly anchor: Anchor
  readonly hours: Hours
  readonly cast: Cast
  readonly harm: HarmProfile
}

type Row = readonly [IncidentTypeCode, number, Anchor, Hours, Cast, HarmProfile]

// prettier-ignore
const ROWS: readonly Row[] = [
  ['ARM-01', 30, 'line', 'night', 'clash', 'clash'], ['ARM-02', 12, 'road', 'dawn', 'clash', 'clash'],
  ['ARM-03', 2.5, 'village', 'dawn', 'clash', 'clash'], ['ARM-04', 2.5, 'village', 'dawn', 'clash', 'clash'],
  ['ARM-05', 18, 'road', 'day', 'local_force', 'peaceful'], ['ARM-06', 5, 'line', 'day', 'local_force', 'peaceful'],
  ['ERV-01', 16, 'line', 'evening', 'clash', 'explosion'], ['ERV-02', 1.4, 'outskirts', 'day', 'clash', 'explosion'],
  ['ERV-03', 6, 'line', 'day', 'clash', 'explosion'], ['ERV-04', 13, 'road', 'day', 'clash', 'explosion'],
  ['ERV-05', 11, 'outskirts', 'day', 'unseen', 'explosion'], ['ERV-06', 1, 'town', 'day', 'clash', 'explosion'],
  ['ERV-07', 8, 'town', 'evening', 'unseen', 'injury'], ['ERV-08', 1, 'outskirts', 'evening', 'unseen', 'injury'],
  ['ERV-09', 20, 'outskirts', 'day', 'nobody', 'peaceful'],
  ['CIV-01', 26, 'outskirts', 'dawn', 'armed_on_civilians', 'killing'],
  ['CIV-02', 22, 'settlement', 'day', 'armed_on_civilians', 'injury'],
  ['CIV-03', 1, 'outskirts', 'dawn', 'armed_on_civilians', 'massacre'],
  ['CIV-04', 14, 'road', 'dawn', 'armed_on_civilians', 'abduction'],
  ['CIV-05', 5, 'settlement', 'any', 'state_on_civilians', 'abduction'],
  ['CIV-06', 20, 'town', 'evening', 'state_on_civilians', 'detention'],
  ['CIV-07', 3, 'district', 'any', 'state_on_civilians', 'restricted'],
  ['CIV-08', 8, 'outskirts', 'day', 'armed_on_civilians', 'displacement'],
  ['CIV-09', 50, 'road', 'day', 'armed_on_civilians', 'peaceful'],
  ['CIV-10', 30, 'outskirts', 'dawn', 'armed_on_civilians', 'property'],
  ['CIV-11', 11, 'outskirts', 'day', 'herders', 'raid'], ['CIV-12', 14, 'district', 'evening', 'party', 'peaceful'],
  ['CIV-13', 6, 'settlement', 'night', 'unseen', 'property'],
  ['CIV-14', 2, 'line', 'dawn', 'armed_on_civilians', 'none'],
  ['SXV-01', 4, 'district', 'any', 'nobody', 'restricted'], ['SXV-02', 1, 'district', 'any', 'nobody', 'restricted'],
  ['SXV-03', 1, 'district', 'any', 'nobody', 'restricted'], ['SXV-04', 1, 'district', 'any', 'nobody', 'restricted'],
  ['SXV-05', 1, 'district', 'any', 'nobody', 'restricted'], ['SXV-06', 1, 'district', 'any', 'nobody', 'restricted'],
  ['SXV-07', 1.2, 'district', 'any', 'nobody', 'restricted'], ['SXV-08', 1, 'district', 'any', 'nobody', 'restricted'],
  ['SXV-09', 1, 'district', 'any', 'nobody', 'restricted'],
  ['SXV-10', 8, 'settlement', 'day', 'armed_on_civilians', 'peaceful'],
  ['SEA-01', 1, 'country', 'any', 'nobody', 'restricted'], ['SEA-02', 1, 'country', 'any', 'nobody', 'restricted'],
  ['CAC-01', 4, 'district', 'any', 'nobody', 'restricted'], ['CAC-02', 4, 'district', 'any', 'nobody', 'restricted'],
  ['CAC-03', 4, 'settlement', 'night', 'armed_on_civilians', 'property'],
  ['CAC-04', 4, 'settlement', 'night', 'armed_on_civilians', 'property'],
  ['CAC-05', 1, 'district', 'any', 'nobody', 'restricted'], ['CAC-06', 2, 'district', 'any', 'nobody', 'restricted'],
  ['CAC-07', 3, 'road', 'day', 'armed_on_civilians', 'peaceful'],
  ['CAC-08', 2, 'district', 'any', 'nobody', 'restricted'],
  ['CAC-09', 7, 'settlement', 'day', 'local_force', 'peaceful'],
  ['TIP-01', 1, 'district', 'any', 'nobody', 'restricted'], ['TIP-02', 2, 'district', 'any', 'nobody', 'restricted'],
  ['TIP-03', 1, 'district', 'any', 'nobody', 'restricted'], ['TIP-04', 1, 'district', 'any', 'nobody', 'restricted'],
  ['TIP-05', 1.3, 'district', 'any', 'nobody', 'restricted'], ['TIP-06', 4, 'port', 'night', 'nobody', 'peaceful'],
  ['HUM-01', 9, 'road', 'day', 'robbers', 'property'], ['HUM-02', 26, 'road', 'day', 'armed_on_civilians', 'peaceful'],
  ['HUM-03', 11, 'settlement', 'night', 'robbers', 'property'],
  ['HUM-04', 30, 'outskirts', 'day', 'nobody', 'displacement'], ['HUM-05', 15, 'outskirts', 'day', 'nobody', 'peaceful'],
  ['HUM-06', 28, 'settlement', 'day', 'party', 'peaceful'],
  ['CPP-01', 1, 'town', 'evening', 'unseen', 'none'], ['CPP-02', 2, 'outskirts', 'evening', 'unseen', 'none'],
  ['CPP-03', 3, 'outskirts', 'day', 'local_force', 'peaceful'], ['CPP-04', 3, 'district', 'any', 'nobody', 'peaceful'],
  ['CPP-05', 3, 'town', 'night', 'nobody', 'peaceful'],
  ['CFV-01', 22, 'post', 'evening', 'unseen', 'none'], ['CFV-02', 20, 'post', 'evening', 'unseen', 'none'],
  ['CFV-03', 4, 'post', 'night', 'unseen', 'none'], ['CFV-04', 36, 'post', 'evening', 'unseen', 'none'],
  ['CFV-05', 7, 'post', 'night', 'unseen', 'none'], ['CFV-06', 8, 'post', 'night', 'unseen', 'none'],
  ['CFV-07', 44, 'post', 'evening', 'unseen', 'none'], ['CFV-08', 40, 'post', 'evening', 'unseen', 'none'],
  ['CFV-09', 12, 'post', 'night', 'unseen', 'peaceful'], ['CFV-10', 6, 'post', 'day', 'local_force', 'peaceful'],
  ['CFV-11', 15, 'line', 'day', 'local_force', 'peaceful'], ['CFV-12', 8, 'district', 'office', 'local_force', 'peaceful'],
  ['CFV-13', 15, 'line', 'day', 'local_force', 'peaceful'], ['CFV-14', 12, 'line', 'day', 'local_force', 'peaceful'],
  ['CFV-15', 15, 'line', 'day', 'nobody', 'peaceful'], ['CFV-16', 17, 'post', 'day', 'unseen', 'peaceful'],
  ['CFV-17', 8, 'line', 'office', 'local_force', 'peaceful'],
  ['FOM-01', 26, 'road', 'day', 'hinders_mission', 'peaceful'], ['FOM-02', 19, 'road', 'day', 'hinders_mission', 'peaceful'],
  ['FOM-03', 22, 'road', 'day', 'hinders_mission', 'peaceful'], ['FOM-04', 6, 'road', 'dawn', 'unseen', 'peaceful'],
  ['FOM-05', 9, 'line', 'day', 'hinders_mission', 'peaceful'], ['FOM-06', 10, 'line', 'any', 'unseen', 'peaceful'],
  ['FOM-07', 7, 'road', 'day', 'hinders_mission', 'peaceful'],
  ['MIS-01', 4, 'base', 'night', 'unseen', 'own_personnel'], ['MIS-02', 4, 'base', 'evening', 'unseen', 'own_personnel'],
  ['MIS-03', 3, 'road', 'day', 'unseen', 'own_personnel'], ['MIS-04', 1, 'district', 'any', 'nobody', 'restricted'],
  ['MIS-05', 9, 'base', 'day', 'crowd', 'peaceful'], ['MIS-06', 8, 'district', 'evening', 'party', 'peaceful'],
  ['MIS-07', 4, 'town', 'office', 'nobody', 'peaceful'], ['MIS-08', 11, 'road', 'day', 'nobody', 'own_personnel'],
  ['MIS-09', 3, 'district', 'any', 'nobody', 'restricted'], ['MIS-10', 1, 'district', 'any', 'nobody', 'restricted'],
  ['MIS-11', 1, 'district', 'any', 'nobody', 'restricted'],
  ['PUB-01', 28, 'town', 'day', 'crowd', 'peaceful'], ['PUB-02', 6, 'town', 'day', 'crowd', 'protest'],
  ['PUB-03', 1.5, 'town', 'day', 'crowd', 'protest'], ['PUB-04', 7, 'town', 'day', 'crowd', 'protest'],
  ['PUB-05', 6, 'town', 'evening', 'crowd', 'injury'], ['PUB-06', 17, 'town', 'day', 'crowd', 'peaceful'],
  ['POL-01', 2, 'town', 'office', 'party', 'peaceful'], ['POL-02', 2, 'line', 'office', 'party', 'peaceful'],
  ['POL-03', 13, 'town', 'office', 'party', 'peaceful'], ['POL-04', 20, 'country', 'office', 'party', 'peaceful'],
  ['POL-05', 9, 'district', 'office', 'party', 'peaceful'], ['POL-06', 6, 'country', 'office', 'party', 'peaceful'],
  ['POL-07', 6, 'country', 'office', 'party', 'peaceful'], ['POL-08', 3, 'country', 'office', 'party', 'peaceful'],
  ['POL-09', 9, 'country', 'office', 'party', 'peaceful'], ['POL-10', 1, 'country', 'office', 'party', 'peaceful'],
  ['POL-11', 12, 'town', 'office', 'nobody', 'peaceful'], ['POL-12', 2, 'district', 'office', 'party', 'peaceful'],
  ['POL-13', 2, 'town', 'office', 'party', 'peaceful'], ['POL-14', 3, 'settlement', 'office', 'party', 'peaceful'],
  ['POL-15', 8, 'town', 'office', 'party', 'peaceful'], ['POL-16', 4, 'line', 'office', 'party', 'peaceful'],
  ['POL-17', 5, 'town', 'office', 'nobody', 'peaceful'], ['POL-18', 9, 'town', 'office', 'nobody', 'peaceful'],
  ['POL-19', 6, 'district', 'office', 'nobody', 'peaceful'],
  ['CRI-01', 40, 'road', 'evening', 'robbers', 'robbery'], ['CRI-02', 2, 'district', 'any', 'nobody', 'restricted'],
  ['CRI-03', 8, 'outskirts', 'day', 'local_force', 'peaceful'], ['CRI-04', 4, 'port', 'office', 'nobody', 'peaceful'],
  ['CRI-05', 17, 'outskirts', 'dawn', 'herders', 'raid'],
  ['MAR-01', 1, 'sea', 'night', 'boats', 'none'], ['MAR-02', 2, 'sea', 'night', 'boats', 'peaceful'],
  ['MAR-03', 2, 'sea', 'day', 'boats', 'none'], ['MAR-04', 3, 'sea', 'any', 'boats', 'none'],
  ['MAR-05', 1, 'sea', 'night', 'boats', 'abduction'], ['MAR-06', 8, 'sea', 'any', 'boats', 'peaceful'],
  ['MAR-07', 4, 'port', 'night', 'boats', 'none'], ['MAR-08', 1.2, 'sea', 'day', 'boats', 'peaceful'],
  ['MAR-09', 2, 'sea', 'day', 'boats', 'peaceful'], ['MAR-10', 3, 'sea', 'day', 'nobody', 'peaceful'],
  ['MAR-11', 4, 'sea', 'any', 'nobody', 'peaceful'], ['MAR-12', 1, 'sea', 'dawn', 'unseen', 'none'],
  ['HAZ-EQ', 1, 'port', 'any', 'nobody', 'none'], ['HAZ-FL', 8, 'river', 'any', 'nobody', 'displacement'],
  ['HAZ-TC', 2, 'port', 'evening', 'nobody', 'none'], ['HAZ-WF', 4, 'outskirts', 'day', 'nobody', 'none'],
  ['HAZ-EP', 3, 'town', 'office', 'nobody', 'none'], ['HAZ-AC', 2, 'river', 'day', 'nobody', 'none'],
  ['HAZ-DR', 2, 'outskirts', 'day', 'nobody', 'none'], ['HAZ-LS', 3, 'road', 'night', 'nobody', 'none'],
  ['HAZ-CE', 1, 'district', 'any', 'nobody', 'none'],
  ['OBS-01', 56, 'road', 'day', 'nobody', 'peaceful'], ['OBS-02', 24, 'line', 'day', 'local_force', 'peaceful'],
  ['OBS-03', 32, 'settlement', 'day', 'nobody', 'peaceful'], ['OBS-04', 38, 'settlement', 'day', 'nobody', 'peaceful'],
  ['OBS-05', 15, 'settlement', 'day', 'nobody', 'peaceful'],
]

/** The rates of all 158 types. */
export const INCIDENT_RATES: readonly IncidentRate[] = ROWS.map(
  ([code, perTwelveWeeks, anchor, hours, cast, harm]) => ({ code, perTwelveWeeks, anchor, hours, cast, harm }),
)

/** Share of each hour of the local day, 0 to 23; not yet divided by the sum. */
export const HOUR_WEIGHTS: Readonly<Record<Hours, readonly number[]>> = {
  night: [6, 6, 5, 4, 3, 2, 1, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.5, 0.6, 0.8, 1.2, 2.5, 4, 6, 7, 7, 7],
  dawn: [2, 2, 3, 5, 9, 12, 10, 6, 3, 2, 2, 1.5, 1, 1, 1, 1.5, 2, 2.5, 3, 3, 2.5, 2, 2, 2],
  day: [0.2, 0.1, 0.1, 0.1, 0.3, 1, 3, 6, 9, 11, 11, 10, 7, 7, 9, 9, 7, 4, 2, 1, 0.6, 0.4, 0.3, 0.2],
  office: [0, 0, 0, 0, 0, 0, 0, 0.5, 3, 8, 11, 10, 4, 4, 9, 10, 8, 4, 2, 1, 0.5, 0.2, 0, 0],
  evening: [2, 1.5, 1, 1, 1, 1, 1, 1, 1.5, 2, 2, 2, 2, 2, 2, 2.5, 3.5, 6, 9, 10, 9, 7, 5, 3],
  any: [1, 1, 1, 1, 1, 1.1, 1.2, 1.3, 1.3, 1.3, 1.3, 1.3, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.1, 1.1, 1, 1, 1],
}

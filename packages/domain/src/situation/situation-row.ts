import type { IncidentState } from '../incident/index.ts'
import type { PrecisePoint } from '../place/index.ts'

/** One incident as the picture takes it in: the fields that are filtered, counted or drawn, nothing else. */
export interface SituationRow {
  /** UUID of the incident. */
  readonly id: string
  /** When it began, in ms since the epoch. The picture counts by this. */
  readonly occurredAtMs: number
  /** Code of the incident list, such as `ARM-01`; its family is the part before the first hyphen. */
  readonly typeCode: string
  readonly state: IncidentState
  /** People killed, all groups together; null (whole or in part) where it is not known. */
  readonly killed: { readonly low: number | null; readonly best: number | null; readonly high: number | null } | null
  /** How the people killed were counted (`ucdp`, `awsd`, `mission`, …); empty when there is no figure. */
  readonly countingRule: string
  /** Null: the place is not known. */
  readonly point: PrecisePoint | null
  /** H3 cell at resolution 7 (`hexagonOf` of domain/place); null when the place is too vague for one. */
  readonly h3: bigint | null
  readonly actors: readonly { readonly id: string; readonly name: string }[]
  /** Name of the dataset, `mission` for the mission's own reports. */
  readonly dataset: string
  /** `markingKey` of domain/access: the same text for equal markings. */
  readonly marking: string
  /** As the source names the place; empty when it does not. */
  readonly placeName: string
  readonly adm1: string | null
  readonly countryIso3: string | null
}

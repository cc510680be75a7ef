import type { Marking, Realm } from '../access/index.ts'
import type { IncidentState, JocSection } from '../incident/index.ts'
import type { IncidentPlace, Ring } from '../place/index.ts'
import type { Component } from './component.ts'
import type { ValidTime } from '../time/index.ts'

/** Languages in which a situation report can be written. Arabic has its headings and furniture; names stay as recorded. */
export const SITREP_LANGUAGES = ['en', 'fr', 'ar'] as const
export type SitrepLanguage = (typeof SITREP_LANGUAGES)[number]

/** Life of a situation report. The content never changes once released; a correction is a new report that names it. */
export const SITREP_STATES = ['draft', 'edited', 'released', 'corrected'] as const
export type SitrepState = (typeof SITREP_STATES)[number]

export const SITREP_FORMATS = ['html', 'docx', 'pdf'] as const
export type SitrepFormat = (typeof SITREP_FORMATS)[number]

/** Whole local days of the operation, half-open, with the instants at which they begin and end. */
export interface SitrepPeriod {
  readonly fromOn: string
  readonly toOn: string
  /** ISO 8601 UTC. */
  readonly from: string
  readonly to: string
  readonly days: number
}

/** People killed as one source counts them. `best` null: not known. */
export interface KilledEstimate {
  /** Figures of different counting rules are never added. */
  readonly countingRule: string
  readonly low: number | null
  readonly best: number | null
  readonly high: number | null
}

/** One report that a record rests on. */
export interface SitrepReportCitation {
  /** Number in the list of sources. */
  readonly sourceNo: number
  readonly reportId: string
  readonly dataset: string | null
  readonly release: string | null
  readonly externalId: string | null
  readonly rowNo: number | null
  readonly reliability: string
  readonly credibility: number
}

/** A record behind the product, frozen as it stood when the product was drafted. */
export interface SitrepRecord {
  /** Citation number, 1, 2, …: first those of the period in the order of time, then those of the period before. */
  readonly no: number
  readonly incidentId: string
  readonly period: 'current' | 'before'
  readonly typeCode: string
  readonly section: JocSection
  readonly occurred: ValidTime
  /** First local day of the operation on which it happened. */
  readonly occurredOn: string
  readonly place: IncidentPlace
  readonly state: IncidentState
  readonly killed: readonly KilledEstimate[]
  /** Actors that the sources name, with the part they are said to have had. */
  readonly actors: readonly { readonly name: string; readonly role: string }[]
  readonly reports: readonly SitrepReportCitation[]
}

/** Where information came from: a code, and for published datasets how to cite them, licence included. */
export interface SitrepSource {
  readonly no: number
  readonly code: string
  readonly name: string
  readonly kind: string
  readonly citation: string | null
  readonly url: string | null
  readonly machineGenerated: boolean
}

/** What a figure counts. `killed_not_known` counts records, so that what is not known never looks like zero. */
export const MEASURES = ['incidents', 'killed_low', 'killed_best', 'killed_high', 'killed_not_known'] as const
export type Measure = (typeof MEASURES)[number]

/** A number in a product: nothing but a measure and the records behind it. Its value is always derived from them. */
export interface Figure {
  readonly measure: Measure
  /** Counting rule of a measure of people killed; null for counts of incidents. */
  readonly countingRule: string | null
  /** Citation numbers of the records behind it, ascending, each once. */
  readonly nos: readonly number[]
}

/** Two counts of records and the ratio of their rates with its exact interval. */
export interface Comparison {
  readonly current: Figure
  readonly before: Figure
  readonly currentDays: number
  readonly beforeDays: number
  /** Rate now divided by rate before; null when the period before has no record. */
  readonly ratio: number | null
  readonly low: number
  /** Null: without upper bound. */
  readonly high: number | null
  /** Coverage of the interval, 0.95. */
  readonly pInterval: number
}

/** A number as it is printed: a figure, an estimate with its bounds, a ratio; always with the citations behind it. */
export type SitrepCell =
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'killed'; readonly low: Figure; readonly best: Figure; readonly high: Figure }
  | { readonly kind: 'ratio'; readonly comparison: Comparison }

/** A piece of a sentence. No number about records is ever typed. */
export type SitrepRun =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cite'; readonly nos: readonly number[] }
  | SitrepCell

export interface SitrepTable {
  readonly id: string
  readonly caption: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly label: string; readonly isTotal: boolean; readonly cells: readonly SitrepCell[] }[]
  readonly notes: readonly string[]
}

export type SitrepBlock =
  | { readonly kind: 'paragraph'; readonly runs: readonly SitrepRun[] }
  | { readonly kind: 'bullets'; readonly items: readonly (readonly SitrepRun[])[] }
  /** Judgement, kept apart from fact: printed between COMMENT and COMMENT ENDS. */
  | { readonly kind: 'comment'; readonly runs: readonly SitrepRun[] }
  /** The mandatory sentence in place of a blank. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'table'; readonly table: SitrepTable }
  | { readonly kind: 'map' }
  | { readonly kind: 'chart'; readonly chart: 'per_day' | 'ratios' }

export interface SitrepSection {
  readonly section: JocSection
  readonly heading: string
  readonly blocks: readonly SitrepBlock[]
}

/** A component's part: its text with the records it cites, or that it has nothing to report; awaited until the cut-off, missing after it. */
export interface SitrepInputLine {
  readonly component: Component
  readonly state: 'given' | 'nothing' | 'awaited' | 'missing'
  readonly text: string
  readonly nos: readonly number[]
  readonly by: string | null
  readonly at: string | null
  readonly cutoffAt: string | null
}

/** A situation report as it was drafted: everything that its documents show, and nothing that needs another look-up. */
export interface SitrepContent {
  /** Version of this layout of the content. */
  readonly layout: 1
  readonly language: SitrepLanguage
  readonly operation: {
    readonly id: string
    readonly slug: string
    readonly name: string
    readonly acronym: string
    readonly realm: Realm
    readonly timeZone: string
    readonly hostCountriesIso3: readonly string[]
  }
  readonly period: SitrepPeriod
  readonly before: SitrepPeriod
  /** Null: the whole area of the operation. */
  readonly area: Ring | null
  readonly asOf: string
  readonly draftedBy: string | null
  /** Highest of the markings of the records used. */
  readonly marking: Marking
  /** Number of the report that this one corrects. */
  readonly correctsNumber: string | null
  readonly sections: readonly SitrepSection[]
  readonly records: readonly SitrepRecord[]
  readonly sources: readonly SitrepSource[]
  readonly methods: readonly string[]
  /** What the components gave, and who was asked and gave nothing. Absent where nobody was asked. */
  readonly inputs?: readonly SitrepInputLine[]
}

/** What changes around frozen content: its number and how far it has come. */
export interface SitrepStatus {
  readonly id: string
  readonly number: string
  readonly state: SitrepState
  readonly draftedAt: string
  readonly releasedBy: string | null
  readonly releasedAt: string | null
  /** The released report that corrected this one; null: none, or none that the reader may see. */
  readonly correctedBy: { readonly id: string; readonly number: string } | null
}

import type { IncidentState } from '@eirene/domain/incident'
import type { Comparison, Component, Figure, SitrepRun, SitrepState } from '@eirene/domain/situation'

/** A figure with its value, so that a sentence can agree with it in number. */
export interface Counted {
  readonly figure: Figure
  readonly value: number | null
}

/** People killed: the estimate as it is printed, and its best value. */
export interface KilledCount {
  readonly run: Extract<SitrepRun, { kind: 'killed' }>
  readonly best: number | null
}

/** What a notable incident says, in pieces that only the drafting knows. */
interface NotableIncident {
  readonly on: string
  readonly where: string
  readonly typeLabel: string
  readonly sides: readonly string[]
  readonly perpetrators: readonly string[]
  readonly killed: KilledCount | null
  readonly state: string
  readonly grades: string
  readonly no: number
}

/** Fixed texts of the documents: headings, column names, legends. */
interface Furniture {
  readonly title: string
  readonly number: string
  readonly operation: string
  readonly period: string
  readonly localTime: string
  readonly asOf: string
  readonly drafted: string
  /** Drafted on the command line in nobody's name. */
  readonly operator: string
  readonly released: string
  readonly status: string
  readonly marking: string
  readonly area: string
  readonly wholeArea: string
  readonly drawnArea: string
  readonly corrects: string
  readonly correctedBy: string
  /** Notice over a report that was corrected; `number` null: by one that the reader may not see. */
  readonly correctedNotice: (number: string | null) => string
  readonly contents: string
  readonly nothing: string
  /** In place of the facts of a draft for who may not see what they were made from. */
  readonly factsWithheld: string
  readonly comment: string
  readonly commentEnds: string
  readonly inputs: string
  readonly missing: string
  readonly awaited: string
  readonly cutoff: string
  readonly draftNotice: string
  readonly annexRecords: string
  readonly annexRecordsIntro: string
  readonly annexLists: string
  readonly annexListsIntro: string
  readonly annexSources: string
  readonly annexMethods: string
  readonly page: string
  readonly pageOf: string
  readonly notKnown: string
  readonly total: string
  readonly columns: {
    readonly type: string
    readonly adm1: string
    readonly actor: string
    readonly incidents: string
    readonly before: string
    readonly ratio: string
    readonly killed: string
    readonly killedNotKnown: string
    readonly no: string
    readonly date: string
    readonly place: string
    readonly state: string
    readonly source: string
    readonly list: string
    readonly records: string
    readonly citation: string
  }
  readonly map: string
  readonly mapNote: string
  readonly mapDisclaimer: string
  readonly mapNone: string
  readonly legend: string
  readonly legendPrecision: string
  readonly legendHex: string
  readonly legendDisputed: string
  readonly legendSector: string
  readonly legendCeasefireLine: string
  readonly unplaced: string
  readonly chartPerDay: string
  readonly chartPerWeek: string
  readonly chartRatios: string
  readonly chartRatiosAxis: string
  readonly chartIncidents: string
  readonly chartMeanBefore: string
  readonly chartFewer: string
  readonly chartMore: string
}

/** Sentences made from figures, in one language. */
export interface SitrepWords {
  readonly furniture: Furniture
  readonly states: Readonly<Record<SitrepState, string>>
  readonly components: Readonly<Record<Component, string>>
  readonly incidentStates: Readonly<Record<IncidentState, string>>
  total(current: Counted, before: Counted, beforeDays: number): readonly SitrepRun[]
  ratio(comparison: Comparison): readonly SitrepRun[]
  byState(states: readonly { readonly state: IncidentState; readonly counted: Counted }[]): readonly SitrepRun[]
  killed(count: KilledCount, rule: string): readonly SitrepRun[]
  killedNotKnown(counted: Counted): readonly SitrepRun[]
  areas(areas: readonly { readonly name: string; readonly counted: Counted }[]): readonly SitrepRun[]
  notableRule(killedAtLeast: number, most: number): string
  notable(incident: NotableIncident): readonly SitrepRun[]
  cluster(counted: Counted, near: string, fromOn: string, toOn: string): readonly SitrepRun[]
  clusterRule(radiusKm: number, days: number, least: number): string
  typeTable(section: string): string
  adm1Table(section: string): string
  actorTable(section: string): string
  actorNote: string
  killedNote(rule: string): string
  methods(): readonly string[]
}

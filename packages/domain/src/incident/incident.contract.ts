import type { Marking } from '../access/index.ts'
import type { IncidentPlace } from '../place/index.ts'
import type { ReportView } from '../report/index.ts'
import type { ValidTime } from '../time/index.ts'
import type { Harm } from './incident.ts'
import type { IncidentState } from './incident-state.ts'

/** GET ?ids=a,b,… (at most 200) or ?filter=…&after=…: incidents in the order of the list, newest first. */
export const INCIDENTS_PATH = '/v1/operations/:slug/incidents'
/** GET: one incident with everything that it rests on. */
export const INCIDENT_PATH = '/v1/operations/:slug/incidents/:id'

/** A row of a list. */
export interface IncidentRow {
  readonly id: string
  readonly typeCode: string
  readonly state: IncidentState
  readonly title: string
  readonly occurred: ValidTime
  readonly place: IncidentPlace
  readonly killed: { readonly low: number | null; readonly best: number | null; readonly high: number | null } | null
  readonly marking: Marking
}

export interface IncidentPage {
  readonly incidents: readonly IncidentRow[]
  /** Cursor of the next page; null on the last. */
  readonly after: string | null
}

/** What the inspector shows. */
export interface IncidentView extends IncidentRow {
  readonly sourceType: string | null
  readonly codeListVersion: string
  readonly narrative: string
  readonly language: string
  readonly recordedAt: string
  readonly method: string
  readonly supersededAt: string | null
  readonly harm: readonly Harm[]
  readonly actors: readonly {
    readonly id: string
    readonly name: string
    readonly kind: string
    readonly role: string
  }[]
  readonly reports: readonly ReportView[]
  readonly stateChanges: readonly {
    readonly from: string
    readonly to: string
    readonly reason: string
    readonly changedAt: string
    readonly personName: string | null
    readonly confirmedByName: string | null
  }[]
  /** Released or drafted situation reports that cite it. */
  readonly citedBy: readonly { readonly sitrepId: string; readonly number: string }[]
}

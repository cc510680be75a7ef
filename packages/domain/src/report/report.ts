import type { Envelope } from '../record/index.ts'
import type { ValidTime } from '../time/index.ts'
import type { IncidentPlace } from '../place/index.ts'

/** Source reliability, Admiralty scale. F means cannot be judged; it is not worse than E. */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type Reliability = (typeof RELIABILITIES)[number]

/** Information credibility, Admiralty scale. 6 means cannot be judged; it is not worse than 5. */
export const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const
export type Credibility = (typeof CREDIBILITIES)[number]

export const SOURCE_KINDS = [
  'patrol',
  'observation_post',
  'community_liaison',
  'community_alert',
  'ngo',
  'media',
  'authority',
  'party',
  'imagery',
  'sensor',
  'dataset',
  'mission',
  'other',
] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

/** Where information comes from, under a code. Who a confidential source is never stands here (N2). */
export interface Source {
  readonly id: string
  readonly operationId: string
  /** Short code shown to readers: `PTL-N-04`, `ucdp-ged 23.1`. */
  readonly code: string
  readonly kind: SourceKind
  readonly name: string
  readonly reliability: Reliability
  /** Text written by a machine cannot corroborate anything. */
  readonly machineGenerated: boolean
  /** How to cite it, licence included, when it is published. */
  readonly citation: string | null
  readonly url: string | null
}

export const REPORT_TYPES = [
  'SITREP',
  'FLASH',
  'INCREP',
  'PATREP',
  'INVREP',
  'CFVREP',
  'INTREP',
  'HRREP',
  'POC_ALERT',
  'COMMUNITY',
  'MEDIA',
  'DATASET',
  'OTHER',
] as const
export type ReportType = (typeof REPORT_TYPES)[number]

/** Types of report that a person writes by the form; the others come by import or from other rooms. */
export const FIELD_REPORT_TYPES = ['INCREP', 'PATREP', 'CFVREP', 'FLASH', 'HRREP', 'POC_ALERT', 'COMMUNITY'] as const

/** What a person can count by the form; the mission's own counting rule. */
export const FIELD_HARM_CATEGORIES = ['killed', 'injured', 'missing', 'abducted', 'detained', 'displaced'] as const

/** What a source says. Immutable: a correction is a new report that names this one. */
export interface Report extends Envelope {
  readonly sourceId: string
  readonly type: ReportType
  readonly title: string
  readonly body: string
  /** When the source wrote or sent it, ISO 8601 UTC; null when not known. */
  readonly originatedAt: string | null
  readonly reliability: Reliability
  readonly credibility: Credibility
  /** Reports that tell the same origin story share this key and count once as a source; null when it stands alone. */
  readonly originKey: string | null
  /** Identity in the dataset it came from; null for a report written here. */
  readonly dataset: DatasetIdentity | null
  /** The row as the source gave it, column by column; null for a report written here. */
  readonly original: Readonly<Record<string, unknown>> | null
}

/** Which row of which release of which dataset a report is. */
export interface DatasetIdentity {
  /** `ucdp-ged`, `insecurity-insight`, … */
  readonly dataset: string
  readonly release: string
  /** The dataset's own id, or content hash and occurrence number for files without ids. */
  readonly externalId: string
  /** 1-based row in the file, header included; feature number in a GeoJSON file. */
  readonly rowNo: number
}

export const OBSERVATION_SENSES = ['seen', 'heard', 'camera', 'uav', 'imagery'] as const

/** What a patrol or post itself perceived: neither a report of others nor a conclusion. */
export interface Observation extends Envelope {
  readonly reportId: string
  readonly occurred: ValidTime
  readonly sense: (typeof OBSERVATION_SENSES)[number]
  readonly observerPlace: IncidentPlace
  /** Towards what was perceived, degrees from true north; null when not known. */
  readonly directionDeg: number | null
  readonly distanceM: number | null
  /** How many; null when not counted. */
  readonly count: number | null
  readonly countIsApproximate: boolean
  readonly what: string
  /** Assessed weapon or equipment, in words; null when not known. */
  readonly weapon: string | null
}

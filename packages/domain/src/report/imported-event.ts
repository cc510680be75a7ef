import type { ActorKind, AllegedRole } from '../actor/index.ts'
import type { Compartment } from '../access/index.ts'
import type { Issue } from '../parse/index.ts'
import type { IncidentPlace } from '../place/index.ts'
import { formatDayNo, startOfLocalDayMs, type ValidTime } from '../time/index.ts'

/** One row of a file, as the source gave it. */
export interface SourceRow {
  /** 1-based row in the file, header included; element number in a JSON file. */
  readonly rowNo: number
  /** Column name → value; text in CSV files, whatever JSON holds in JSON files. */
  readonly cells: Readonly<Record<string, unknown>>
}

/** A number of people as the source counted them. The incident room's Harm has the same shape. */
export interface ClaimedHarm {
  readonly category: 'killed' | 'injured' | 'missing' | 'abducted' | 'detained' | 'displaced' | 'property'
  readonly group:
    | 'all'
    | 'civilian'
    | 'combatant_side_a'
    | 'combatant_side_b'
    | 'unknown_status'
    | 'aid_worker'
    | 'peacekeeper'
    | 'education'
    | 'crew'
  readonly sex: 'female' | 'male' | null
  readonly ageBand: 'child' | 'adult' | null
  readonly low: number | null
  readonly best: number | null
  readonly high: number | null
  readonly countingRule: string
}

/** A body that the source names, with the part it says that body had. */
export interface ClaimedActor {
  readonly name: string
  readonly kind: ActorKind
  /** Id in the source's scheme, such as `ucdp:1163`; null when it has none. */
  readonly externalId: string | null
  readonly role: AllegedRole
}

/** What one row says happened, in the words of the domain. Becomes one report and (part of) one incident. */
export interface ImportedEvent {
  /** The dataset's own id; null for a dataset without ids, whose identity is content hash and occurrence number. */
  readonly externalId: string | null
  /** Rows that tell of the same event share this key and become one incident; null when each row is its own event. */
  readonly originKey: string | null
  readonly sourceType: string
  readonly typeCode: string
  readonly occurred: ValidTime
  readonly place: IncidentPlace
  readonly title: string
  readonly narrative: string
  /** BCP 47; `und` when not known. */
  readonly language: string
  readonly originatedAt: string | null
  readonly harm: readonly ClaimedHarm[]
  readonly actors: readonly ClaimedActor[]
  /** Compartments that the dataset's own fields call for; the lexical screen may add more. */
  readonly compartments: readonly Compartment[]
}

/** What a row's meaning depends on besides the row. */
export interface ReadContext {
  /** IANA zone of the operation: a day in the file is a day there. */
  readonly timeZone: string
  /** Days since 1970-01-01 of today in that zone; later dates are refused. */
  readonly todayDayNo: number
  /** Instant at which a local day begins, ISO 8601 UTC. */
  readonly startOfDay: (dayNo: number) => string
}

/** A context whose day starts are computed once a day. */
export function readContext(timeZone: string, todayDayNo: number): ReadContext {
  const starts = new Map<number, string>()
  return {
    timeZone,
    todayDayNo,
    startOfDay: (dayNo) => {
      let start = starts.get(dayNo)
      if (start === undefined) {
        start = new Date(startOfLocalDayMs(dayNo, timeZone)).toISOString()
        if (starts.size > 50_000) starts.clear()
        starts.set(dayNo, start)
      }
      return start
    },
  }
}

/** A whole-day time, from the start of one local day to the end of another. */
export function wholeDays(
  context: ReadContext,
  fromDayNo: number,
  lastDayNo: number,
  precision: ValidTime['precision'],
): ValidTime {
  return { from: context.startOfDay(fromDayNo), to: context.startOfDay(lastDayNo + 1), precision }
}

/** `2021-01-31` for messages. */
export function dayText(dayNo: number): string {
  return formatDayNo(dayNo)
}

/** At most 120 characters of a value, for an Issue. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value)
  const flat = text.replaceAll(/\s+/g, ' ').trim()
  return flat.length > 120 ? `${flat.slice(0, 117)}...` : flat
}

/** True when nothing among the issues rejects the row. */
export function isAccepted(issues: readonly Issue[]): boolean {
  return issues.every((issue) => issue.severity === 'warning')
}

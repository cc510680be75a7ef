import { markingKey, type Marking } from '@eirene/domain/access'
import { COUNTED_STATES, jocSectionOf, type JocSection } from '@eirene/domain/incident'
import type { Operation } from '@eirene/domain/operation'
import type { Ring } from '@eirene/domain/place'
import {
  markingsForProduct,
  productMarking,
  type SitrepOrder,
  type SitrepPeriod,
  type SitrepRecord,
  type SitrepReportCitation,
  type SitrepSource,
} from '@eirene/domain/situation'
import type { SitrepIncidentRow } from '@eirene/store/situation'
import { areaTest } from './area-test.ts'
import { formatDayNo, localDayNo, parseDayNo, startOfLocalDayMs } from '@eirene/domain/time'

/** An incident as the drafter may read it, with the reports that it rests on. */
export type SitrepIncident = SitrepIncidentRow

/** What a situation report is made from. */
export interface SitrepMaterial {
  readonly period: SitrepPeriod
  readonly before: SitrepPeriod
  readonly records: readonly SitrepRecord[]
  readonly sources: readonly SitrepSource[]
  readonly marking: Marking
}

/** The period of an order and the one of equal length just before it, cut in the operation's zone. */
export function periodsOf(
  order: Pick<SitrepOrder, 'fromOn' | 'toOn'>,
  timeZone: string,
): { readonly period: SitrepPeriod; readonly before: SitrepPeriod } {
  const [from, to] = [parseDayNo(order.fromOn), parseDayNo(order.toOn)]
  if (from === undefined || to === undefined) throw new Error(`not a period: ${order.fromOn} ${order.toOn}`)
  return { period: periodOf(from, to, timeZone), before: periodOf(2 * from - to, from, timeZone) }
}

function periodOf(fromNo: number, toNo: number, timeZone: string): SitrepPeriod {
  return {
    fromOn: formatDayNo(fromNo),
    toOn: formatDayNo(toNo),
    from: new Date(startOfLocalDayMs(fromNo, timeZone)).toISOString(),
    to: new Date(startOfLocalDayMs(toNo, timeZone)).toISOString(),
    days: toNo - fromNo,
  }
}

interface Countable extends SitrepIncident {
  readonly section: JocSection
}

/**
 * Incidents that a general product counts: of the counted states, in its area, of a section, under a usable marking.
 * Reports under other markings are left out as if they were not there.
 */
function countable(incidents: readonly SitrepIncident[], area: Ring | null): readonly Countable[] {
  const usable = new Set(markingsForProduct(markingsOf(incidents)).map(markingKey))
  const isInArea = areaTest(area ?? undefined)
  return incidents.flatMap((incident) => {
    const section = jocSectionOf(incident.typeCode)
    const isCounted =
      section !== null &&
      COUNTED_STATES.includes(incident.state) &&
      isInArea(incident.place.point) &&
      usable.has(markingKey(incident.marking))
    const reports = incident.reports.filter(({ marking }) => usable.has(markingKey(marking)))
    return isCounted ? [{ ...incident, reports, section }] : []
  })
}

/** The distinct markings of incidents and of the reports behind them. */
function markingsOf(incidents: readonly SitrepIncident[]): readonly Marking[] {
  const all = incidents.flatMap(({ marking, reports }) => [marking, ...reports.map((report) => report.marking)])
  return [...new Map(all.map((marking) => [markingKey(marking), marking])).values()]
}

function citationOf(report: SitrepIncident['reports'][number], sourceNo: number): SitrepReportCitation {
  const { reportId, dataset, release, externalId, rowNo, reliability, credibility } = report
  return { sourceNo, reportId, dataset, release, externalId, rowNo, reliability, credibility }
}

/** Picks, orders and numbers the records and sources of a report. Nothing of what is left out shows in the result. */
export function sitrepMaterial(
  order: Pick<SitrepOrder, 'fromOn' | 'toOn' | 'polygon'>,
  operation: Operation,
  incidents: readonly SitrepIncident[],
): SitrepMaterial {
  const { period, before } = periodsOf(order, operation.timeZone)
  const [startMs, middleMs, endMs] = [before.from, period.from, period.to].map((instant) => Date.parse(instant))
  const used = countable(incidents, order.polygon ?? null)
    .map((incident) => ({ incident, atMs: Date.parse(incident.occurred.from) }))
    .filter(({ atMs }) => atMs >= Number(startMs) && atMs < Number(endMs))
    .sort((a, b) => a.atMs - b.atMs || (a.incident.id < b.incident.id ? -1 : 1))
  const isCurrent = ({ atMs }: { readonly atMs: number }): boolean => atMs >= Number(middleMs)
  const inOrder = [...used.filter(isCurrent), ...used.filter((entry) => !isCurrent(entry))]

  const sources = new Map<string, SitrepSource>()
  const sourceNo = (source: Omit<SitrepSource, 'no'>): number => {
    const known = sources.get(source.code)
    if (known !== undefined) return known.no
    const no = sources.size + 1
    sources.set(source.code, { ...source, no })
    return no
  }
  const records = inOrder.map(({ incident, atMs }, i): SitrepRecord => ({
    no: i + 1,
    incidentId: incident.id,
    period: atMs >= Number(middleMs) ? 'current' : 'before',
    typeCode: incident.typeCode,
    section: incident.section,
    occurred: incident.occurred,
    occurredOn: formatDayNo(localDayNo(atMs, operation.timeZone)),
    place: incident.place,
    state: incident.state,
    killed: incident.killed,
    actors: incident.actors,
    reports: incident.reports.map((report) => citationOf(report, sourceNo(report.source))),
  }))
  const marking = productMarking(operation.id, operation.realm, markingsOf(inOrder.map(({ incident }) => incident)))
  return { period, before, records, sources: [...sources.values()], marking }
}

import { markingKey, type Marking } from '@eirene/domain/access'
import { COUNTED_STATES, jocSectionOf, type Harm, type IncidentState, type JocSection } from '@eirene/domain/incident'
import type { Operation } from '@eirene/domain/operation'
import type { IncidentPlace, Ring } from '@eirene/domain/place'
import {
  markingsForProduct,
  productMarking,
  type KilledEstimate,
  type SitrepOrder,
  type SitrepPeriod,
  type SitrepRecord,
  type SitrepReportCitation,
  type SitrepSource,
} from '@eirene/domain/situation'
import { formatDayNo, localDayNo, parseDayNo, startOfLocalDayMs, type ValidTime } from '@eirene/domain/time'

/** An incident as the drafter may read it, with the reports that it rests on. */
export interface SitrepIncident {
  readonly id: string
  readonly marking: Marking
  readonly typeCode: string
  readonly occurred: ValidTime
  readonly place: IncidentPlace
  readonly state: IncidentState
  readonly harm: readonly Pick<
    Harm,
    'category' | 'group' | 'sex' | 'ageBand' | 'low' | 'best' | 'high' | 'countingRule'
  >[]
  readonly actors: readonly { readonly name: string; readonly role: string }[]
  readonly reports: readonly (Omit<SitrepReportCitation, 'sourceNo'> & { readonly source: Omit<SitrepSource, 'no'> })[]
}

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

/** Whether a point lies in a ring (even-odd rule, straight lines in lon and lat). */
function isInRing(lon: number, lat: number, ring: Ring): boolean {
  let isInside = false
  ring.forEach(([x, y], i) => {
    const [px, py] = ring[i === 0 ? ring.length - 1 : i - 1] ?? [x, y]
    if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) isInside = !isInside
  })
  return isInside
}

function isInArea(place: IncidentPlace, area: Ring | null): boolean {
  if (area === null) return true
  return place.point !== null && isInRing(place.point.lon, place.point.lat, area)
}

function killedOf(incident: SitrepIncident): readonly KilledEstimate[] {
  return incident.harm
    .filter((harm) => harm.category === 'killed' && harm.group === 'all' && harm.sex === null && harm.ageBand === null)
    .map(({ countingRule, low, best, high }) => ({ countingRule, low, best, high }))
}

/** Incidents that a general product counts: of the counted states, in its area, of a section, under a usable marking. */
function countable(
  incidents: readonly SitrepIncident[],
  area: Ring | null,
): readonly (SitrepIncident & { readonly section: JocSection })[] {
  const usable = new Set(markingsForProduct(distinctMarkings(incidents)).map(markingKey))
  return incidents.flatMap((incident) => {
    const section = jocSectionOf(incident.typeCode)
    const isCounted =
      section !== null &&
      COUNTED_STATES.includes(incident.state) &&
      isInArea(incident.place, area) &&
      usable.has(markingKey(incident.marking))
    return isCounted ? [{ ...incident, section }] : []
  })
}

function distinctMarkings(incidents: readonly SitrepIncident[]): readonly Marking[] {
  return [...new Map(incidents.map(({ marking }) => [markingKey(marking), marking])).values()]
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
    killed: killedOf(incident),
    actors: incident.actors,
    reports: incident.reports.map(({ source, ...report }) => ({ ...report, sourceNo: sourceNo(source) })),
  }))
  const marking = productMarking(
    operation.id,
    operation.realm,
    distinctMarkings(inOrder.map(({ incident }) => incident)),
  )
  return { period, before, records, sources: [...sources.values()], marking }
}

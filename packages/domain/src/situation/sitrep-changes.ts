import { JOC_SECTIONS, type IncidentState, type JocSection } from '../incident/index.ts'
import { figureValue, incidentFigure, killedFigure } from './sitrep-figure.ts'
import type { SitrepContent, SitrepRecord } from './sitrep.ts'

/** What can differ in a record between two makings of the facts. */
export const RECORD_ASPECTS = ['state', 'type', 'time', 'place', 'killed', 'actors', 'reports'] as const
export type RecordAspect = (typeof RECORD_ASPECTS)[number]

/** A record that facts made at another time count, no longer count, or count differently. */
export interface RecordChange {
  readonly incidentId: string
  readonly kind: 'added' | 'gone' | 'changed'
  /** Empty unless changed. */
  readonly aspects: readonly RecordAspect[]
  /** Null: the record was not counted then. */
  readonly stateBefore: IncidentState | null
  readonly stateNow: IncidentState | null
  readonly typeCode: string
  readonly occurredOn: string
  readonly placeName: string
}

/** A figure of the period that came out differently. */
export interface FigureChange {
  /** Highlights: all sections together. */
  readonly section: JocSection
  readonly measure: 'incidents' | 'killed_best'
  /** Null for incidents. */
  readonly countingRule: string | null
  /** Null: not known. */
  readonly before: number | null
  readonly now: number | null
}

/** How facts differ from facts made later. */
export interface SitrepChanges {
  /** When the earlier facts were made. */
  readonly since: string
  /** At most 300 of them, those of the period first; `recordCount` says how many there are. */
  readonly records: readonly RecordChange[]
  readonly recordCount: number
  readonly figures: readonly FigureChange[]
}

const MOST_RECORDS = 300

const ASPECT_OF: Readonly<Record<RecordAspect, (record: SitrepRecord) => unknown>> = {
  state: ({ state }) => state,
  type: ({ typeCode }) => typeCode,
  time: ({ occurred }) => [occurred.from, occurred.to, occurred.precision],
  place: ({ place: { point, name, adm1, adm2, countryIso3 } }) => [
    point === null ? null : [point.lon, point.lat, point.precisionM],
    name,
    adm1,
    adm2,
    countryIso3,
  ],
  killed: ({ killed }) => killed.map(({ countingRule, low, best, high }) => [countingRule, low, best, high]),
  actors: ({ actors }) => actors.map(({ name, role }) => [name, role]),
  reports: ({ reports }) =>
    reports.map(({ reportId, reliability, credibility }) => [reportId, reliability, credibility]),
}

function aspectsOf(before: SitrepRecord, now: SitrepRecord): readonly RecordAspect[] {
  return RECORD_ASPECTS.filter(
    (aspect) => JSON.stringify(ASPECT_OF[aspect](before)) !== JSON.stringify(ASPECT_OF[aspect](now)),
  )
}

function recordChange(before: SitrepRecord | undefined, now: SitrepRecord | undefined): readonly RecordChange[] {
  const shown = now ?? before
  if (shown === undefined) return []
  const aspects = before === undefined || now === undefined ? [] : aspectsOf(before, now)
  if (before !== undefined && now !== undefined && aspects.length === 0) return []
  return [
    {
      incidentId: shown.incidentId,
      kind: before === undefined ? 'added' : now === undefined ? 'gone' : 'changed',
      aspects,
      stateBefore: before?.state ?? null,
      stateNow: now?.state ?? null,
      typeCode: shown.typeCode,
      occurredOn: shown.occurredOn,
      placeName: shown.place.name,
    },
  ]
}

function figuresOf({
  records,
}: SitrepContent): ReadonlyMap<string, Omit<FigureChange, 'before' | 'now'> & { readonly value: number | null }> {
  const current = records.filter(({ period }) => period === 'current')
  const rules = [...new Set(current.flatMap(({ killed }) => killed.map(({ countingRule }) => countingRule)))].sort()
  const figures = JOC_SECTIONS.flatMap((section) => {
    const own = section === 'highlights' ? current : current.filter((record) => record.section === section)
    if (own.length === 0) return []
    return [
      {
        section,
        measure: 'incidents' as const,
        countingRule: null,
        value: own.length === 0 ? 0 : figureValue(incidentFigure(own), records),
      },
      ...rules.map((rule) => ({
        section,
        measure: 'killed_best' as const,
        countingRule: rule,
        value: figureValue(killedFigure(own, rule, 'killed_best'), records),
      })),
    ]
  })
  return new Map(figures.map((figure) => [`${figure.section} ${figure.measure} ${figure.countingRule ?? ''}`, figure]))
}

/**
 * What is different in the facts of `now` against those of `before`: records by their ids, figures by section and measure.
 * A section without any record has no incidents, and nobody's number of killed is known there: null, not zero.
 */
export function compareFacts(before: SitrepContent, now: SitrepContent): SitrepChanges {
  const [old, fresh] = [before, now].map(({ records }) => new Map(records.map((record) => [record.incidentId, record])))
  const inPeriod = [...now.records, ...before.records].sort((a, b) =>
    a.period === b.period ? 0 : a.period === 'current' ? -1 : 1,
  )
  const ids = [...new Set(inPeriod.map(({ incidentId }) => incidentId))]
  const records = ids.flatMap((id) => recordChange(old?.get(id), fresh?.get(id)))
  const [oldFigures, newFigures] = [figuresOf(before), figuresOf(now)]
  const figures = [...new Set([...newFigures.keys(), ...oldFigures.keys()])].flatMap((key): readonly FigureChange[] => {
    const [was, is] = [oldFigures.get(key), newFigures.get(key)]
    const named = is ?? was
    if (named === undefined) return []
    const { section, measure, countingRule } = named
    const none = measure === 'incidents' ? 0 : null
    const change = { section, measure, countingRule, before: was?.value ?? none, now: is?.value ?? none }
    return change.before === change.now ? [] : [change]
  })
  const order = (section: JocSection): number => JOC_SECTIONS.indexOf(section)
  return {
    since: before.asOf,
    records: records.slice(0, MOST_RECORDS),
    recordCount: records.length,
    figures: figures.sort((a, b) => order(a.section) - order(b.section)),
  }
}

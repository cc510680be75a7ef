import { INCIDENT_STATES, labelOf, type IncidentState } from '@eirene/domain/incident'
import {
  incidentFigure,
  killedFigure,
  type Comparison,
  type Figure,
  type SitrepCell,
  type SitrepPeriod,
  type SitrepLanguage,
  type SitrepRecord,
  type SitrepTable,
} from '@eirene/domain/situation'
import { wordsOf } from './sitrep-language.ts'

/** Rates of two counts compared: analysis `compareRates`. */
export type CompareCounts = (
  current: { readonly count: number; readonly days: number },
  before: { readonly count: number; readonly days: number },
) => { readonly ratio: number | null; readonly low: number; readonly high: number | null }

/** What the tables and sentences of one report share. */
export interface SitrepContext {
  readonly language: SitrepLanguage
  readonly period: SitrepPeriod
  readonly before: SitrepPeriod
  /** States and counting rules that occur in the period, so that every table has the same columns. */
  readonly states: readonly IncidentState[]
  readonly countingRules: readonly string[]
  readonly timeZone: string
  readonly compare: CompareCounts
}

/** Coverage of every interval in the report. */
const P_INTERVAL = 0.95
/** Rows of a table before the rest is left to the annex of records. */
const MOST_ROWS = 12

/** The states that occur, in the order of a record's life. */
export function statesOf(records: readonly SitrepRecord[]): readonly IncidentState[] {
  return INCIDENT_STATES.filter((state) => records.some((record) => record.state === state))
}

/** The counting rules by which anybody was counted, in alphabetical order. */
export function countingRulesOf(records: readonly SitrepRecord[]): readonly string[] {
  return [...new Set(records.flatMap((record) => record.killed.map(({ countingRule }) => countingRule)))].sort()
}

/** Compares the records of both periods; the figures and the ratio rest on the same records. */
export function comparisonOf(records: readonly SitrepRecord[], context: SitrepContext): Comparison {
  const current = incidentFigure(records.filter(({ period }) => period === 'current'))
  const before = incidentFigure(records.filter(({ period }) => period === 'before'))
  const [currentDays, beforeDays] = [context.period.days, context.before.days]
  const rates = context.compare(
    { count: current.nos.length, days: currentDays },
    { count: before.nos.length, days: beforeDays },
  )
  return { current, before, currentDays, beforeDays, ...rates, pInterval: P_INTERVAL }
}

interface Group {
  readonly label: string
  readonly records: readonly SitrepRecord[]
}

function rowCells(records: readonly SitrepRecord[], context: SitrepContext): readonly SitrepCell[] {
  const current = records.filter(({ period }) => period === 'current')
  const comparison = comparisonOf(records, context)
  const figure = (of: Figure): SitrepCell => ({ kind: 'figure', figure: of })
  return [
    figure(comparison.current),
    ...context.states.map((state) => figure(incidentFigure(current.filter((record) => record.state === state)))),
    figure(comparison.before),
    { kind: 'ratio', comparison },
    ...context.countingRules.flatMap((rule): readonly SitrepCell[] => [
      {
        kind: 'killed',
        low: killedFigure(current, rule, 'killed_low'),
        best: killedFigure(current, rule, 'killed_best'),
        high: killedFigure(current, rule, 'killed_high'),
      },
      figure(killedFigure(current, rule, 'killed_not_known')),
    ]),
  ]
}

function columnNames(first: string, context: SitrepContext): readonly string[] {
  const words = wordsOf(context.language)
  const { columns } = words.furniture
  const isOneRule = context.countingRules.length === 1
  return [
    first,
    columns.incidents,
    ...context.states.map((state) => words.incidentStates[state]),
    columns.before,
    columns.ratio,
    ...context.countingRules.flatMap((rule) =>
      isOneRule
        ? [columns.killed, columns.killedNotKnown]
        : [`${columns.killed}, ${rule}`, `${columns.killedNotKnown}, ${rule}`],
    ),
  ]
}

function table(
  head: { readonly id: string; readonly caption: string; readonly first: string; readonly notes: readonly string[] },
  groups: readonly Group[],
  records: readonly SitrepRecord[],
  context: SitrepContext,
): SitrepTable {
  const words = wordsOf(context.language)
  const rows = groups
    .filter((group) => group.records.some(({ period }) => period === 'current'))
    .sort((a, b) => currentCount(b) - currentCount(a) || a.label.localeCompare(b.label, 'en'))
    .slice(0, MOST_ROWS)
    .map(({ label, records: own }) => ({ label, isTotal: false, cells: rowCells(own, context) }))
  const total = { label: words.furniture.total, isTotal: true, cells: rowCells(records, context) }
  return {
    id: head.id,
    caption: head.caption,
    columns: columnNames(head.first, context),
    // One row that holds every record already is the total.
    rows: groups.length === 1 ? rows : [...rows, total],
    notes: [...head.notes, ...context.countingRules.map((rule) => words.killedNote(rule))],
  }
}

function currentCount(group: Group): number {
  return group.records.filter(({ period }) => period === 'current').length
}

function groupBy(
  records: readonly SitrepRecord[],
  labelsOf: (record: SitrepRecord) => readonly string[],
): readonly Group[] {
  const groups = new Map<string, SitrepRecord[]>()
  for (const record of records)
    for (const label of new Set(labelsOf(record))) {
      const group = groups.get(label) ?? []
      group.push(record)
      groups.set(label, group)
    }
  return [...groups].map(([label, own]) => ({ label, records: own }))
}

/** Incidents of a section by type, first-level area and actor; the last two only where they tell more than the first. */
export function sectionTables(
  section: { readonly id: string; readonly heading: string },
  records: readonly SitrepRecord[],
  context: SitrepContext,
): readonly SitrepTable[] {
  const words = wordsOf(context.language)
  const { columns, notKnown } = words.furniture
  const byType = table(
    { id: `${section.id}-type`, caption: words.typeTable(section.heading), first: columns.type, notes: [] },
    groupBy(records, (record) => [`${labelOf(record.typeCode, context.language)} (${record.typeCode})`]),
    records,
    context,
  )
  const byArea = table(
    { id: `${section.id}-adm1`, caption: words.adm1Table(section.heading), first: columns.adm1, notes: [] },
    groupBy(records, (record) => [record.place.adm1 ?? notKnown]),
    records,
    context,
  )
  const byActor = table(
    {
      id: `${section.id}-actor`,
      caption: words.actorTable(section.heading),
      first: columns.actor,
      notes: [words.actorNote],
    },
    groupBy(records, (record) => (record.actors.length === 0 ? [notKnown] : record.actors.map(({ name }) => name))),
    records,
    context,
  )
  return [byType, byArea, byActor]
}

import { JOC_SECTIONS, jocSectionLabel, labelOf, type JocSection } from '@eirene/domain/incident'
import type { Operation } from '@eirene/domain/operation'
import {
  figureValue,
  incidentFigure,
  killedFigure,
  type Figure,
  type SitrepBlock,
  type SitrepContent,
  type SitrepOrder,
  type SitrepRecord,
  type SitrepRun,
  type SitrepSection,
} from '@eirene/domain/situation'
import { wordsOf } from './sitrep-language.ts'
import { sitrepMaterial, type SitrepIncident, type SitrepMaterial } from './sitrep-material.ts'
import { paragraph } from './sitrep-sentence.ts'
import {
  comparisonOf,
  countingRulesOf,
  sectionTables,
  statesOf,
  type CompareCounts,
  type SitrepContext,
} from './sitrep-tables.ts'
import type { Counted, KilledCount } from './sitrep-words.ts'

/** Methods of the analysis package that the drafting applies. */
export interface SitrepMethods {
  readonly compare: CompareCounts
  /** Groups of citation numbers that lie close in place and time, by ST-DBSCAN with `clusterRule`. */
  readonly clusters: (records: readonly SitrepRecord[], timeZone: string) => readonly (readonly number[])[]
  readonly clusterRule: { readonly radiusKm: number; readonly days: number; readonly least: number }
}

/** What counts as notable, printed with the methods of every report. */
const NOTABLE_RULE = { killedAtLeast: 5, most: 6 } as const

/** Who drafts, when, and in place of which released report. */
export interface SitrepDrafting {
  readonly draftedBy: string | null
  readonly at: Date
  readonly correctsNumber: string | null
}

/**
 * Drafts a situation report from records that the drafter may read: the joint operations centre's sections in their fixed
 * order, every figure made from the records that it cites. Pure: the same input gives the same report.
 */
export function draftSitrep(
  order: SitrepOrder,
  operation: Operation,
  incidents: readonly SitrepIncident[],
  { methods, drafting }: { readonly methods: SitrepMethods; readonly drafting: SitrepDrafting },
): SitrepContent {
  const material = sitrepMaterial(order, operation, incidents)
  const current = material.records.filter(({ period }) => period === 'current')
  const language = order.language ?? 'en'
  const context: SitrepContext = {
    language,
    period: material.period,
    before: material.before,
    states: statesOf(current),
    countingRules: countingRulesOf(current),
    timeZone: operation.timeZone,
    compare: methods.compare,
  }
  const writer = new Map<JocSection, readonly SitrepBlock[]>([['highlights', highlights(material, context)]])
  const sections = JOC_SECTIONS.map((section): SitrepSection => {
    const heading = jocSectionLabel(section, language)
    const facts = writer.get(section) ?? sectionFacts({ section, heading }, material, context, methods)
    const comment = order.comments?.[section]?.trim() ?? ''
    const said: readonly SitrepBlock[] =
      comment === '' ? [] : [{ kind: 'comment', runs: [{ kind: 'text', text: comment }] }]
    return { section, heading, blocks: [...(facts.length === 0 ? [{ kind: 'nothing' as const }] : facts), ...said] }
  })
  const { id, slug, name, acronym, realm, timeZone, hostCountriesIso3 } = operation
  return {
    layout: 1,
    language,
    operation: { id, slug, name, acronym, realm, timeZone, hostCountriesIso3 },
    period: material.period,
    before: material.before,
    area: order.polygon ?? null,
    asOf: drafting.at.toISOString(),
    draftedBy: drafting.draftedBy,
    marking: material.marking,
    correctsNumber: drafting.correctsNumber,
    sections,
    records: material.records,
    sources: material.sources,
    methods: methodsOf(context, methods),
  }
}

function methodsOf({ language }: SitrepContext, { clusterRule }: SitrepMethods): readonly string[] {
  const words = wordsOf(language)
  return [
    ...words.methods(),
    words.notableRule(NOTABLE_RULE.killedAtLeast, NOTABLE_RULE.most),
    words.clusterRule(clusterRule.radiusKm, clusterRule.days, clusterRule.least),
  ]
}

function counted(figure: Figure, records: readonly SitrepRecord[]): Counted {
  return { figure, value: figureValue(figure, records) }
}

/** Sentences that open a section: how many, against before, by state, and how many killed. */
function opening(
  own: readonly SitrepRecord[],
  material: SitrepMaterial,
  context: SitrepContext,
): readonly SitrepBlock[] {
  const words = wordsOf(context.language)
  const { records } = material
  const current = own.filter(({ period }) => period === 'current')
  const comparison = comparisonOf(own, context)
  const count = (figure: Figure): Counted => counted(figure, records)
  const killed = context.countingRules.flatMap((rule) => {
    const estimate = killedCount(current, rule, records)
    const notKnown = killedFigure(current, rule, 'killed_not_known')
    if (estimate === null) return []
    return [words.killed(estimate, rule), notKnown.nos.length === 0 ? [] : words.killedNotKnown(count(notKnown))]
  })
  const states = statesOf(current).map((state) => ({
    state,
    counted: count(incidentFigure(current.filter((record) => record.state === state))),
  }))
  const runs = [
    paragraph(
      words.total(count(comparison.current), count(comparison.before), context.before.days),
      words.ratio(comparison),
    ),
    paragraph(states.length === 0 ? [] : words.byState(states), ...killed),
  ]
  return runs.filter((of) => of.length > 0).map((of) => ({ kind: 'paragraph', runs: of }))
}

/** The people killed in some records by one rule; null when nobody knows the number of any. */
function killedCount(own: readonly SitrepRecord[], rule: string, records: readonly SitrepRecord[]): KilledCount | null {
  const best = killedFigure(own, rule, 'killed_best')
  if (best.nos.length === 0) return null
  const [low, high] = [killedFigure(own, rule, 'killed_low'), killedFigure(own, rule, 'killed_high')]
  return { run: { kind: 'killed', low, best, high }, best: figureValue(best, records) }
}

function highlights(material: SitrepMaterial, context: SitrepContext): readonly SitrepBlock[] {
  const { records } = material
  const current = records.filter(({ period }) => period === 'current')
  if (records.length === 0) return []
  const words = wordsOf(context.language)
  const named = new Map<string, SitrepRecord[]>()
  for (const record of current)
    if (record.place.adm1 !== null) named.set(record.place.adm1, [...(named.get(record.place.adm1) ?? []), record])
  const areas = [...named]
    .sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0], 'en'))
    .slice(0, 3)
    .map(([name, own]) => ({ name, counted: counted(incidentFigure(own), records) }))
  return [
    ...opening(records, material, context),
    ...(areas.length === 0 ? [] : [{ kind: 'paragraph' as const, runs: words.areas(areas) }]),
    { kind: 'map' },
    ...notable(current, material, context),
    { kind: 'chart', chart: 'per_day' },
    ...(current.length === 0 ? [] : [{ kind: 'chart' as const, chart: 'ratios' as const }]),
  ]
}

function sectionFacts(
  { section, heading }: { readonly section: JocSection; readonly heading: string },
  material: SitrepMaterial,
  context: SitrepContext,
  methods: SitrepMethods,
): readonly SitrepBlock[] {
  const own = material.records.filter((record) => record.section === section)
  const current = own.filter(({ period }) => period === 'current')
  if (current.length === 0) return own.length === 0 ? [] : [{ kind: 'nothing' }, ...opening(own, material, context)]
  return [
    ...opening(own, material, context),
    ...sectionTables({ id: section, heading }, own, context).map((table) => ({ kind: 'table' as const, table })),
    ...clusters(current, material, context, methods),
  ]
}

function clusters(
  current: readonly SitrepRecord[],
  material: SitrepMaterial,
  context: SitrepContext,
  methods: SitrepMethods,
): readonly SitrepBlock[] {
  const words = wordsOf(context.language)
  const byNo = new Map(current.map((record) => [record.no, record]))
  const items = methods.clusters(current, context.timeZone).map((nos) => {
    const members = nos.flatMap((no) => byNo.get(no) ?? [])
    const on = members.map(({ occurredOn }) => occurredOn).sort()
    return words.cluster(
      counted(incidentFigure(members), material.records),
      commonest(members.map(({ place }) => place.name)),
      on[0] ?? '',
      on.at(-1) ?? '',
    )
  })
  if (items.length === 0) return []
  const { radiusKm, days, least } = methods.clusterRule
  const rule = words.clusterRule(radiusKm, days, least)
  return [
    { kind: 'paragraph', runs: [{ kind: 'text', text: rule }] },
    { kind: 'bullets', items },
  ]
}

function commonest(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], 'en'))[0]?.[0] ?? ''
}

function killedAtMost(record: SitrepRecord): number {
  return Math.max(-1, ...record.killed.map(({ best }) => best ?? -1))
}

function notable(
  current: readonly SitrepRecord[],
  material: SitrepMaterial,
  context: SitrepContext,
): readonly SitrepBlock[] {
  const words = wordsOf(context.language)
  const picked = current
    .filter((record) => killedAtMost(record) >= NOTABLE_RULE.killedAtLeast || record.section === 'staff_safety')
    .sort((a, b) => killedAtMost(b) - killedAtMost(a) || a.no - b.no)
    .slice(0, NOTABLE_RULE.most)
  if (picked.length === 0) return []
  const rule = words.notableRule(NOTABLE_RULE.killedAtLeast, NOTABLE_RULE.most)
  return [
    { kind: 'paragraph', runs: [{ kind: 'text', text: rule }] },
    { kind: 'bullets', items: picked.map((record) => notableRuns(record, material, context)) },
  ]
}

function notableRuns(record: SitrepRecord, material: SitrepMaterial, context: SitrepContext): readonly SitrepRun[] {
  const words = wordsOf(context.language)
  const rule = record.killed.find(({ best }) => best !== null)?.countingRule
  const named = (role: string): readonly string[] =>
    record.actors.filter((actor) => actor.role === role).map(({ name }) => name)
  const where = [record.place.name, record.place.adm1].filter((part) => part !== null && part !== '')
  return words.notable({
    on: record.occurredOn,
    where: where.length === 0 ? words.furniture.notKnown : where.join(', '),
    typeLabel: labelOf(record.typeCode, context.language),
    sides: [...named('side_a'), ...named('side_b')],
    perpetrators: named('perpetrator'),
    killed: rule === undefined ? null : killedCount([record], rule, material.records),
    state: words.incidentStates[record.state],
    grades: [...new Set(record.reports.map(({ reliability, credibility }) => `${reliability}${credibility}`))].join(
      ', ',
    ),
    no: record.no,
  })
}

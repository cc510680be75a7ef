import type { SitrepWords } from './sitrep-words.ts'
import { dayInWords, listing, paragraph, sentence } from './sitrep-sentence.ts'

const is = (value: number | null, one: string, other: string): string => (value === 1 ? one : other)

/** English texts of the situation report. */
export const WORDS_EN: SitrepWords = {
  furniture: {
    title: 'Situation report',
    number: 'Number',
    operation: 'Operation',
    period: 'Period',
    localTime: 'local time',
    asOf: 'Information as of',
    drafted: 'Drafted by',
    operator: 'Operator of the system (command line)',
    released: 'Released by',
    status: 'Status',
    marking: 'Marking',
    area: 'Area',
    wholeArea: 'Whole area of operations',
    drawnArea: 'Area drawn on the map',
    corrects: 'Corrects',
    correctedBy: 'Corrected by',
    correctedNotice: (number) =>
      number === null
        ? 'This report was corrected by a later one. Do not rely on it.'
        : `This report was corrected by number ${number}. Do not rely on it.`,
    contents: 'Contents',
    nothing: 'Nothing significant to report.',
    factsWithheld: 'The facts of this draft have to be made anew: records behind them changed.',
    comment: 'COMMENT:',
    commentEnds: 'COMMENT ENDS.',
    inputs: 'Inputs of the components',
    missing: 'MISSING: asked, not received.',
    awaited: 'AWAITED: asked, not yet due.',
    cutoff: 'cut-off',
    draftNotice: 'Draft: not released by the head of mission.',
    annexRecords: 'Annex A. Records cited',
    annexRecordsIntro:
      'Every number in this report can be followed to the records below, as they stood when the report was drafted. What sources say is reported, not asserted.',
    annexLists: 'Annex D. Longer lists of records',
    annexListsIntro: 'Figures that rest on scattered records cite one of these lists.',
    annexSources: 'Annex B. Sources and how to cite them',
    annexMethods: 'Annex C. How this report was made',
    page: 'Page',
    pageOf: 'of',
    notKnown: 'Not known',
    total: 'All',
    columns: {
      type: 'Type of incident',
      adm1: 'First-level area',
      actor: 'Actor named by sources',
      incidents: 'Incidents',
      before: 'Period before',
      ratio: 'Ratio of rates (95% interval)',
      killed: 'Reported killed: best (low–high)',
      killedNotKnown: 'Killed not known',
      no: 'No.',
      date: 'Date',
      place: 'Place and precision',
      state: 'State',
      source: 'Source, grade, record',
      list: 'List',
      records: 'Records',
      citation: 'Citation and licence',
    },
    map: 'Incidents of the period',
    mapNote: 'Symbols stand at the places that sources give; most are settlements, not exact points (Annex A).',
    mapDisclaimer: 'Boundaries, names and designations on this map imply no position on legal status.',
    mapNone: 'No incident of the period has a place that can be drawn.',
    legend: 'Legend',
    legendPrecision: 'true place within this circle',
    legendHex: 'incidents in a hexagon',
    legendDisputed: 'disputed or undetermined boundary',
    legendSector: 'sector boundary',
    legendCeasefireLine: 'ceasefire line',
    unplaced: 'without a place that can be drawn',
    chartPerDay: 'Incidents per day',
    chartPerWeek: 'Incidents per week',
    chartRatios: 'Change against the period before',
    chartRatiosAxis: 'ratio of rates, 95% interval (logarithmic)',
    chartIncidents: 'incidents',
    chartMeanBefore: 'mean of the period before',
    chartFewer: 'fewer',
    chartMore: 'more',
  },
  states: { draft: 'DRAFT', edited: 'DRAFT, EDITED', released: 'RELEASED', corrected: 'CORRECTED BY A LATER REPORT' },
  components: {
    military: 'Military',
    police: 'Police',
    political: 'Political and civil affairs',
    human_rights: 'Human rights',
    gender: 'Gender',
    child_protection: 'Child protection',
    rule_of_law: 'Rule of law',
    ddr: 'DDR',
    ssr: 'Security sector reform',
    mine_action: 'Mine action',
    cimic: 'Civil-military cooperation',
    mission_support: 'Mission support',
    safety_security: 'Safety and security',
  },
  incidentStates: {
    received: 'Received',
    reported: 'Reported',
    under_verification: 'Under verification',
    corroborated: 'Corroborated',
    verified: 'Verified',
    contested: 'Contested',
    unverifiable: 'Unverifiable',
    refuted: 'Refuted',
    duplicate: 'Duplicate',
    rejected: 'Rejected',
  },
  total: (current, before, beforeDays) =>
    sentence`${current} ${is(current.value, 'incident was', 'incidents were')} reported, compared with ${before} in the ${is(beforeDays, 'day', `${beforeDays} days`)} before.`,
  ratio: (comparison) => {
    if (comparison.ratio === null)
      return sentence`A ratio cannot be formed, because nothing was reported in the period before.`
    const meaning =
      comparison.low > 1
        ? 'The whole interval lies above 1.'
        : comparison.high !== null && comparison.high < 1
          ? 'The whole interval lies below 1.'
          : 'The interval includes 1: these counts alone do not show a change.'
    return sentence`The ratio of the rates, with its 95% interval, is ${{ kind: 'ratio', comparison }}. ${meaning}`
  },
  byState: (states) =>
    paragraph(
      sentence`By state of verification: ${listing(
        states.map(({ state, counted }) => sentence`${counted} ${WORDS_EN.incidentStates[state].toLowerCase()}`),
        'en',
      )}.`,
      states.some(({ state }) => state === 'verified') ? [] : sentence`None is verified.`,
    ),
  killed: ({ run, best }, rule) =>
    sentence`Sources report ${run} ${is(best, 'person', 'people')} killed (best estimate, low to high; counting rule ${rule}).`,
  killedNotKnown: (counted) =>
    sentence`For ${counted} ${is(counted.value, 'incident', 'incidents')} the number of people killed is not known.`,
  areas: (areas) =>
    sentence`Most incidents were reported in ${listing(
      areas.map(({ name, counted }) => sentence`${name} (${counted})`),
      'en',
    )}.`,
  notableRule: (killedAtLeast, most) =>
    `Notable incidents: at least ${killedAtLeast} people reported killed (best estimate), or harm to mission or relief personnel; at most ${most}, the gravest first.`,
  notable: ({ on, where, typeLabel, sides, perpetrators, killed, state, grades, no }) => {
    const who =
      perpetrators.length > 0
        ? `, allegedly by ${perpetrators.join(', ')}`
        : sides.length > 1
          ? `, allegedly between ${sides.join(' and ')}`
          : sides.length === 1
            ? `, allegedly involving ${sides.join('')}`
            : ''
    return sentence`${dayInWords(on, 'en')}, ${where}: ${typeLabel}${who}. ${
      killed === null ? 'The number of people killed is not known. ' : sentence`Sources report ${killed.run} killed. `
    }State: ${state.toLowerCase()}; source and information graded ${grades} ${{ kind: 'cite', nos: [no] }}.`
  },
  cluster: (counted, near, fromOn, toOn) =>
    sentence`${counted} incidents near ${near}, ${dayInWords(fromOn, 'en')} to ${dayInWords(toOn, 'en')}.`,
  clusterRule: (radiusKm, days, least) =>
    `Clusters in place and time: at least ${least} incidents within ${radiusKm} km and ${days} days of one another; places known less exactly than that are left out.`,
  typeTable: (section) => `${section}: incidents by type`,
  adm1Table: (section) => `${section}: incidents by first-level area`,
  actorTable: (section) => `${section}: incidents by actor`,
  actorNote:
    'An incident is counted for every actor that its sources name, so rows do not add up. Every part is alleged.',
  killedNote: (rule) =>
    `People killed are counted by the rule "${rule}"; figures of different rules are never added. A dash: no record with a known number.`,
  methods: () => [
    'Counted are incidents of the period in the states reported, under verification, corroborated, verified, contested and unverifiable; rejected, refuted and duplicate records are left out. An incident belongs to the local day on which it began.',
    'Every figure is computed from the records that it cites. What is not known is counted apart and is never taken for zero. Where a source gives no bound, its best estimate stands for it.',
    'Trends compare rates per day with the period of equal length just before. The interval is exact (conditional on the total, after Clopper and Pearson) for Poisson counts with 95% coverage. It does not allow for changes in reporting.',
    'Facts come from fixed fields of the records; narratives are not repeated. Judgements of the drafter stand between COMMENT and COMMENT ENDS.',
    'Grades: letter for the source (A–F), digit for the information (1–6); F and 6 mean that it cannot be judged, not that it is bad.',
    'The report carries the highest marking of the records used.',
  ],
}

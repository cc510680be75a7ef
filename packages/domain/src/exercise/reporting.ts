import { harmSentence, harmSentenceFr } from './harm-of.ts'
import { dateTimeGroup } from '../time/index.ts'
import type { Harm } from '../incident/index.ts'
import type { Marking } from '../access/index.ts'
import type { Credibility, Report, ReportType } from '../report/index.ts'
import type { Cast } from './casting.ts'
import type { Teller } from './choosing-sources.ts'
import { DAY_MS, type Happening } from './happenings.ts'
import { FRENCH_NARRATIVES, NARRATIVES, type Narrative } from './narratives/index.ts'
import type { ScenarioSource, StaffKey } from './parties.ts'
import { sectorOf, spotNear } from './placing.ts'
import type { Random } from './random.ts'
import { enteredBy, instantMs, iso, seededId, type Scene } from './scene.ts'
import { fill, placeSlots, titlePlace, type Slots } from './wording.ts'

/** What a report is written from. */
export interface Assignment {
  readonly scene: Scene
  readonly happening: Happening
  readonly cast: Cast
  /** Which of the type's narratives the event is; all sources tell the same one. */
  readonly narrative: Narrative
  /** Counts of the event, which second-hand sources get slightly wrong. */
  readonly slots: Slots
  readonly harm: readonly Harm[]
  readonly marking: Marking
  readonly teller: Teller
  /** Shared by reports that tell the same origin story. */
  readonly originKey: string | null
  /** Milliseconds after the happening at which the source tells it. */
  readonly lagMs: number
}

/** A report in the source's own voice, with the source's own time, place and figures. */
export function reportOf(assignment: Assignment, random: Random): Report {
  const { scene, teller, originKey } = assignment
  const { source } = teller
  const happening = asHeard(assignment, random)
  const originatedMs = Math.min(
    instantMs(scene, assignment.happening.localMs) + assignment.lagMs,
    scene.endMs - 120_000,
  )
  const recordedMs = Math.min(originatedMs + random.int(2, 40) * 60_000, scene.endMs - 60_000)
  const [narrative, language] = narrativeFor(assignment, source)
  const slots = slotsAsHeard(assignment, happening, language, random)
  const figures = figuresOf(source, assignment.harm, random)
  const harm = language === 'fr' ? harmSentenceFr(figures) : harmSentence(figures)
  const text = [
    opener(source, language, originatedMs, random),
    fill(narrative[1], slots),
    harm,
    closer(assignment, language, random),
  ]
  return {
    id: seededId(recordedMs, random),
    operationId: scene.operationId,
    marking: assignment.marking,
    provenance: enteredBy(scene, recorderOf(assignment), recordedMs),
    language,
    supersedesId: null,
    sourceId: scene.sourceIds.get(source.code) ?? '',
    type: reportTypeOf(source, assignment, figures),
    title: titleOf(narrative[0], happening, language),
    body: text.filter((part) => part !== '').join(' '),
    originatedAt: iso(originatedMs),
    reliability: source.reliability,
    credibility: credibilityOf(source, teller, random),
    originKey,
    dataset: null,
    original: null,
  }
}

/** A title with its place; a matter without a place stands alone. */
export function titleOf(title: string, { spot }: Happening, language: 'en' | 'fr'): string {
  return spot.at === null ? title : `${title}, ${titlePlace(spot, language)}`
}

/** How a second-hand source places the same thing: some minutes and some kilometres off. */
function asHeard({ happening, teller, scene }: Assignment, random: Random): Happening {
  if (isFirstHand(teller.source) || happening.spot.at === null || happening.spot.precisionM >= 20_000) return happening
  const offMs = random.pick([-20, -15, -10, -5, 0, 0, 5, 10, 15, 30]) * 60_000
  const localMs = Math.max(Math.floor(happening.localMs / DAY_MS) * DAY_MS, happening.localMs + offMs)
  const spot = random.chance(0.35) ? spotNear(scene.country, happening.spot, 1.6, random) : happening.spot
  return { ...happening, localMs, spot }
}

function narrativeFor({ happening, narrative }: Assignment, source: ScenarioSource): readonly [Narrative, 'en' | 'fr'] {
  const { code } = happening.rate
  const french = source.language === 'fr' && narrative === NARRATIVES[code][0] ? FRENCH_NARRATIVES[code] : undefined
  return french === undefined ? [narrative, 'en'] : [french, 'fr']
}

/** Time and place as this source has them; counts of the event, a little off where the source did not see it. */
function slotsAsHeard(assignment: Assignment, happening: Happening, language: 'en' | 'fr', random: Random): Slots {
  const own = placeSlots({ country: assignment.scene.country, happening, cast: assignment.cast, language })
  const exact = isFirstHand(assignment.teller.source)
  const counts = Object.entries(assignment.slots).map(([name, value]): [string, string] => {
    if (exact || !['n', 'many', 'hh', 'heads'].includes(name) || random.chance(0.5)) return [name, value]
    const off = Math.max(1, Math.round(Number(value) * 0.2))
    return [name, String(Math.max(2, Number(value) + random.int(-off, off + 1)))]
  })
  return { ...Object.fromEntries(counts), ...own }
}

function isFirstHand({ kind }: ScenarioSource): boolean {
  return kind === 'patrol' || kind === 'observation_post' || kind === 'mission' || kind === 'imagery'
}

/** Parties and broadcasters count differently; the others see part of it. */
function figuresOf(source: ScenarioSource, harm: readonly Harm[], random: Random): readonly Harm[] {
  return harm.map((entry) => {
    if (entry.best === null || entry.low === null || entry.high === null) return entry
    const told =
      source.kind === 'media' || source.kind === 'party' ? entry.high : random.pick([entry.best, entry.best, entry.low])
    return { ...entry, low: told, best: told, high: told }
  })
}

const OPENERS: Readonly<Partial<Record<ScenarioSource['kind'], readonly string[]>>> = {
  community_liaison: [
    'Relayed by community liaison:',
    'Community liaison, after calls from residents:',
    'Residents told community liaison:',
  ],
  community_alert: ['Alert call:', 'Alert network, two calls:', 'Alert call, line poor:'],
  ngo: [
    'Partner organisation informs:',
    'From the partners’ security focal point:',
    'Partner reports from its field office:',
  ],
  media: ['Heard on the midday bulletin:', 'Broadcast item:', 'Published online:'],
  authority: [
    'The district administration informs:',
    'By note of the district administration:',
    'Local authority states:',
  ],
  party: ['The liaison officer states:', 'Complaint lodged through liaison:', 'Statement passed through liaison:'],
  other: ['Anonymous call:', 'Caller without name:'],
}
const OPENERS_FR: readonly string[] = ['Information transmise :', 'Selon des habitants :', 'Message reçu du terrain :']
const CLOSERS: Readonly<Partial<Record<ScenarioSource['kind'], readonly string[]>>> = {
  patrol: [
    'Patrol spoke with residents on the spot.',
    'Photographs taken.',
    'Patrol continued as planned.',
    'Origin not observed.',
    '',
    '',
  ],
  observation_post: ['', '', '', 'Parties informed through liaison.', 'No movement seen afterwards.'],
  community_liaison: [
    'The caller did not witness it.',
    'Two families tell the same.',
    'Residents ask for a patrol.',
    'Follow-up call agreed for the evening.',
    '',
  ],
  community_alert: ['Help requested.', 'Residents hide in the fields.', 'Second call not answered.', ''],
  ngo: [
    'Staff are safe and stay in the compound.',
    'No staff involved.',
    'Movements suspended until further notice.',
    '',
  ],
  media: ['The station gives no source.', 'Quotes “residents”.', 'Repeated in the evening.', ''],
  authority: ['A patrol is requested.', 'The police are informed.', ''],
  party: ['Figures not checked.', 'A joint inspection is requested.', 'Protest lodged.'],
  other: ['The line broke off.', 'Not reachable afterwards.'],
}

function opener(source: ScenarioSource, language: 'en' | 'fr', originatedMs: number, random: Random): string {
  if (language === 'fr') return random.pick(OPENERS_FR)
  if (source.kind === 'patrol') return `${dateTimeGroup(new Date(originatedMs))}:`
  const openers = OPENERS[source.kind]
  return openers === undefined ? '' : random.pick(openers)
}

function closer({ teller, happening }: Assignment, language: 'en' | 'fr', random: Random): string {
  if (language === 'fr') return random.pick(['Information non recoupée.', 'Suivi demandé.', ''])
  const { kind } = teller.source
  const peaceful = ['OBS', 'HUM', 'POL', 'HAZ', 'MIS', 'MAR'].includes(happening.family)
  if (peaceful) return kind === 'patrol' ? random.pick(['Patrol continued as planned.', '', '']) : ''
  const closers = CLOSERS[kind]
  return closers === undefined ? '' : random.pick(closers)
}

function recorderOf({ happening, teller }: Assignment): StaffKey {
  if (teller.source.kind === 'patrol' || teller.source.kind === 'observation_post') {
    const sector = sectorOf(happening.spot.district)
    return sector === 'West' ? 'team_west' : sector === 'East' ? 'team_east' : 'team_centre'
  }
  if (['PROT', 'HRO', 'CDT'].includes(teller.source.code)) return 'hro'
  const hour = Math.floor((happening.localMs % DAY_MS) / 3_600_000)
  return hour >= 7 && hour < 19 ? 'duty_day' : 'duty_night'
}

function reportTypeOf(source: ScenarioSource, { happening }: Assignment, figures: readonly Harm[]): ReportType {
  const killed = figures.find(({ category }) => category === 'killed')?.best ?? 0
  if (killed >= 5 && source.kind !== 'media') return 'FLASH'
  if (source.kind === 'patrol')
    return happening.family === 'CFV' ? 'CFVREP' : happening.family === 'OBS' ? 'PATREP' : 'INCREP'
  if (source.kind === 'mission') return ['HRO', 'PROT'].includes(source.code) ? 'HRREP' : 'INCREP'
  return TYPE_OF_KIND[source.kind] ?? 'OTHER'
}

const TYPE_OF_KIND: Readonly<Partial<Record<ScenarioSource['kind'], ReportType>>> = {
  observation_post: 'CFVREP',
  sensor: 'CFVREP',
  community_alert: 'POC_ALERT',
  community_liaison: 'COMMUNITY',
  media: 'MEDIA',
  imagery: 'INTREP',
}

function credibilityOf(source: ScenarioSource, teller: Teller, random: Random): Credibility {
  if (teller.retells) return random.pick<Credibility>([6, 6, 4, 3])
  switch (source.reliability) {
    case 'A':
      return random.pick<Credibility>([2, 2, 2, 3])
    case 'B':
      return random.pick<Credibility>([2, 2, 3])
    case 'C':
      return random.pick<Credibility>([2, 3, 3, 4, 6])
    case 'D':
      return random.pick<Credibility>([3, 4, 4, 6])
    default:
      return random.pick<Credibility>([4, 5, 6, 6])
  }
}

import type { Compartment } from '../access/index.ts'
import { parsed, refused, type Issue, type Parsed } from '../parse/index.ts'
import type { PrecisePoint } from '../place/index.ts'
import { formatDayNo, localDayNo, parseDayNo, parseWallClock, startOfLocalDayMs } from '../time/index.ts'
import {
  compartmentsCalledFor,
  isRestrictedMatter,
  parseTypedCount,
  type FieldDraft,
  type HarmDraft,
} from './field-draft.ts'
import { parseFieldReport, type FieldReport } from './field-report.ts'

/** What the form knows besides what was typed. */
export interface DraftContext {
  /** IANA zone of the operation. */
  readonly zone: string
  /** Of the chosen type. */
  readonly typeCompartments: readonly Compartment[]
  readonly typeLabel: string
  readonly writerCompartments: readonly Compartment[]
  /** What `position` says, with the radius already in it; null when nothing was typed, undefined when it cannot be read. */
  readonly point: PrecisePoint | null | undefined
  /** Districts and regions of the operation; empty when it has no list of its own. */
  readonly areas: readonly string[]
  /** BCP 47, of the narrative. */
  readonly language: string
  readonly now: Date
}

/** What is not right with a field; `value` is what was typed there. */
function issue(
  code: string,
  [message, remedy]: readonly [message: string, remedy: string],
  path: Issue['path'],
  value?: string,
): Issue {
  const shown = value === undefined ? {} : { value: value.slice(0, 120) }
  return { code, message, remedy, path, severity: 'error', ...shown }
}

function parseHarm(row: HarmDraft, at: number, issues: Issue[]): FieldReport['harm'][number] {
  const [low, best, high] = (['low', 'best', 'high'] as const).map((bound) => {
    const count = parseTypedCount(row[bound])
    if (count === undefined)
      issues.push(
        issue(
          'count.not_a_number',
          ['This is no count.', 'Write digits, or leave it empty: not known.'],
          ['harm', at, bound],
          row[bound],
        ),
      )
    return count ?? null
  })
  const known = [low, best, high].filter((count): count is number => count !== null && count !== undefined)
  if (known.some((count, i) => i > 0 && count < (known[i - 1] ?? 0)))
    issues.push(
      issue(
        'count.order',
        ['These counts are not in order.', 'Lowest, best and highest rise from left to right.'],
        ['harm', at, 'low'],
      ),
    )
  const { category, group } = row
  return { category, group, sex: null, ageBand: null, low: low ?? null, best: best ?? null, high: high ?? null }
}

function hasCount(row: HarmDraft): boolean {
  return [row.low, row.best, row.high].some((text) => text.trim() !== '')
}

function parseOccurred(draft: FieldDraft, { zone, now }: DraftContext, issues: Issue[]): FieldReport['occurred'] {
  const ms = parseWallClock(draft.at, zone)
  if (ms === undefined)
    issues.push(
      issue('date.impossible', ['There is no such time.', 'Give day and time, or choose Now.'], ['at'], draft.at),
    )
  else if (ms > now.getTime() + 5 * 60_000)
    issues.push(
      issue(
        'date.future',
        ['This time is still to come.', 'Check the clock of this device and the day.'],
        ['at'],
        draft.at,
      ),
    )
  return { from: new Date(ms ?? 0).toISOString(), to: null, precision: draft.timePrecision }
}

/** The calendar month in which an instant falls, in the operation's zone. */
function monthOf(at: string, zone: string): FieldReport['occurred'] {
  const day = formatDayNo(localDayNo(Date.parse(at), zone))
  const first = parseDayNo(`${day.slice(0, 7)}-01`) ?? 0
  const next = parseDayNo(`${formatDayNo(first + 31).slice(0, 7)}-01`) ?? first + 31
  const start = (dayNo: number): string => new Date(startOfLocalDayMs(dayNo, zone)).toISOString()
  return { from: start(first), to: start(next), precision: 'month' }
}

function parsePlace(draft: FieldDraft, { point }: DraftContext, issues: Issue[]): FieldReport['place'] {
  if (point === undefined)
    issues.push(
      issue(
        'coordinate.unreadable',
        ['This is no place on the globe.', 'Write latitude, longitude or a grid reference.'],
        ['position'],
        draft.position,
      ),
    )
  if (point === null && draft.placeName.trim() === '')
    issues.push(
      issue('place.missing', ['A place is missing.', 'Give a point, or at least a name of the place.'], ['position']),
    )
  if (draft.position.trim() !== '' && draft.precisionM === '')
    issues.push(
      issue(
        'precision.missing',
        ['How surely is the place known?', 'Choose the distance within which it surely lies.'],
        ['precisionM'],
      ),
    )
  return { point: point ?? null, name: draft.placeName.trim() }
}

function parseArea(draft: FieldDraft, { areas }: DraftContext, issues: Issue[]): FieldReport['place'] {
  const area = draft.area.trim()
  if (area === '' || (areas.length > 0 && !areas.includes(area)))
    issues.push(
      issue(
        'place.area_missing',
        ['The area is missing.', 'Name a district or region, nothing closer.'],
        ['area'],
        area,
      ),
    )
  return { point: null, name: area }
}

function checkChoices(draft: FieldDraft, issues: Issue[]): void {
  if (draft.type === null)
    issues.push(
      issue('report.kind_missing', ['What kind of report is this?', 'Choose one of the first buttons.'], ['type']),
    )
  if (draft.typeCode === '')
    issues.push(issue('report.type_missing', ['What happened?', 'Choose a type from the list.'], ['typeCode']))
  if (draft.sourceCode.trim() === '')
    issues.push(
      issue('report.source_missing', ['The source is missing.', 'Give its code or your callsign.'], ['sourceCode']),
    )
}

/**
 * The report that a draft makes, or every issue with the field it belongs to. A restricted matter is coarsened here, on the
 * device: area and month go out, words, people and point do not.
 */
export function buildFieldReport(draft: FieldDraft, context: DraftContext): Parsed<FieldReport> {
  const issues: Issue[] = []
  checkChoices(draft, issues)
  const called = compartmentsCalledFor(draft, context.typeCompartments)
  const isRestricted = isRestrictedMatter(called, context.writerCompartments)
  const occurred = parseOccurred(draft, context, issues)
  const place = isRestricted ? parseArea(draft, context, issues) : parsePlace(draft, context, issues)
  const harm = isRestricted ? [] : draft.harm.filter(hasCount).map((row, i) => parseHarm(row, i, issues))
  if (issues.length > 0) return refused(issues)
  const built = parseFieldReport({
    id: draft.id,
    type: draft.type,
    typeCode: draft.typeCode,
    occurred: isRestricted ? monthOf(occurred.from, context.zone) : occurred,
    place,
    sense: isRestricted || draft.sense === 'told' || draft.sense === '' ? null : draft.sense,
    sourceKind: draft.sourceKind,
    sourceCode: draft.sourceCode.trim(),
    title: isRestricted ? restrictedTitle(draft) : titleOf(draft, context),
    narrative: isRestricted ? '' : draft.narrative.trim(),
    language: isRestricted ? 'en' : context.language,
    harm,
    actors: isRestricted
      ? []
      : draft.actors.filter(({ name }) => name.trim() !== '').map(({ name, role }) => ({ name: name.trim(), role })),
    compartments: called,
    originKey: null,
    correctsId: draft.correctsId,
    writtenAt: context.now.toISOString(),
  })
  return built.ok ? parsed(built.value) : built
}

function titleOf(draft: FieldDraft, { typeLabel }: DraftContext): string {
  const place = draft.placeName.trim()
  return (draft.title.trim() || (place === '' ? typeLabel : `${typeLabel} – ${place}`)).slice(0, 160)
}

/** The words that leave the device for a restricted matter: fixed, so that nothing else can. */
function restrictedTitle({ referralOffered }: FieldDraft): string {
  const said = referralOffered === null ? 'not known' : referralOffered ? 'yes' : 'no'
  return `Restricted matter. Referral offered: ${said}`
}

import { FIELD_REPORT_TYPES, withoutRestrictedWords, type FieldDraft, type FieldReport } from '@eirene/domain/report'
import { formatWallClock } from '@eirene/domain/time'

/** A report that is being written, with what the form remembers beside it. */
export interface KeptDraft {
  readonly draft: FieldDraft
  /** The refused report of this outbox that this one is the corrected form of; it leaves the outbox with it. */
  readonly retryOf: string | null
  /** The position that the writer has confirmed although it lies outside the operation's area. */
  readonly confirmedPosition: string
}

export function emptyDraft(id: string, at: string): FieldDraft {
  return {
    id,
    type: null,
    typeCode: '',
    at,
    timePrecision: 'minute',
    position: '',
    precisionM: '',
    placeName: '',
    sense: '',
    sourceKind: 'patrol',
    sourceCode: '',
    title: '',
    narrative: '',
    harm: (['killed', 'injured'] as const).map((category) => ({ category, group: 'all', low: '', best: '', high: '' })),
    actors: [],
    correctsId: null,
    area: '',
    referralOffered: null,
  }
}

function typed(count: number | null): string {
  return count === null ? '' : String(count)
}

/** A sent report as a draft under a new id: to correct it, or to mend what was refused. */
export function draftOfReport(report: FieldReport, zone: string, id: string): FieldDraft {
  const { point } = report.place
  const first = emptyDraft(id, formatWallClock(Date.parse(report.occurred.from), zone))
  const counted = report.harm.map(({ category, group, low, best, high }) => ({
    ...{ category, group },
    ...{ low: typed(low), best: typed(best), high: typed(high) },
  }))
  const rest = first.harm.filter((row) => !counted.some(({ category }) => category === row.category))
  return {
    ...first,
    type: FIELD_REPORT_TYPES.find((type) => type === report.type) ?? null,
    typeCode: report.typeCode,
    timePrecision: report.occurred.precision,
    position: point === null ? '' : `${point.lat}, ${point.lon}`,
    precisionM: point === null ? '' : String(point.precisionM),
    placeName: report.place.name,
    sense: report.sense ?? 'told',
    sourceKind: report.sourceKind,
    sourceCode: report.sourceCode,
    title: report.title,
    narrative: report.narrative,
    harm: [...counted, ...rest],
    actors: report.actors,
    correctsId: report.correctsId,
  }
}

function keyOf(personId: string, slug: string): string {
  return `eirene.report.${personId}.${slug}`
}

/** The draft that this device keeps for a person and an operation; undefined when there is none that can be read. */
export function readKeptDraft(personId: string, slug: string): KeptDraft | undefined {
  try {
    const kept = localStorage.getItem(keyOf(personId, slug))
    if (kept === null) return undefined
    // Written by this module; what a newer version added keeps its first value.
    const { draft, ...rest } = JSON.parse(kept) as Partial<KeptDraft> & Pick<KeptDraft, 'draft'>
    return { retryOf: null, confirmedPosition: '', ...rest, draft: { ...emptyDraft(draft.id, draft.at), ...draft } }
  } catch {
    return undefined
  }
}

/**
 * Keeps a draft at each key press, so that a reload, a killed tab or a dead battery loses nothing. Of a restricted matter
 * the words are not kept: the device may be searched. False when the browser keeps nothing.
 */
export function keepDraft(
  kept: KeptDraft,
  {
    personId,
    slug,
    isRestricted,
  }: { readonly personId: string; readonly slug: string; readonly isRestricted: boolean },
): boolean {
  const draft = isRestricted ? withoutRestrictedWords(kept.draft) : kept.draft
  try {
    localStorage.setItem(keyOf(personId, slug), JSON.stringify({ ...kept, draft }))
    return true
  } catch {
    return false
  }
}

export function forgetDraft(personId: string, slug: string): void {
  try {
    localStorage.removeItem(keyOf(personId, slug))
  } catch {
    // Nothing was kept.
  }
}

const RECENT_TYPES = 6

/** Types that this person chose last on this device, newest first. */
export function readRecentTypes(personId: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`eirene.types.${personId}`) ?? '[]')
    return Array.isArray(kept) ? kept.filter((code) => typeof code === 'string') : []
  } catch {
    return []
  }
}

export function keepRecentType(personId: string, code: string): void {
  try {
    const recent = [code, ...readRecentTypes(personId).filter((one) => one !== code)].slice(0, RECENT_TYPES)
    localStorage.setItem(`eirene.types.${personId}`, JSON.stringify(recent))
  } catch {
    // The list begins anew.
  }
}

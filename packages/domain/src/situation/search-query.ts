import { isId } from '../record/index.ts'
import { parsed, refused, type Issue, type Parsed } from '../parse/index.ts'

/** Longest query and most words in one. */
export const SEARCH_MAX_LENGTH = 200
/** Most words of one search. */
export const SEARCH_MAX_TERMS = 12

/** What a place typed into the box is: a point, or a grid reference that the map reads. */
export type SearchPlace =
  | { readonly kind: 'point'; readonly lon: number; readonly lat: number }
  | { readonly kind: 'grid'; readonly mgrs: string }

/** What a person looks for, as they typed it. */
export interface SearchQuery {
  /** Each must be there: one word, or the words of a phrase in their order. */
  readonly required: readonly (readonly string[])[]
  /** None of these may be there. */
  readonly excluded: readonly (readonly string[])[]
  /** The last word while it is typed: it may go on. */
  readonly unfinished: string | null
  /** The id of a record. */
  readonly id: string | null
  /** The day of a date-time group or of a date: `[from, to)`, ISO 8601 UTC. */
  readonly day: { readonly from: string; readonly to: string } | null
  readonly place: SearchPlace | null
}

const MONTHS: readonly string[] = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const DTG = /(?<!\S)(\d{2})(\d{2})(\d{2})Z ?([A-Z]{3}) ?(\d{2}|\d{4})(?!\S)/i
const ISO_DATE = /(?<!\S)(\d{4})-(\d{2})-(\d{2})(?!\S)/
const UUID = /(?<!\S)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\S)/i
/** `4.37, 18.55`, `4.37N 18.55E`: latitude first, as people write it; one of them needs a decimal point. */
const LAT_LON = /(?<!\S)(-?\d{1,2}(?:\.\d+)?)°? ?([NS])?[,; ] ?(-?\d{1,3}(?:\.\d+)?)°? ?([EW])?(?!\S)/i
const MGRS =
  /(?<!\S)(\d{1,2}[C-HJ-NP-X]) ?([A-HJ-NP-Z]{2}) ?(?:(\d{1,5}) (\d{1,5})|(\d{2}|\d{4}|\d{6}|\d{8}|\d{10}))(?!\S)/i
const TERM = /(?<=^|\s)(-)?(?:"([^"]*)"?|(\S+))/gu
const WORD = /[\p{L}\p{M}\p{N}]+(?:[-'._/][\p{L}\p{M}\p{N}]+)*/gu

/** Takes the first match of a pattern out of the text. */
function takeOut<T>(text: string, pattern: RegExp, read: (match: RegExpExecArray) => T | null): [string, T | null] {
  const match = pattern.exec(text)
  const value = match === null ? null : read(match)
  if (match === null || value === null) return [text, null]
  return [`${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`, value]
}

function dayOf(year: number, month: number, day: number): SearchQuery['day'] {
  const fromMs = Date.UTC(year, month, day)
  const from = new Date(fromMs)
  if (from.getUTCMonth() !== month || from.getUTCDate() !== day) return null
  return { from: from.toISOString(), to: new Date(fromMs + 86_400_000).toISOString() }
}

function dayOfGroup([, day, hour, minute, month, year]: RegExpExecArray): SearchQuery['day'] {
  if (Number(hour) > 23 || Number(minute) > 59) return null
  const monthNo = MONTHS.indexOf((month ?? '').toUpperCase())
  const yearNo = Number(year) < 100 ? 2000 + Number(year) : Number(year)
  return monthNo < 0 ? null : dayOf(yearNo, monthNo, Number(day))
}

function pointOf([whole, latText, northSouth, lonText, eastWest]: RegExpExecArray): SearchPlace | null {
  const isWritten = whole.includes('.') || (northSouth !== undefined && eastWest !== undefined)
  const lat = Number(latText) * (northSouth?.toUpperCase() === 'S' ? -1 : 1)
  const lon = Number(lonText) * (eastWest?.toUpperCase() === 'W' ? -1 : 1)
  return isWritten && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { kind: 'point', lon, lat } : null
}

function gridOf([, zone, square, east, north, together]: RegExpExecArray): SearchPlace | null {
  const digits = together ?? `${east ?? ''}${north ?? ''}`
  const isEven = together !== undefined || east?.length === north?.length
  const zoneNo = Number.parseInt(zone ?? '', 10)
  if (!isEven || zoneNo < 1 || zoneNo > 60) return null
  return { kind: 'grid', mgrs: `${zone ?? ''}${square ?? ''}${digits}`.toUpperCase() }
}

function wordsOf(text: string): readonly string[] {
  return text.match(WORD) ?? []
}

function issue(code: string, message: string, remedy: string, value: string): Issue {
  return { code, message, path: ['q'], value: value.slice(0, 120), remedy, severity: 'error' }
}

interface Terms {
  readonly required: (readonly string[])[]
  readonly excluded: (readonly string[])[]
  readonly unfinished: string | null
}

function termsOf(text: string): Terms {
  const required: (readonly string[])[] = []
  const excluded: (readonly string[])[] = []
  let unfinished: string | null = null
  for (const [, minus, phrase, bare] of text.matchAll(TERM)) {
    const words = wordsOf(phrase ?? bare ?? '')
    if (words.length === 0) continue
    unfinished = null
    if (minus !== undefined) excluded.push(words)
    else if (phrase !== undefined) required.push(words)
    else {
      required.push(...words.map((word) => [word]))
      unfinished = words.at(-1) ?? null
    }
  }
  // A space after it says that the word is finished.
  if (unfinished === null || /\s$/u.test(text)) return { required, excluded, unfinished: null }
  return { required: required.slice(0, -1), excluded, unfinished }
}

/**
 * Reads what was typed into the search box: words, "phrases", -words, the id of a record, a date-time group or date, a
 * coordinate or grid reference. The last word counts as unfinished unless a space follows it.
 * Never throws: what cannot be searched comes back as issues (`search.empty`, `search.long`, `search.only_excluded`).
 */
export function parseSearchQuery(input: string): Parsed<SearchQuery> {
  if (input.length > SEARCH_MAX_LENGTH)
    return refused([issue('search.long', `More than ${SEARCH_MAX_LENGTH} characters.`, 'Use fewer words.', input)])
  const plain = input
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ' ')
    .replaceAll(/[“”„«»″]/gu, '"')
    .replaceAll(/[’‘ʼ]/gu, "'")
    .replaceAll(/(?<=^|\s)[−–](?=\S)/gu, '-')
  const [withoutId, id] = takeOut(plain, UUID, ([match]) => (isId(match.toLowerCase()) ? match.toLowerCase() : null))
  const [withoutGroup, groupDay] = takeOut(withoutId, DTG, dayOfGroup)
  const [withoutDay, isoDay] =
    groupDay === null
      ? takeOut(withoutGroup, ISO_DATE, ([, y, m, d]) => dayOf(Number(y), Number(m) - 1, Number(d)))
      : [withoutGroup, null]
  const [withoutGrid, grid] = takeOut(withoutDay, MGRS, gridOf)
  const [rest, point] = grid === null ? takeOut(withoutGrid, LAT_LON, pointOf) : [withoutGrid, null]
  const terms = termsOf(rest)
  const found = { id, day: groupDay ?? isoDay, place: grid ?? point }
  const hasWords = terms.required.length > 0 || terms.unfinished !== null
  const count = terms.required.flat().length + terms.excluded.flat().length + (terms.unfinished === null ? 0 : 1)
  if (count > SEARCH_MAX_TERMS)
    return refused([issue('search.long', `More than ${SEARCH_MAX_TERMS} words.`, 'Use fewer words.', input)])
  if (!hasWords && Object.values(found).every((part) => part === null))
    return refused([
      terms.excluded.length > 0
        ? issue('search.only_excluded', 'Only words to leave out.', 'Add a word that must be there.', input)
        : issue('search.empty', 'Nothing to search for.', 'Type a word.', input),
    ])
  return parsed({ ...terms, ...found })
}

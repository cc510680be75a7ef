import { citationRanges, type SitrepContent } from '@eirene/domain/situation'
import type { Span } from './sitrep-document.ts'

/** Ranges that a citation prints in place; a longer one names a list in the annex. */
const MOST_RANGES = 5

interface CitationList {
  readonly anchor: string
  readonly label: string
  readonly nos: readonly number[]
  readonly spans: readonly Span[]
}

/** Prints citations of one document. Longer ones become lists, each list once however often it is cited. */
export interface CitationBook {
  /** `[1–4, 7]`, each part a link to its first record; nothing for no records. */
  readonly spans: (nos: readonly number[]) => readonly Span[]
  /** Lists cited so far, in the order of their first citation. */
  readonly lists: () => readonly CitationList[]
}

function rangeText([first, last]: readonly [number, number]): string {
  if (first === last) return String(first)
  return last === first + 1 ? `${first}, ${last}` : `${first}–${last}`
}

function rangeSpans(nos: readonly number[], isRtl: boolean): readonly Span[] {
  return citationRanges(nos).flatMap((range, i): readonly Span[] => [
    ...(i === 0 ? [] : [{ text: ', ', look: 'cite' as const }]),
    { text: isRtl ? `\u{2066}${rangeText(range)}\u{2069}` : rangeText(range), look: 'cite', to: `r${range[0]}` },
  ])
}

/** The citations of a report. Throws when a number is cited that the report has no record for. */
export function citationBook(content: SitrepContent): CitationBook {
  const isRtl = content.language === 'ar'
  const lists = new Map<string, CitationList>()
  const listed = (nos: readonly number[]): CitationList => {
    const key = nos.join(' ')
    const known = lists.get(key)
    if (known !== undefined) return known
    const label = `L${lists.size + 1}`
    const list = { anchor: `l${lists.size + 1}`, label, nos, spans: rangeSpans(nos, isRtl) }
    lists.set(key, list)
    return list
  }
  return {
    spans: (nos) => {
      if (nos.length === 0) return []
      const sorted = [...new Set(nos)].sort((a, b) => a - b)
      if ((sorted.at(-1) ?? 0) > content.records.length)
        throw new Error('a record is cited that the report does not have')
      const list = citationRanges(sorted).length > MOST_RANGES ? listed(sorted) : undefined
      const inner: readonly Span[] =
        list === undefined ? rangeSpans(sorted, isRtl) : [{ text: list.label, look: 'cite', to: list.anchor }]
      return [{ text: '\u{2009}[', look: 'cite' }, ...inner, { text: ']', look: 'cite' }]
    },
    lists: () => [...lists.values()],
  }
}

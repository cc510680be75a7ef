import type { Compartment } from '../access/index.ts'
import { ARABIC_WORDS, LATIN_WORDS, type ScreenWords } from './screen-words.ts'

interface Patterns {
  readonly sexualViolence: RegExp
  readonly notSexualViolence: RegExp
  readonly minors: RegExp
  readonly notMinors: RegExp
  readonly harm: RegExp
}

/** Letters and digits: `\b` knows only ASCII. */
const EDGE_BEFORE = '(?<![\\p{L}\\p{N}])'
const EDGE_AFTER = '(?![\\p{L}\\p{N}])'
/** Article, conjunction and prepositions that Arabic joins to a word. */
const ARABIC_PREFIX = '(?:[وفبكل]{0,2}(?:ال)?)'

function pattern(words: readonly string[], prefix: string): RegExp {
  return new RegExp(`${EDGE_BEFORE}${prefix}(?:${words.join('|')})${EDGE_AFTER}`, 'giu')
}

function patternsOf(words: ScreenWords, prefix: string): Patterns {
  return {
    sexualViolence: pattern(words.sexualViolence, prefix),
    notSexualViolence: pattern(words.notSexualViolence, prefix),
    minors: pattern(words.minors, prefix),
    notMinors: pattern(words.notMinors, prefix),
    harm: pattern(words.harm, prefix),
  }
}

const LATIN = patternsOf(LATIN_WORDS, '')
const ARABIC = patternsOf(ARABIC_WORDS, ARABIC_PREFIX)
const HAS_ARABIC = /\p{Script=Arabic}/u

/** Letters between a minor and what befell them, at most, within one sentence. */
const NEAR = 80

function positions(text: string, words: RegExp): readonly (readonly [from: number, to: number])[] {
  return [...text.matchAll(words)].map((match) => [match.index, match.index + match[0].length] as const)
}

function speaksOfSexualViolence(text: string, patterns: Patterns): boolean {
  if (text.search(patterns.sexualViolence) < 0) return false
  return text.replace(patterns.notSexualViolence, ' ◦ ').search(patterns.sexualViolence) >= 0
}

/** True when a word for a minor and a word for harm stand near each other in one sentence. */
function namesMinorAsVictim(text: string, patterns: Patterns): boolean {
  if (text.search(patterns.minors) < 0) return false
  const cleared = text.replace(patterns.notMinors, ' ◦ ')
  for (const sentence of cleared.split(/(?<=[.!?؟])\s+|\n+/)) {
    const minors = positions(sentence, patterns.minors)
    if (minors.length === 0) continue
    const harm = positions(sentence, patterns.harm)
    const near = minors.some(([from, to]) =>
      harm.some(([start, end]) => (start >= to ? start - to : start >= from ? 0 : from - end) <= NEAR),
    )
    if (near) return true
  }
  return false
}

/**
 * Compartments that a text calls for by its words, in English, French, Spanish, Portuguese and Arabic: CRSV when it speaks
 * of sexual violence, CAAC when it names somebody under 18 as a victim. A net with known holes, not a judgement:
 * docs/methods/compartment-screen.md gives its rates on real data.
 */
export function screenText(text: string): readonly Compartment[] {
  const found = new Set<Compartment>()
  for (const patterns of HAS_ARABIC.test(text) ? [LATIN, ARABIC] : [LATIN]) {
    if (speaksOfSexualViolence(text, patterns)) found.add('CRSV')
    if (namesMinorAsVictim(text, patterns)) found.add('CAAC')
  }
  return [...found].sort()
}

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

interface Hit {
  readonly word: string
  readonly from: number
  readonly to: number
}

/** What in a text calls for a compartment: the words as they stand there. */
export interface ScreenFinding {
  readonly compartment: Compartment
  readonly words: readonly string[]
}

function hits(text: string, words: RegExp): readonly Hit[] {
  return [...text.matchAll(words)].map(({ 0: word, index }) => ({ word, from: index, to: index + word.length }))
}

function wordsOfSexualViolence(text: string, patterns: Patterns): readonly string[] {
  if (text.search(patterns.sexualViolence) < 0) return []
  return hits(text.replace(patterns.notSexualViolence, ' ◦ '), patterns.sexualViolence).map(({ word }) => word)
}

/** Words for minors that stand near a word for harm in one sentence. */
function minorsAsVictims(text: string, patterns: Patterns): readonly string[] {
  if (text.search(patterns.minors) < 0) return []
  const cleared = text.replace(patterns.notMinors, ' ◦ ')
  return cleared.split(/(?<=[.!?؟])\s+|\n+/).flatMap((sentence) => {
    const minors = hits(sentence, patterns.minors)
    const harm = minors.length === 0 ? [] : hits(sentence, patterns.harm)
    const isNear = ({ from, to }: Hit): boolean =>
      harm.some((it) => (it.from >= to ? it.from - to : it.from >= from ? 0 : from - it.to) <= NEAR)
    return minors.filter(isNear).map(({ word }) => word)
  })
}

/**
 * Compartments that a text calls for by its words, in English, French, Spanish, Portuguese and Arabic, with those words:
 * CRSV when it speaks of sexual violence, CAAC when it names somebody under 18 as a victim. A net with known holes, not a
 * judgement: docs/methods/compartment-screen.md gives its rates on real data.
 */
export function screenFindings(text: string): readonly ScreenFinding[] {
  const scripts = HAS_ARABIC.test(text) ? [LATIN, ARABIC] : [LATIN]
  const found = [
    { compartment: 'CAAC', words: scripts.flatMap((patterns) => minorsAsVictims(text, patterns)) },
    { compartment: 'CRSV', words: scripts.flatMap((patterns) => wordsOfSexualViolence(text, patterns)) },
  ] as const
  return found.flatMap(({ compartment, words }) =>
    words.length === 0 ? [] : [{ compartment, words: [...new Set(words)] }],
  )
}

/** The compartments of `screenFindings`, without the words. */
export function screenText(text: string): readonly Compartment[] {
  return screenFindings(text).map(({ compartment }) => compartment)
}

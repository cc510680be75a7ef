import type { Issue } from '../parse/index.ts'

const BEFORE = '(?<![\\p{L}\\p{N}])'
const TITLES =
  'mr|mrs|ms|miss|dr|prof|capt|captain|sgt|sergeant|lt|maj|major|col|colonel|gen|general|sheikh|sheik|imam|pastor|father|chief|mme|mlle|monsieur|madame|abbé|père|cheikh|chef'
const PATTERNS: readonly (readonly [code: string, pattern: RegExp])[] = [
  ['identity.email', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u],
  [
    'identity.contact',
    /(?<![\p{L}])(?:my|our|mon|notre|ma)\s+(?:contact|source|informant|informateur|informatrice)(?![\p{L}])|جهة اتصالي|مصدري|مخبر/iu,
  ],
  ['identity.name', new RegExp(`${BEFORE}(?:${TITLES}|m)\\.?\\s+\\p{Lu}[\\p{Ll}'’-]+`, 'u')],
  ['identity.name', new RegExp(`${BEFORE}(?:${capitalised(TITLES)}|M)\\.?\\s+\\p{Lu}[\\p{L}'’-]+`, 'u')],
  [
    'identity.name',
    /(?<![\p{L}])(?:named|whose name is|called himself|called herself|nommée?|s['’]appelle|prénommée?|dénommée?)\s+\p{Lu}[\p{L}'’-]+/u,
  ],
  [
    'identity.name',
    /(?:السيدة|السيد|الشيخ|الدكتور|الدكتورة|الأستاذ|العقيد|الرائد|النقيب|اسمها|اسمه|يدعى|تدعى)\s+\p{Script=Arabic}{2,}/u,
  ],
]

function capitalised(words: string): string {
  return words
    .split('|')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('|')
}

/** Days, instants, decimals with many places and grid references are written with long rows of digits too. */
const NO_PHONE = [
  /\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?/g,
  /\d{1,2}[./]\d{1,2}[./]\d{2,4}/g,
  /\d{6}Z?\s*[A-Z]{3}\s*\d{2,4}/g,
  /-?\d{1,3}[.,]\d{3,}/g,
  /\d{1,2}[C-X]\s?[A-Z]{2}\s?\d{1,5}\s?\d{1,5}/gi,
]
const DIGITS = /(?:\+|00)?\d(?:[\s().-]?\d){7,14}/u

function hasPhone(text: string): boolean {
  return DIGITS.test(NO_PHONE.reduce((rest, pattern) => rest.replace(pattern, ' ◦ '), text))
}

/**
 * Words that are written with a capital in names of bodies, places and times, or that begin a sentence: a pair with one of
 * them is no first name and surname. English and French; small letters.
 */
const NO_NAME = new Set(
  (
    'the a in on at by from after during when two three armed unknown new third column upper land ' +
    'le la les un une des dans après north south east west central nord sud est ouest ' +
    'monday tuesday wednesday thursday friday saturday sunday ' +
    'group force forces army police guard front movement union alliance council party battalion patrol team base camp ' +
    'district region town city hospital road river ' +
    'line area republic ministry government mission united flag state nations national people security defence red cross save ' +
    'groupe armée mouvement conseil ministère'
  ).split(' '),
)

/** Particles that stand between the parts of a name. */
const PARTICLES = 'al|el|ben|bin|ibn|ould|ag|de|da|dos|van|von'
const PAIR = new RegExp(
  `${BEFORE}(\\p{Lu}\\p{Ll}+(?:[-'’]\\p{Lu}?\\p{Ll}+)*)(?: (?:${PARTICLES}))? (\\p{Lu}\\p{Ll}+(?:[-'’]\\p{Lu}?\\p{Ll}+)*)(?![\\p{L}\\p{N}])`,
  'gu',
)

/** Two words with a capital that stand together and belong to no place, body or time that is known. */
function hasPlainName(text: string, known: readonly string[]): boolean {
  const knownWords = new Set(known.flatMap((name) => name.toLowerCase().split(/[\s'’-]+/)))
  const isOther = (word: string): boolean => NO_NAME.has(word.toLowerCase()) || knownWords.has(word.toLowerCase())
  return [...text.matchAll(PAIR)].some(([, first = '', second = '']) => !isOther(first) && !isOther(second))
}

/**
 * Doubts that a text tells who somebody is: a name after a title or "named", a telephone number, an address for mail, "my
 * contact", or two words with capitals that are none of the `known` names of places and bodies. A net with holes that warns the writer; nothing is refused for it, and no finding means nothing.
 */
export function lintIdentities(text: string, path: Issue['path'], known: readonly string[] = []): readonly Issue[] {
  const found = new Set(PATTERNS.flatMap(([code, pattern]) => (pattern.test(text) ? [code] : [])))
  if (hasPlainName(text, known)) found.add('identity.name')
  if (hasPhone(text)) found.add('identity.phone')
  return [...found].sort().map((code) => ({
    code,
    message: 'This may tell who somebody is.',
    remedy: 'Write a function or a code instead: whoever reads or finds this report could look for the person.',
    path,
    severity: 'warning',
  }))
}

/** A doubt that the code of a source is a person's name: words and no digit, two of them or more. */
export function lintSourceCode(code: string): readonly Issue[] {
  const words = code.trim().split(/[\s._/-]+/)
  const isName = words.length > 1 && !/\d/.test(code) && words.every((word) => /^[A-Z][a-z'’]+$/.test(word))
  if (!isName) return []
  return [
    {
      code: 'identity.source_code',
      message: 'This looks like the name of a person.',
      remedy: 'Give the callsign or the code of the source, such as PTL-N-04.',
      path: ['sourceCode'],
      severity: 'warning',
    },
  ]
}

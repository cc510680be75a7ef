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
 * Doubts that a text tells who somebody is: a name after a title or "named", a telephone number, an address for mail, "my
 * contact". A net with holes that warns the writer; nothing is refused for it, and no finding means nothing.
 */
export function lintIdentities(text: string, path: Issue['path']): readonly Issue[] {
  const found = new Set(PATTERNS.flatMap(([code, pattern]) => (pattern.test(text) ? [code] : [])))
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

import type { SitrepLanguage } from '@eirene/domain/situation'
import { WORDS_AR } from './sitrep-words-ar.ts'
import { WORDS_EN } from './sitrep-words-en.ts'
import { WORDS_FR } from './sitrep-words-fr.ts'
import type { SitrepWords } from './sitrep-words.ts'

const WORDS: Readonly<Record<SitrepLanguage, SitrepWords>> = { en: WORDS_EN, fr: WORDS_FR, ar: WORDS_AR }

/** The texts of a language. */
export function wordsOf(language: SitrepLanguage): SitrepWords {
  return WORDS[language]
}

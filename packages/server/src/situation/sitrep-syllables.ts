import type { SitrepLanguage } from '@eirene/domain/situation'

const SOFT_HYPHEN = '\u{00AD}'
const ZERO_WIDTH_SPACE = '\u{200B}'

/**
 * Long words that stand in narrow columns, with a hyphen at each syllable where they may be broken: a program that does not
 * know the language would print them over the next column, or break them anywhere. Arabic words are not broken.
 */
const SYLLABLES: Readonly<Record<SitrepLanguage, readonly string[]>> = {
  en: [
    'Inci-dents',
    'Re-ceived',
    'Re-ported',
    'veri-fi-ca-tion',
    'Cor-rob-o-rated',
    'Veri-fied',
    'Con-tested',
    'Un-veri-fi-able',
    'Re-futed',
    'Dupli-cate',
    'Re-jected',
    'preci-sion',
    'in-ter-val',
  ],
  fr: [
    'Inci-dents',
    'inci-dent',
    'pré-cé-dente',
    'Pé-riode',
    'Rap-port',
    'in-ter-valle',
    'si-gna-lés',
    'meil-leure',
    'con-nus',
    'Si-gna-lé',
    'véri-fi-ca-tion',
    'Cor-ro-boré',
    'Véri-fié',
    'Con-testé',
    'In-véri-fiable',
    'Ré-futé',
    'Dou-blon',
    'Re-jeté',
    'pré-ci-sion',
  ],
  ar: [],
}

/** A heading or a short text of a narrow column, with marks where its long words and the names of counting rules may be broken. */
export function breakable(text: string, language: SitrepLanguage): string {
  const broken = SYLLABLES[language].reduce(
    (so, word) => so.replaceAll(word.replaceAll('-', ''), word.replaceAll('-', SOFT_HYPHEN)),
    text,
  )
  return broken.replaceAll('_', `_${ZERO_WIDTH_SPACE}`)
}

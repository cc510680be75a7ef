import type { SitrepLanguage, SitrepRun } from '@eirene/domain/situation'
import type { Counted } from './sitrep-words.ts'

type Part = string | Counted | SitrepRun | readonly SitrepRun[]

function runsOf(part: Part): readonly SitrepRun[] {
  if (typeof part === 'string') return [{ kind: 'text', text: part }]
  if ('value' in part) return [{ kind: 'figure', figure: part.figure }]
  return 'kind' in part ? [part] : part
}

/** A sentence with figures in it: sentence`${count} incidents were reported.` Neighbouring texts become one run. */
export function sentence(texts: TemplateStringsArray, ...parts: readonly Part[]): readonly SitrepRun[] {
  const runs = texts.flatMap((text, i): readonly SitrepRun[] => {
    const part = parts[i]
    return [{ kind: 'text' as const, text }, ...(part === undefined ? [] : runsOf(part))]
  })
  return joined(runs)
}

function joined(runs: readonly SitrepRun[]): readonly SitrepRun[] {
  const result: SitrepRun[] = []
  for (const run of runs) {
    const last = result.at(-1)
    if (run.kind === 'text' && run.text === '') continue
    if (run.kind === 'text' && last?.kind === 'text')
      result[result.length - 1] = { kind: 'text', text: last.text + run.text }
    else result.push(run)
  }
  return result
}

/** Sentences one after another, a space between. */
export function paragraph(...sentences: readonly (readonly SitrepRun[])[]): readonly SitrepRun[] {
  const spoken = sentences.filter((runs) => runs.length > 0)
  return joined(spoken.flatMap((runs, i) => (i === 0 ? runs : [{ kind: 'text', text: ' ' }, ...runs])))
}

/** `a, b and c` as runs. */
export function listing(items: readonly (readonly SitrepRun[])[], language: SitrepLanguage): readonly SitrepRun[] {
  const and = { en: ' and ', fr: ' et ', ar: ' و' }[language]
  const comma = language === 'ar' ? '، ' : ', '
  return joined(
    items.flatMap((runs, i) => {
      const between = i === 0 ? '' : i === items.length - 1 ? and : comma
      return [{ kind: 'text' as const, text: between }, ...runs]
    }),
  )
}

const dayFormats = new Map<SitrepLanguage, Intl.DateTimeFormat>()

/** A local day in words: 12 January 2021. Western digits in every language. */
export function dayInWords(day: string, language: SitrepLanguage): string {
  let format = dayFormats.get(language)
  if (format === undefined) {
    const locale = { en: 'en-GB', fr: 'fr-FR', ar: 'ar-u-nu-latn-ca-gregory' }[language]
    format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
    dayFormats.set(language, format)
  }
  return format.format(new Date(`${day}T00:00:00Z`))
}

/** A whole number with the language's thousands separator. */
export function countInWords(count: number, language: SitrepLanguage): string {
  return new Intl.NumberFormat({ en: 'en-GB', fr: 'fr-FR', ar: 'ar-u-nu-latn' }[language]).format(count)
}

/** A ratio to two decimals, three significant figures from 10 on. */
export function ratioInWords(ratio: number, language: SitrepLanguage): string {
  return new Intl.NumberFormat({ en: 'en-GB', fr: 'fr-FR', ar: 'en-GB' }[language], {
    minimumFractionDigits: ratio < 10 ? 2 : 1,
    maximumFractionDigits: ratio < 10 ? 2 : 1,
  }).format(ratio)
}

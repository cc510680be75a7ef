import { codeList, type CodeList } from './code-list.ts'

/** Severity bands by people killed, best estimate. `unknown` is its own band, never the lowest. */
export const SEVERITIES = ['unknown', 'none', 'low', 'medium', 'high', 'extreme'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Labels of the severity bands. */
export const SEVERITY_LIST: CodeList<Severity> = codeList<Severity>('severity', 'Bands set by the project', [
  ['unknown', 'Not known', 'Non connue', 'No conocida', 'غير معروفة', 'The number of people killed is not known.'],
  ['none', 'None killed', 'Aucun tué', 'Sin muertos', 'لا قتلى'],
  ['low', '1 to 4 killed', '1 à 4 tués', 'De 1 a 4 muertos', 'من 1 إلى 4 قتلى'],
  ['medium', '5 to 24 killed', '5 à 24 tués', 'De 5 a 24 muertos', 'من 5 إلى 24 قتيلاً'],
  ['high', '25 to 99 killed', '25 à 99 tués', 'De 25 a 99 muertos', 'من 25 إلى 99 قتيلاً'],
  ['extreme', '100 or more killed', '100 tués ou plus', '100 muertos o más', '100 قتيل أو أكثر'],
])

/**
 * The severity band of an incident by its best estimate of people killed: 0, 1 to 4, 5 to 24, 25 to 99, 100 and more.
 *
 * Shapes   `killedBest`: a count, or `null` where it is not known, which gives `unknown` and never `none`.
 * Errors   RangeError if the count is negative or not an integer.
 * Limits   Counts deaths only: an abduction or a burnt village without deaths is `none` here.
 */
export function severityOf(killedBest: number | null): Severity {
  if (killedBest === null) return 'unknown'
  if (!Number.isInteger(killedBest) || killedBest < 0) throw new RangeError(`not a count: ${killedBest}`)
  if (killedBest === 0) return 'none'
  if (killedBest < 5) return 'low'
  if (killedBest < 25) return 'medium'
  return killedBest < 100 ? 'high' : 'extreme'
}

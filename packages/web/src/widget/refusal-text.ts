import type { Refusal } from '../edge/index.ts'
import type { I18n } from '../i18n/index.ts'

/** A refusal in the person's language where the catalogue has its code, else as the server wrote it. */
export function refusalText(refusal: Refusal, i18n: Pick<I18n, 'text' | 'label'>): string {
  if (refusal.status === 0) return i18n.text('problem.unreachable')
  const otherwise = refusal.message === '' ? i18n.text('problem.other') : refusal.message
  const issues = refusal.issues.map((issue) => [issue.message, issue.remedy].filter(Boolean).join(' '))
  return [i18n.label(`problem.${refusal.code}`, otherwise), ...issues].join(' ')
}

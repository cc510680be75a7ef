import type { Issue } from '@eirene/domain/parse'
import type { Refusal } from '../edge/index.ts'
import type { I18n } from '../i18n/index.ts'

/** Codes that say what kind of refusal it is; the server's own words say which it is here, in English. */
const SAYS_MORE: readonly string[] = [
  'input.invalid',
  'input.too_large',
  'input.unsupported',
  'access.password_weak',
  'access.above_accreditation',
  'import.unreadable',
  'import.refused',
  'import.busy',
  'incident.transition_refused',
  'incident.changed',
  'incident.grade_refused',
  'incident.proposal_closed',
  'incident.merge_refused',
  'situation.filter_invalid',
]

/**
 * A refusal in the person's language where the catalogue has its code, else as the server wrote it. Where its words say more than
 * its code they stand: alone in English, in brackets behind the text of another language.
 */
export function refusalText(refusal: Refusal, i18n: Pick<I18n, 'text' | 'label' | 'language'>): string {
  if (refusal.status === 0) return i18n.text('problem.unreachable')
  const { code, message } = refusal
  const issues = refusal.issues.map((issue) => issueText(issue, i18n))
  const otherwise = message === '' ? i18n.text('problem.other') : message
  const own = i18n.label(`problem.${code}`, otherwise)
  // Issues say what the words would.
  const hasMore = SAYS_MORE.includes(code) && message !== '' && own !== message && issues.length === 0
  return [hasMore ? (i18n.language === 'en' ? message : `${own} (${message})`) : own, ...issues].join(' ')
}

function issueText({ code, message, remedy }: Issue, { label }: Pick<I18n, 'label'>): string {
  const written = [message, remedy].filter(Boolean).join(' ')
  return label(`widget.issue.${code}`, label(`report.issue.${code}`, written))
}

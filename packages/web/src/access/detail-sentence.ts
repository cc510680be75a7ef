import type { AccessEventView } from '@eirene/domain/access'
import { isId } from '@eirene/domain/record'
import type { I18n } from '../i18n/index.ts'

/** Parts of a line that repeat what stands around it: the operation whose log it is. */
const SAID_ELSEWHERE: readonly string[] = ['operation', 'operationId']

/** Catalogues that name the values of a part. */
const NAMED_BY: Readonly<Record<string, string>> = {
  roles: 'access.role',
  method: 'access.detail.by',
  by: 'access.detail.by',
  why: 'access.detail.why',
  audience: 'release.audience',
  to: 'release.state',
}
const INSTANTS: readonly string[] = ['until', 'validUntil']

/**
 * The detail of a line in the log of access as people read it: parts and values by their names, instants as `when` writes
 * them, without ids of sessions and records, which say nothing to a person (the CSV file keeps them).
 */
export function detailSentence(
  detail: AccessEventView['detail'],
  i18n: Pick<I18n, 'text' | 'label' | 'list'>,
  when: (at: string) => string,
): string {
  const one = (part: string, value: unknown): string => {
    const plain = typeof value === 'string' ? value : JSON.stringify(value)
    if (INSTANTS.includes(part)) return when(plain)
    const names = NAMED_BY[part]
    return names === undefined ? plain : i18n.label(`${names}.${plain}`, plain)
  }
  const valueOf = (part: string, value: unknown): string => {
    if (Array.isArray(value)) return i18n.list(value.map((each) => one(part, each)))
    if (part === 'filter')
      return value === null || JSON.stringify(value) === '{}' ? '' : i18n.text('access.detail.filtered')
    if (typeof value === 'object' && value !== null) return i18n.list(Object.values(value).map(String))
    return value === null || value === '' || (typeof value === 'string' && isId(value)) ? '' : one(part, value)
  }
  return Object.entries(detail)
    .filter(([part]) => !SAID_ELSEWHERE.includes(part))
    .map(([part, value]) => [i18n.label(`access.detail.${part}`, part), valueOf(part, value)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ')
}

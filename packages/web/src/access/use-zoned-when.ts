import { formatZonedInstant, useI18n, useTimeNotation } from '../i18n/index.ts'
import { useSession } from './session.ts'

/**
 * How the person wants an instant (ISO 8601) written, with its zone: that of the operation `slug`, else that of all their
 * operations, else UTC.
 */
export function useZonedWhen(slug?: string): (at: string) => string {
  const { session } = useSession()
  const i18n = useI18n()
  const [notation] = useTimeNotation()
  const named = session?.operations.filter((one) => slug === undefined || one.slug === slug) ?? []
  const [zone = 'UTC', ...others] = new Set(named.map(({ timeZone }) => timeZone))
  return (at) => formatZonedInstant(at, { notation, zone: others.length === 0 ? zone : 'UTC' }, i18n)
}

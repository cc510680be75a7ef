import { useI18n } from './context.ts'
import { formatInstant, useTimeNotation } from './time-notation.ts'

/** How the person wants an instant (ISO 8601) written, in an operation's zone. The zone itself stands elsewhere on the screen. */
export function useWhen(zone: string): (at: string) => string {
  const i18n = useI18n()
  const [notation] = useTimeNotation()
  return (at) => formatInstant(at, { notation, zone }, i18n)
}

import { formatInstant, useI18n, useTimeNotation } from '../../i18n/index.ts'

/** Writes instants as the person wants them, in the operation's zone. */
export function useWhen(zone: string): (at: string) => string {
  const i18n = useI18n()
  const [notation] = useTimeNotation()
  return (at) => formatInstant(at, { notation, zone }, i18n)
}

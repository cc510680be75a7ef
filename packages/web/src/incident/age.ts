import type { I18n } from '../i18n/index.ts'

const MINUTE_MS = 60_000

/** How long something waits, in the largest unit that fits: minutes, hours, days; less than a minute is now. */
export function formatAge(sinceIso: string, nowMs: number, i18n: Pick<I18n, 'number' | 'text'>): string {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(sinceIso)) / MINUTE_MS))
  if (minutes === 0) return i18n.text('incident.inbox.now')
  const [value, unit] =
    minutes < 60
      ? [minutes, 'minute']
      : minutes < 2880
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / 1440), 'day']
  return i18n.number(value, { style: 'unit', unit, unitDisplay: 'short' })
}

import { onThemeChosen } from './theme.ts'

/** The value of a design token as it is shown now: `token('--map-land')`. For drawing outside CSS (map, canvas). */
export function token(name: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** Calls back when light turns dark or the reverse, by the device or by choice. Returns how to stop. */
export function watchTheme(listener: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)')
  media.addEventListener('change', listener)
  const stop = onThemeChosen(listener)
  return () => {
    media.removeEventListener('change', listener)
    stop()
  }
}

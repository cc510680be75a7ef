/** What a person may choose; `system` follows the device. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'eirene.theme'

/** The choice kept on this device; `system` when none is kept or storage is closed. */
export function readTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY)
    return THEMES.find((theme) => theme === kept) ?? 'system'
  } catch {
    return 'system'
  }
}

/** Shows the theme and keeps the choice on this device. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // A device that keeps nothing still shows the choice until the page is closed.
  }
  for (const listener of listeners) listener()
}

const listeners = new Set<() => void>()

/** Calls back when the theme is chosen here; returns how to stop. */
export function onThemeChosen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

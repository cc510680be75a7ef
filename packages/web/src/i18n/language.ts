/** Languages with a catalogue. Arabic is there for its layout first; its texts, like the French, await review. */
export const LANGUAGES = ['en', 'fr', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', fr: 'Français', ar: 'العربية' }

const KEY = 'eirene.language'

/** The language kept on this device, else the first that the browser asks for and we have, else English. */
export function readLanguage(): Language {
  const wanted: string[] = []
  try {
    wanted.push(localStorage.getItem(KEY) ?? '')
  } catch {
    // Storage may be closed; the browser's wish decides.
  }
  wanted.push(...navigator.languages)
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => tag.toLowerCase().startsWith(language))
    if (found !== undefined) return found
  }
  return 'en'
}

/** Keeps the choice on this device, where it may. */
export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language)
  } catch {
    // Shown all the same until the page is closed.
  }
}

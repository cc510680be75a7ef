import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Font files that documents embed; nothing is taken from the machine. */
const FONT_FILES = {
  regular: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  semiBold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
  bold: '@expo-google-fonts/inter/700Bold/Inter_700Bold.ttf',
  italic: '@expo-google-fonts/inter/400Regular_Italic/Inter_400Regular_Italic.ttf',
  arabic: '@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf',
  arabicBold: '@expo-google-fonts/ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf',
} as const
export type FontName = keyof typeof FONT_FILES

const loaded = new Map<FontName, Buffer>()

/** Path of a font file. */
export function fontPath(name: FontName): string {
  return require.resolve(FONT_FILES[name])
}

/** Bytes of a font file, read once. */
export function fontBytes(name: FontName): Buffer {
  const bytes = loaded.get(name) ?? readFileSync(fontPath(name))
  loaded.set(name, bytes)
  return bytes
}

export const ALL_FONTS = Object.keys(FONT_FILES) as readonly FontName[] // keys of a constant object

/** The variable fonts of a document read on screen, cut to Latin and to Arabic. */
const SCREEN_FONTS = {
  latin: '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  latinExtended: '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  arabic: '@fontsource-variable/noto-sans-arabic/files/noto-sans-arabic-arabic-wght-normal.woff2',
} as const
const RANGES = {
  latin:
    'U+0000-00FF, U+0131, U+0152-0153, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2190-2193, U+2212, U+221E, U+25B8',
  latinExtended: 'U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1EFF, U+20A0-20AB, U+20AD-20C0',
  arabic: 'U+0600-06FF, U+0750-077F, U+FB50-FDFF, U+FE70-FEFC',
} as const

const faces = new Map<boolean, string>()

/** `@font-face` rules that carry their fonts with them, the Arabic one only where it is needed. */
export function screenFontFaces(isArabic: boolean): string {
  const known = faces.get(isArabic)
  if (known !== undefined) return known
  const names = isArabic ? (['latin', 'arabic'] as const) : (['latin', 'latinExtended'] as const)
  const rules = names.map((name) => {
    const data = readFileSync(require.resolve(SCREEN_FONTS[name])).toString('base64')
    return `@font-face { font-family: 'Eirene Print'; font-weight: 100 900; src: url(data:font/woff2;base64,${data}) format('woff2'); unicode-range: ${RANGES[name]}; }`
  })
  faces.set(isArabic, rules.join('\n'))
  return rules.join('\n')
}

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

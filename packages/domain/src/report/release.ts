/** Numbers of a release in order: `23.1` → [23, 1], `2025-04-22` → [2025, 4, 22]. */
function parts(release: string): readonly number[] {
  return (release.match(/\d+/g) ?? []).map(Number)
}

/** Negative when `a` is the older release, positive when it is the newer, 0 when neither. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

/** True for text that can be ordered among releases: begins with a digit, at most 40 characters. */
export function isRelease(text: string): boolean {
  return /^\d[\w. -]{0,39}$/.test(text)
}

const GED_SHORT = /ged[_-]?(\d{2})(\d)(?!\d)/i
const GED_LONG = /ged(?:event)?[_ -]?v(\d{2}(?:[._]\d{1,2}){1,3})(?!\d)/i
const FILE_DATE = /(?:^|\D)((?:19|20)\d{2}-\d{2}-\d{2})(?!\d)/
const FILE_YEARS = /(?:^|\D)((?:19|20)\d{2}-(?:19|20)\d{2})(?!\d)/

/** Release of UCDP GED as its file names tell it: ged231 → 23.1, GEDEvent_v24_1 → 24.1, GEDEvent_v24_0_12 → 24.0.12. */
export function gedReleaseOfName(fileName: string): string | null {
  const short = GED_SHORT.exec(fileName)
  if (short !== null) return `${short[1] ?? ''}.${short[2] ?? ''}`
  const long = GED_LONG.exec(fileName)?.[1]
  return long === undefined ? null : long.split(/[._]/).map(Number).join('.')
}

/** A day (2025-04-22) or a span of years (1993-2020) in the file's name; null when there is none. */
export function dateReleaseOfName(fileName: string): string | null {
  return FILE_DATE.exec(fileName)?.[1] ?? FILE_YEARS.exec(fileName)?.[1] ?? null
}

/** Distances within which a place surely lies, as a writer chooses them; metres. */
export const PRECISIONS_M = [10, 100, 500, 1000, 2000, 5000, 10_000, 25_000, 50_000, 150_000] as const

/** Proposed where a town was chosen by its name: its list knows the centre and not how far it reaches; metres. */
export const TOWN_M = 5000

/** The smallest choice that is no smaller than a radius. */
export function precisionChoice(radiusM: number): string {
  return String(PRECISIONS_M.find((choice) => choice >= radiusM) ?? PRECISIONS_M.at(-1))
}

/** How a point is written into the field. */
export function writePosition({ lon, lat }: { readonly lon: number; readonly lat: number }): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`
}

/** Ratios that the axis names. */
export const RATIO_TICKS = [0.1, 0.5, 1, 2, 10] as const

/** Place of a ratio on the axis in [0, 1]: logarithmic from a tenth to ten times, so that half and double lie equally far. */
export function ratioX(ratio: number): number {
  if (ratio <= 0) return 0
  return Math.min(1, Math.max(0, (Math.log10(ratio) + 1) / 2))
}

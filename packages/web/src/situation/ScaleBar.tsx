import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'

/** The longest round distance that fits into 96 pixels. */
export function roundScale(metresPerPixel: number): { readonly metres: number; readonly px: number } {
  const most = metresPerPixel * 96
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [5, 2, 1].find((n) => n * power <= most) ?? 1
  return { metres: step * power, px: (step * power) / metresPerPixel }
}

/** A bar that says how far a stretch of the map is, at its centre. */
export function ScaleBar({ metresPerPixel }: { readonly metresPerPixel: number }): ReactNode {
  const { number } = useI18n()
  const { metres, px } = roundScale(metresPerPixel)
  const words = metres >= 1000 ? `${number(metres / 1000)} km` : `${number(metres)} m`
  return (
    <span className="scale-bar" style={{ inlineSize: `${px}px` }}>
      {words}
    </span>
  )
}

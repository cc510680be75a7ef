import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'

interface Range {
  readonly low: number | null
  readonly best: number | null
  readonly high: number | null
}

/** People killed: the best figure with its range, or that it is not known. Zero is written as zero. */
export function KilledFigure({ killed }: { readonly killed: Range | null }): ReactNode {
  const { text, number } = useI18n()
  if (killed === null || (killed.best === null && killed.low === null && killed.high === null))
    return <span className="figure-unknown">{text('incident.notKnown')}</span>
  const end = (value: number | null): string => (value === null ? '?' : number(value))
  const isRange = killed.low !== killed.best || killed.high !== killed.best
  return (
    <span className="figure num">
      <strong>{killed.best === null ? '?' : number(killed.best)}</strong>
      {isRange && <span className="figure-range">{` ${end(killed.low)}–${end(killed.high)}`}</span>}
    </span>
  )
}

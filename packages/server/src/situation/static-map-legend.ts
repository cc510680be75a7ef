import type { IncidentState } from '@eirene/domain/incident'
import { element, INK, label, RAMP, stateSymbol } from './static-map-symbols.ts'

/** One line of a legend: what a drawn symbol means. */
export interface LegendEntry {
  readonly symbol: IncidentState | 'disputed' | 'sector' | 'ceasefire_line' | 'precision' | { readonly step: number }
  readonly text: string
}

interface Frame {
  readonly widthPx: number
  readonly topPx: number
  readonly direction: 'ltr' | 'rtl'
}

const ROW_PX = 18
/** Mean advance of a letter at 10 px, for setting entries side by side. */
const LETTER_PX = 5.6

function symbolOf(symbol: LegendEntry['symbol'], x: number, y: number): string {
  if (typeof symbol === 'object')
    return element('rect', {
      x: x - 7,
      y: y - 6,
      width: 14,
      height: 12,
      fill: RAMP[symbol.step] ?? RAMP[0],
      stroke: INK.line,
    })
  const line = { x1: x - 9, x2: x + 9, y1: y, y2: y, stroke: INK.muted, 'stroke-width': 1 }
  if (symbol === 'disputed') return element('line', { ...line, 'stroke-dasharray': '4 3' })
  if (symbol === 'sector') return element('line', { ...line, 'stroke-width': 1.1, 'stroke-dasharray': '9 3 2 3' })
  if (symbol === 'ceasefire_line')
    return element('line', { ...line, stroke: INK.ink, 'stroke-width': 1.3, 'stroke-dasharray': '5 2.5' })
  if (symbol === 'precision')
    return element('circle', {
      cx: x,
      cy: y,
      r: 7,
      fill: 'none',
      stroke: INK.muted,
      'stroke-width': 0.7,
      'stroke-dasharray': '3 2',
    })
  return stateSymbol(symbol, x, y, 5.5)
}

/** Sets entries in rows across the width; from the right in a right-to-left language. */
export function legend(
  entries: readonly LegendEntry[],
  frame: Frame,
): { readonly svg: string; readonly heightPx: number } {
  let [x, row] = [0, 0]
  const parts = entries.map(({ symbol, text }) => {
    const widthPx = 24 + text.length * LETTER_PX + 16
    if (x > 0 && x + widthPx > frame.widthPx) [x, row] = [0, row + 1]
    const isRtl = frame.direction === 'rtl'
    const place = (at: number): number => (isRtl ? frame.widthPx - at : at)
    const y = frame.topPx + row * ROW_PX + 9
    const part =
      symbolOf(symbol, place(x + 10), y) +
      label(text, { x: place(x + 24), y: y + 3.5, 'text-anchor': isRtl ? 'end' : 'start' })
    x += widthPx
    return part
  })
  return { svg: parts.join(''), heightPx: entries.length === 0 ? 0 : (row + 1) * ROW_PX + 4 }
}

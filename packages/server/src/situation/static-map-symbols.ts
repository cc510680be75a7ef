import type { IncidentState } from '@eirene/domain/incident'

/** Colours of printed drawings: one ink, one accent, greys; everything is also told apart without colour. */
export const INK = {
  ink: '#1b2733',
  muted: '#5b6875',
  line: '#9aa5b0',
  faint: '#d5dbe1',
  land: '#ffffff',
  neighbour: '#eef0f1',
  water: '#dfe8ef',
  accent: '#0b5394',
  paper: '#ffffff',
} as const

/** Five steps from few to many, falling evenly in lightness so that they survive a grey printer. */
export const RAMP = ['#dbe9f6', '#a9cbe6', '#6aa5d2', '#2f75b3', '#0c3d78'] as const

export const FONT_FAMILY = "Inter, 'IBM Plex Sans Arabic', sans-serif"

/** Text safe inside XML elements and double-quoted attributes; characters that XML forbids are dropped. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

type Attributes = Readonly<Record<string, string | number>>

/** One XML element; numbers are written to a tenth. Children are XML already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? Number(value.toFixed(1)) : escaped(value)}"`)
    .join('')
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`
}

/** Text in a drawing. */
export function label(text: string, attributes: Attributes): string {
  return element('text', { 'font-size': 10, fill: INK.ink, ...attributes }, escaped(text))
}

/** The shape of a verification state: hollow, dotted, half, full, split, question mark. Centre (x, y), radius r. */
export function stateSymbol(state: IncidentState, x: number, y: number, r: number): string {
  const ring = { cx: x, cy: y, r, fill: INK.paper, stroke: INK.accent, 'stroke-width': 1.8 }
  const half = (side: 1 | -1, offset: number, fill: string): string =>
    element('path', {
      d: `M${x + side * offset},${y - r}A${r},${r},0,0,${side === 1 ? 1 : 0},${x + side * offset},${y + r}Z`,
      fill,
      stroke: INK.accent,
      'stroke-width': 1.4,
    })
  switch (state) {
    case 'verified':
      return element('circle', { ...ring, fill: INK.accent })
    case 'corroborated':
      return element('circle', ring) + half(-1, 0, INK.accent)
    case 'under_verification':
      return element('circle', { ...ring, 'stroke-dasharray': '1.6 1.9' })
    case 'contested':
      return half(-1, 1.3, INK.accent) + half(1, 1.3, INK.paper)
    case 'unverifiable':
      return (
        element('circle', ring) +
        label('?', {
          x,
          y: y + r * 0.62,
          'font-size': r * 1.8,
          'font-weight': 700,
          'text-anchor': 'middle',
          fill: INK.accent,
        })
      )
    default:
      return element('circle', ring)
  }
}

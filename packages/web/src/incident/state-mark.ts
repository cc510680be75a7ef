import type { IncidentState } from '@eirene/domain/incident'

/**
 * How a verification state looks, on a circle of radius 1 around the origin: the same data draws the map's images and the
 * marks in lists, so that they can never differ. `fill` covers the path with the colour, `line` strokes it.
 */
export interface MarkPart {
  readonly kind: 'fill' | 'line' | 'dots' | 'text'
  /** SVG path data; the words for `text`. */
  readonly d: string
}

const RING = 'M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z'

const MARKS: Readonly<Record<IncidentState, readonly MarkPart[]>> = {
  received: [{ kind: 'dots', d: RING }],
  reported: [{ kind: 'line', d: RING }],
  under_verification: [{ kind: 'dots', d: RING }],
  corroborated: [
    { kind: 'line', d: RING },
    { kind: 'fill', d: 'M-1 0A1 1 0 0 0 1 0Z' },
  ],
  verified: [{ kind: 'fill', d: RING }],
  contested: [
    { kind: 'fill', d: 'M-0.18 -0.98A1 1 0 0 0 -0.18 0.98Z' },
    { kind: 'line', d: 'M0.25 -0.97A1 1 0 0 1 0.25 0.97Z' },
  ],
  unverifiable: [
    { kind: 'line', d: RING },
    { kind: 'text', d: '?' },
  ],
  refuted: [
    { kind: 'line', d: RING },
    { kind: 'line', d: 'M-0.95 0.95L0.95 -0.95' },
  ],
  duplicate: [
    { kind: 'line', d: 'M-1 0A0.7 0.7 0 1 1 0.4 0A0.7 0.7 0 1 1 -1 0Z' },
    { kind: 'line', d: 'M-0.4 0A0.7 0.7 0 1 1 1 0A0.7 0.7 0 1 1 -0.4 0Z' },
  ],
  rejected: [{ kind: 'line', d: 'M-0.7 -0.7L0.7 0.7M-0.7 0.7L0.7 -0.7' }],
}

/** The drawing that stands for a state, so that it is told without colour. */
export function stateMark(state: IncidentState): readonly MarkPart[] {
  return MARKS[state]
}

import type { IncidentState } from '@eirene/domain/incident'
import type { ReactNode } from 'react'
import { stateMark } from './state-mark.ts'

interface Props {
  readonly state: IncidentState
  /** Token of the colour, by default the text's. */
  readonly severity?: string
  readonly size?: number
  /** Said aloud; left out where the words stand beside it. */
  readonly label?: string
}

/** A verification state as shape and fill, in the colour of a severity. The same drawing as on the map. */
export function StateMark({ state, severity, size = 14, label }: Props): ReactNode {
  return (
    <svg
      className="state-mark"
      width={size}
      height={size}
      viewBox="-1.3 -1.3 2.6 2.6"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
      style={{ color: severity === undefined ? 'currentColor' : `var(--severity-${severity})` }}
    >
      {stateMark(state).map((part) => (
        <MarkShape key={part.kind + part.d} kind={part.kind} d={part.d} />
      ))}
    </svg>
  )
}

function MarkShape({ kind, d }: { readonly kind: string; readonly d: string }): ReactNode {
  if (kind === 'text')
    return (
      <text textAnchor="middle" dominantBaseline="central" fontSize="1.6" fontWeight="700" fill="currentColor">
        {d}
      </text>
    )
  if (kind === 'fill') return <path d={d} fill="currentColor" />
  return (
    <path
      d={d}
      fill="none"
      stroke="currentColor"
      strokeWidth="0.34"
      {...(kind === 'dots' && { strokeDasharray: '0.02 0.42', strokeLinecap: 'round' })}
    />
  )
}

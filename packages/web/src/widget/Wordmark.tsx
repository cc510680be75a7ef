import type { ReactNode } from 'react'

/** The name of the product with its sign: a hexagon of the map that is also an E. */
export function Wordmark({ size = 20 }: { readonly size?: number }): ReactNode {
  return (
    <span className="wordmark">
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
        <path d="M16 2.600 27.600 9.300v13.400L16 29.400 4.400 22.700V9.300z" fill="currentColor" />
        <path d="M10 21.500v-11h12M10 16h9M10 21.500h12" fill="none" stroke="var(--surface)" strokeWidth="2.600" />
      </svg>
      <span translate="no">{'Eirene'}</span>
    </span>
  )
}

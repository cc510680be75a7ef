import type { ReactNode } from 'react'

/** The period that filters the picture, [from, to). */
export function TimeWindow({ zone }: { readonly zone: string }): ReactNode {
  return <span className="num">{zone}</span>
}

import type { MarkedText } from '@eirene/domain/situation'
import type { ReactNode } from 'react'

/** A text with the words that were found set apart. What comes from the server is ranges, never markup. */
export function MarkedWords({ marked }: { readonly marked: MarkedText }): ReactNode {
  const { text, marks } = marked
  let at = 0
  const parts = marks.flatMap(([from, to]) => {
    const before = text.slice(at, from)
    at = to
    return [before, <mark key={from}>{text.slice(from, to)}</mark>]
  })
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  )
}

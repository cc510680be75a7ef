import { wordDifference } from '@eirene/domain/incident'
import type { ReactNode } from 'react'

interface Side {
  readonly title: string
  /** Whose and when, under the title. */
  readonly note: string
  readonly body: string
}

/** Two texts beside each other, with the words marked that the other lacks. */
export function WordsBeside({ left, right }: { readonly left: Side; readonly right: Side }): ReactNode {
  const parts = wordDifference(left.body, right.body)
  return (
    <div className="words-beside">
      {(['removed', 'added'] as const).map((own) => {
        const { title, note } = own === 'removed' ? left : right
        const Mark = own === 'removed' ? 'del' : 'ins'
        return (
          <section key={own} aria-label={title}>
            <h3>{title}</h3>
            <p className="form-note">{note}</p>
            <p className="words" dir="auto">
              {parts
                .filter(({ kind }) => kind === 'same' || kind === own)
                .map((part, i) =>
                  part.kind === 'same' ? <span key={i}>{part.text}</span> : <Mark key={i}>{part.text}</Mark>,
                )}
            </p>
          </section>
        )
      })}
    </div>
  )
}

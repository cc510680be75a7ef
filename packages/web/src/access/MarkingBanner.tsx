import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import type { ShownMarking } from './highest-marking.ts'

const TONES = ['open', 'restricted', 'confidential', 'secret', 'secret'] as const

/** The colour and the word of the highest marking on screen, and in an exercise, that it is one. */
export function MarkingBanner({ marking }: { readonly marking: ShownMarking }): ReactNode {
  const { text } = useI18n()
  const rank = Math.max(...marking.levels.map((level) => level.rank))
  const words = marking.levels.map(({ policy, level }) =>
    policy === 'UN' || policy === 'OSCE' ? `${policy} ${level.replace(/^OSCE /, '')}` : level,
  )
  return (
    <section className="marking" aria-label={text('access.markingOnScreen')}>
      <span className="marking-level" data-tone={TONES[rank] ?? 'secret'} lang="en">
        {[...words, ...marking.compartments].join(' // ')}
      </span>
      {marking.realm === 'EXERCISE' && (
        <span className="marking-exercise" lang="en">
          {text('access.exercise')}
        </span>
      )}
    </section>
  )
}

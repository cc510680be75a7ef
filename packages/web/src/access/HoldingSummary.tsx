import type { Holding } from '@eirene/domain/access'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { holdingSentences } from './holding-sentences.ts'

interface Props {
  readonly holding: Holding
  /** It is what the person holds at present, without what waits for a second person. */
  readonly isNow?: boolean
}

/** What a person with this would see, without counting anything. */
export function HoldingSummary({ holding, isNow = false }: Props): ReactNode {
  const i18n = useI18n()
  return (
    <section className="summary" aria-live="polite">
      <h3>{i18n.text(isNow ? 'access.seesNow' : 'access.wouldSee')}</h3>
      <ul>
        {holdingSentences(holding, i18n).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}

import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../widget/index.ts'

interface Props {
  /** Before what the page begins; null: it is the newest. */
  readonly before: string | null
  /** Before what the next page begins; null: this is the last. */
  readonly next: string | null
  readonly onBefore: (before: string | null) => void
}

/** The ways from one page of a log to the newest and to the next older one. */
export function LogPages({ before, next, onBefore }: Props): ReactNode {
  const { text } = useI18n()
  return (
    <div className="form-row">
      {before !== null && <Button onClick={() => onBefore(null)}>{text('access.logNewest')}</Button>}
      {next !== null && <Button onClick={() => onBefore(next)}>{text('access.logOlder')}</Button>}
    </div>
  )
}

import type { ReactNode } from 'react'
import type { Refusal } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from './Button.tsx'
import { refusalText } from './refusal-text.ts'

interface EmptyProps {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** What a place is for when nothing is in it, and the first step. */
export function Empty({ title, children, action }: EmptyProps): ReactNode {
  return (
    <div className="empty">
      <h2 className="empty-title">{title}</h2>
      {children !== undefined && <div className="empty-text">{children}</div>}
      {action !== undefined && <div className="empty-action">{action}</div>}
    </div>
  )
}

/** Shown while something is on its way; appears only after a moment, so that quick answers do not flash. */
export function Loading({ label }: { readonly label: string }): ReactNode {
  return (
    <div className="loading" role="status">
      <span className="loading-bar" aria-hidden="true" />
      <span>{label}</span>
    </div>
  )
}

/** A refusal in the person's words, with the way on. */
export function RefusalNote({
  refusal,
  onRetry,
}: {
  readonly refusal: Refusal
  readonly onRetry?: () => void
}): ReactNode {
  const i18n = useI18n()
  return (
    <div className="refusal" role="alert">
      <p>{refusalText(refusal, i18n)}</p>
      {onRetry !== undefined && <Button onClick={onRetry}>{i18n.text('access.tryAgain')}</Button>}
    </div>
  )
}

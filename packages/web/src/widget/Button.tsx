import type { ButtonHTMLAttributes, ReactNode } from 'react'

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind
  /** Shown as working: keeps its size, takes no second press. */
  readonly busy?: boolean
}

/** A button in one of four weights. At most one primary a screen. */
export function Button({ kind = 'plain', busy = false, className = '', children, ...rest }: Props): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${kind} ${className}`}
      aria-busy={busy || undefined}
      disabled={rest.disabled === true || busy}
    >
      {children}
    </button>
  )
}

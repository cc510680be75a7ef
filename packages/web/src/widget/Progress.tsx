import type { ReactNode } from 'react'

interface Props {
  readonly label: string
  /** In [0, 1]; null while it cannot be told. */
  readonly share: number | null
}

/** How far something has come, as a bar and in words. */
export function Progress({ label, share }: Props): ReactNode {
  return (
    <div className="progress">
      <progress aria-label={label} {...(share !== null && { value: share, max: 1 })} />
      <span className="num">{label}</span>
    </div>
  )
}

import type { ReactNode } from 'react'

/** What was refused, said at once to who cannot see it; nothing when there is no fault. */
export function Fault({ text }: { readonly text: string | undefined }): ReactNode {
  if (text === undefined) return null
  return (
    <p className="form-refusal" role="alert">
      {text}
    </p>
  )
}

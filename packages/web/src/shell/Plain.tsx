import type { ReactNode } from 'react'
import { Wordmark } from '../widget/index.ts'
import { Preferences } from './Preferences.tsx'

interface Props {
  readonly title: string
  readonly lead?: string
  readonly children: ReactNode
}

/** A quiet page with one thing to do. */
export function Plain({ title, lead, children }: Props): ReactNode {
  return (
    <div className="plain">
      <header className="plain-head">
        <a href="/" className="plain-home">
          <Wordmark />
        </a>
        <Preferences />
      </header>
      <main className="plain-main">
        <h1>{title}</h1>
        {lead !== undefined && <p className="plain-lead">{lead}</p>}
        {children}
      </main>
    </div>
  )
}

import type { ReactNode } from 'react'
import { useSession } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Wordmark } from '../widget/index.ts'
import { Preferences } from './Preferences.tsx'
import { useTitle } from './use-title.ts'
import { RunDrawing, StudyDrawing } from './DoorDrawings.tsx'

/** Home: two doors. */
export function Home(): ReactNode {
  const { text } = useI18n()
  const { session } = useSession()
  useTitle(text('shell.homeTitle'))
  const only = session?.operations.length === 1 ? session.operations[0] : undefined
  return (
    <div className="home">
      <header className="plain-head">
        <Wordmark size={24} />
        <Preferences />
      </header>
      <main className="home-main">
        <div className="home-title">
          <h1>{text('shell.homeTitle')}</h1>
          <p>{text('shell.homeLead')}</p>
        </div>
        <div className="doors">
          <a className="door" href={only === undefined ? '/run' : `/run/${only.slug}/situation`}>
            <RunDrawing />
            <span className="door-text">
              <span className="door-name">{text('shell.doorRun')}</span>
              <span className="door-what">{text('shell.doorRunText')}</span>
              <span className="door-note">
                {session === null
                  ? text('shell.doorRunNote')
                  : text('shell.doorRunSignedIn', { name: session.displayName })}
              </span>
            </span>
          </a>
          <a className="door" href="/study">
            <StudyDrawing />
            <span className="door-text">
              <span className="door-name">{text('shell.doorStudy')}</span>
              <span className="door-what">{text('shell.doorStudyText')}</span>
              <span className="door-note">{text('shell.doorStudyNote')}</span>
            </span>
          </a>
        </div>
      </main>
    </div>
  )
}

import { ACTS, type Compartment, type Role } from '@eirene/domain/access'
import type { OperationView } from '@eirene/domain/operation'
import { use, useEffect, useMemo, type ReactNode } from 'react'
import { useSession } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { ReportRoom } from '../report/index.ts'
import { useLater } from '../widget/index.ts'
import { keepKit } from './field-kit.ts'
import { loadReportTypes, withWords } from './report-types.ts'

const readClock = (): Date => new Date()

interface Props {
  readonly operation: OperationView
  readonly view: string | undefined
}

const REPORTERS: readonly Role[] = ACTS['report.submit']

/** Everyday words to search types by; they come after the form, which works without them. */
const loadWords = (): Promise<Readonly<Partial<Record<string, string>>>> =>
  import('./incident-words.ts').then(
    ({ INCIDENT_WORDS }) => INCIDENT_WORDS,
    () => ({}),
  )

/** The report room for the person who is signed in. */
export function Reports({ operation, view }: Props): ReactNode {
  const { state, session } = useSession()
  const part = session?.operations.find(({ operationId }) => operationId === operation.id)
  // A session that ended is not one to keep for; the same person may open it again.
  const isHeld = state === 'open' && session?.isShared === false
  const mayKeep = isHeld && part?.roles.some((role) => REPORTERS.includes(role)) === true
  const personId = session?.personId
  useEffect(() => {
    if (mayKeep && personId !== undefined) keepKit({ personId, operation })
  }, [mayKeep, personId, operation])
  if (session === null || part === undefined) return null
  const { roles, compartments } = part
  return <TypedReportRoom {...{ operation, roles, compartments, view }} personId={session.personId} />
}

interface TypedProps extends Props {
  readonly roles: readonly Role[]
  readonly compartments: readonly Compartment[]
  readonly personId: string
}

/** The report room with the incident types in the person's language. */
export function TypedReportRoom({ operation, roles, compartments, personId, view }: TypedProps): ReactNode {
  const { language } = useI18n()
  const choices = use(loadReportTypes(language))
  const words = useLater(loadWords)
  const types = useMemo(() => withWords(choices, words ?? {}), [choices, words])
  return (
    <ReportRoom
      key={`${operation.id} ${personId}`}
      {...{ operation, roles, compartments, personId, types, view }}
      clock={readClock}
    />
  )
}

import type { OperationView } from '@eirene/domain/operation'
import { use, useMemo, type ReactNode } from 'react'
import { useSession } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { ReportRoom } from '../report/index.ts'
import { useLater } from '../widget/index.ts'
import { loadReportTypes, withWords } from './report-types.ts'

const readClock = (): Date => new Date()

interface Props {
  readonly operation: OperationView
  readonly view: string | undefined
}

/** Everyday words to search types by; they come after the form, which works without them. */
const loadWords = (): Promise<Readonly<Partial<Record<string, string>>>> =>
  import('./incident-words.ts').then(
    ({ INCIDENT_WORDS }) => INCIDENT_WORDS,
    () => ({}),
  )

/** The report room for the person who is signed in. */
export function Reports({ operation, view }: Props): ReactNode {
  const { session } = useSession()
  const { language } = useI18n()
  const choices = use(loadReportTypes(language))
  const words = useLater(loadWords)
  const types = useMemo(() => withWords(choices, words ?? {}), [choices, words])
  const part = session?.operations.find(({ operationId }) => operationId === operation.id)
  if (session === null || part === undefined) return null
  return (
    <ReportRoom
      key={`${operation.id} ${session.personId}`}
      operation={operation}
      roles={part.roles}
      compartments={part.compartments}
      personId={session.personId}
      types={types}
      view={view}
      clock={readClock}
    />
  )
}

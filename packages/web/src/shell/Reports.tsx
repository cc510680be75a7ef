import type { OperationView } from '@eirene/domain/operation'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useSession } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { ReportRoom } from '../report/index.ts'
import { listReportTypes } from './report-types.ts'

const readClock = (): Date => new Date()

interface Props {
  readonly operation: OperationView
  readonly view: string | undefined
}

type Words = Parameters<typeof listReportTypes>[1]

const NO_WORDS: Words = {}

/** Everyday words to search types by; they come after the form, which works without them. */
function useEverydayWords(): Words {
  const [words, setWords] = useState(NO_WORDS)
  useEffect(() => {
    import('./incident-words.ts').then(
      ({ INCIDENT_WORDS }) => {
        setWords(INCIDENT_WORDS)
      },
      () => undefined,
    )
  }, [])
  return words
}

/** The report room for the person who is signed in. */
export function Reports({ operation, view }: Props): ReactNode {
  const { session } = useSession()
  const { language } = useI18n()
  const words = useEverydayWords()
  const types = useMemo(() => listReportTypes(language, words), [language, words])
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

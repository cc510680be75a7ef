import type { OperationView } from '@eirene/domain/operation'
import { useMemo, type ReactNode } from 'react'
import { useSession } from '../access/index.ts'
import { useI18n } from '../i18n/index.ts'
import { ReportRoom } from '../report/index.ts'
import { listReportTypes } from './report-types.ts'

const readClock = (): Date => new Date()

interface Props {
  readonly operation: OperationView
  readonly view: string | undefined
}

/** The report room for the person who is signed in. */
export function Reports({ operation, view }: Props): ReactNode {
  const { session } = useSession()
  const { language } = useI18n()
  const types = useMemo(() => listReportTypes(language), [language])
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

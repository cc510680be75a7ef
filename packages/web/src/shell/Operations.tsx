import { useEffect, type ReactNode } from 'react'
import { useSession } from '../access/index.ts'
import { go } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Empty } from '../widget/index.ts'
import { Plain } from './Plain.tsx'
import { roomPath } from './route.ts'

/** The operations of the signed-in person; with one, straight into it. */
export function Operations(): ReactNode {
  const { session } = useSession()
  const { text, list } = useI18n()
  const operations = session?.operations ?? []
  const only = operations.length === 1 ? operations[0] : undefined
  useEffect(() => {
    if (only !== undefined) go(roomPath(only.slug, 'situation'), { replace: true })
  }, [only])
  return (
    <Plain title={text('shell.operations')}>
      {operations.length === 0 && <Empty title={text('shell.noOperations')}>{text('shell.noOperationsText')}</Empty>}
      <ul className="operation-list">
        {operations.map((operation) => (
          <li key={operation.operationId}>
            <a href={roomPath(operation.slug, 'situation')}>
              <strong>{operation.acronym}</strong>
              <span>{operation.name}</span>
              <small>{list(operation.roles.map((role) => text(`access.role.${role}`)))}</small>
              {operation.realm === 'EXERCISE' && <em>{text('shell.exercise')}</em>}
            </a>
          </li>
        ))}
      </ul>
    </Plain>
  )
}

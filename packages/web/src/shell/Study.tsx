import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Plain } from './Plain.tsx'

/** The door to the library of operations. */
export function Study({ rest }: { readonly rest: readonly string[] }): ReactNode {
  const { text } = useI18n()
  return (
    <Plain title={text('shell.doorStudy')} lead={text('shell.studyNotYet')}>
      <p hidden={rest.length === 0}>{rest.join(' / ')}</p>
    </Plain>
  )
}

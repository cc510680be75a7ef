import { ACTS, type Role } from '@eirene/domain/access'
import type { OperationView } from '@eirene/domain/operation'
import { IMPORTS_PATH, type ImportPreview, type ImportView } from '@eirene/domain/report'
import { useEffect, useState, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Empty, Loading, RefusalNote } from '../widget/index.ts'
import { ImportItem } from './ImportItem.tsx'
import { PreviewForm } from './PreviewForm.tsx'
import { UploadZone } from './UploadZone.tsx'
import './report.css'

/** Milliseconds between two looks at an import that runs. */
const LOOK_MS = 700

interface Props {
  readonly operation: OperationView
  readonly roles: readonly Role[]
}

function mayDo(act: 'import.run' | 'import.undo', roles: readonly Role[]): boolean {
  const allowed: readonly Role[] = ACTS[act]
  return roles.some((role) => allowed.includes(role))
}

/** Datasets brought in from files: a new one with its preview, those that run, and those that were. */
export function Imports({ operation, roles }: Props): ReactNode {
  const { text } = useI18n()
  const { slug } = operation
  const mayImport = mayDo('import.run', roles)
  const [preview, setPreview] = useState<ImportPreview | null>(null)
  const [list, again] = useLoaded(
    mayImport ? slug : null,
    (signal) => getJson<readonly ImportView[]>(fillPath(IMPORTS_PATH, { slug }), signal),
    { keep: true },
  )
  const imports = list.state === 'ready' ? list.value : []
  const runs = imports.some((each) => each.state === 'running')
  useEffect(() => {
    if (!runs) return
    const timer = setTimeout(again, LOOK_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [runs, list, again])

  if (!mayImport) return <Empty title={text('report.imports')}>{text('report.notYours')}</Empty>
  return (
    <div className="imports">
      <header className="imports-head">
        <h1>{text('report.imports')}</h1>
        <p>{text('report.importsLead')}</p>
      </header>
      {preview === null ? (
        <UploadZone slug={slug} onPreview={setPreview} />
      ) : (
        <PreviewForm
          key={preview.uploadId}
          slug={slug}
          preview={preview}
          onCancel={() => {
            setPreview(null)
          }}
          onStarted={() => {
            setPreview(null)
            again()
          }}
        />
      )}
      <section className="import-list" aria-label={text('report.importList')}>
        <h2>{text('report.importList')}</h2>
        {list.state === 'loading' && <Loading label={text('widget.loading')} />}
        {list.state === 'refused' && <RefusalNote refusal={list.refusal} onRetry={again} />}
        {list.state === 'ready' && imports.length === 0 && <p className="form-note">{text('report.noImports')}</p>}
        <ol>
          {imports.map((each) => (
            <li key={each.id}>
              <ImportItem
                slug={slug}
                zone={operation.timeZone}
                act={each}
                mayUndo={mayDo('import.undo', roles)}
                onChanged={again}
              />
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}

import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Button, Progress } from '../widget/index.ts'
import type { OutboxFile } from './outbox/file-store.ts'
import type { Outbox, OutboxView } from './outbox/outbox.ts'
import './attachment.css'

const KINDS = ['photo', 'recording', 'document'] as const

interface Props {
  readonly reportId: string
  readonly outbox: Outbox | null
  readonly view: Pick<OutboxView, 'files' | 'fileOnItsWay'>
}

/** Where the photos, recordings and documents of a report are: on this device, on their way, stored, or refused and why. */
export function OwnFiles({ reportId, outbox, view }: Props): ReactNode {
  const { text } = useI18n()
  const files = view.files.filter((file) => file.reportId === reportId)
  if (files.length === 0) return null
  const onItsWay = files.find(({ id }) => id === view.fileOnItsWay?.id)
  const count = (state: OutboxFile['state'], kind: OutboxFile['kind']): number =>
    files.filter((file) => file !== onItsWay && file.state === state && file.kind === kind).length
  return (
    <ul className="own-files" aria-label={text('report.attachments')}>
      {onItsWay !== undefined && (
        <li>
          <Progress label={text(`report.outbox.onItsWay.${onItsWay.kind}`)} share={view.fileOnItsWay?.share ?? 0} />
        </li>
      )}
      {KINDS.map((kind) => (
        <Line key={kind} count={count('waiting', kind)} message={`report.outbox.waiting.${kind}`} />
      ))}
      {KINDS.map((kind) => (
        <Line key={kind} count={count('stored', kind)} message={`report.outbox.stored.${kind}`} />
      ))}
      {files.map((file) => file.state === 'refused' && <RefusedFile key={file.id} file={file} outbox={outbox} />)}
    </ul>
  )
}

interface LineProps {
  readonly count: number
  readonly message: `report.outbox.${'waiting' | 'stored'}.${OutboxFile['kind']}`
}

function Line({ count, message }: LineProps): ReactNode {
  const { text } = useI18n()
  return count > 0 && <li>{text(message, { count })}</li>
}

function RefusedFile({ file, outbox }: { readonly file: OutboxFile; readonly outbox: Outbox | null }): ReactNode {
  const { text, label } = useI18n()
  const { code, message } = file.problem ?? { code: '', message: '' }
  return (
    <li className="own-refused">
      <span>{text(`report.outbox.refused.${file.kind}`)}</span>
      <span>{label(`problem.${code}`, message)}</span>
      <Button onClick={() => void outbox?.removeFile(file.id)}>{text('report.attachmentAway')}</Button>
    </li>
  )
}

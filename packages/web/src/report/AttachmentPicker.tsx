import { ATTACHMENT_LIMITS, REPORT_ATTACHMENTS_PATH, type AttachmentView } from '@eirene/domain/report'
import { useId, useRef, useState, type ReactNode } from 'react'
import { fillPath, upload } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, Icon, Progress } from '../widget/index.ts'
import './attachment.css'

/** A file that was chosen for a report, and how far it has come. */
export interface ChosenFile {
  /** Made when it is chosen. */
  readonly key: string
  readonly file: File
  /** Share sent, in [0, 1]; null: not begun. 1: stored. */
  readonly share: number | null
  /** Why it was refused, in the person's words. */
  readonly fault?: string
}

interface Props {
  readonly files: readonly ChosenFile[]
  readonly onAdd: (files: readonly File[]) => void
  readonly onRemove: (key: string) => void
}

const MIB = 1024 * 1024
const ACCEPT = 'image/jpeg,image/png,image/webp,audio/mpeg,audio/wav,audio/ogg,audio/mp4,.m4a,.opus'

/** Sends a file to a report that is stored already; safe to repeat. Throws Refusal. */
export function sendAttachment(
  slug: string,
  reportId: string,
  file: Blob,
  onProgress: (share: number) => void,
): Promise<AttachmentView> {
  return upload<AttachmentView>(fillPath(REPORT_ATTACHMENTS_PATH, { slug, id: reportId }), file, onProgress)
}

/** Chooses photos and recordings for a report, and shows how far each has come. The form that holds it sends them. */
export function AttachmentPicker({ files, onAdd, onRemove }: Props): ReactNode {
  const { text } = useI18n()
  const input = useRef<HTMLInputElement>(null)
  const rule = useId()
  const [fault, setFault] = useState<string>()
  const mib = ATTACHMENT_LIMITS.bytes / MIB
  const room = ATTACHMENT_LIMITS.perReport - files.length
  const take = (chosen: readonly File[]): void => {
    const fitting = chosen.filter((file) => file.size <= ATTACHMENT_LIMITS.bytes)
    setFault(fitting.length < chosen.length ? text('report.attachmentLarge', { mib }) : undefined)
    onAdd(fitting.slice(0, room))
    if (input.current !== null) input.current.value = ''
  }
  return (
    <section className="picker" aria-label={text('report.attachments')}>
      <p id={rule} className="form-note">
        {text('report.attachmentRule')}
      </p>
      <input
        ref={input}
        type="file"
        multiple
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        accept={ACCEPT}
        onChange={(event) => {
          take([...(event.target.files ?? [])])
        }}
      />
      <Button disabled={room <= 0} aria-describedby={rule} onClick={() => input.current?.click()}>
        <Icon name="plus" />
        {text('report.attachmentAdd')}
      </Button>
      <p className="form-note">{text('report.attachmentFormats', { mib, count: ATTACHMENT_LIMITS.perReport })}</p>
      <Fault text={fault} />
      <ol className="picker-files">
        {files.map((chosen, i) => (
          <Chosen
            key={chosen.key}
            no={i + 1}
            chosen={chosen}
            onRemove={() => {
              onRemove(chosen.key)
            }}
          />
        ))}
      </ol>
    </section>
  )
}

interface ChosenProps {
  readonly no: number
  readonly chosen: ChosenFile
  readonly onRemove: () => void
}

function Chosen({ no, chosen, onRemove }: ChosenProps): ReactNode {
  const { text } = useI18n()
  const { file, share, fault } = chosen
  const isSending = share !== null && share < 1 && fault === undefined
  return (
    <li>
      <span dir="auto">{file.name}</span>
      {isSending ? (
        <Progress label={text('report.attachmentSending')} share={share} />
      ) : (
        fault === undefined && <small>{text(share === 1 ? 'report.attachmentSent' : 'report.attachmentWaits')}</small>
      )}
      {share !== 1 && (
        <button
          type="button"
          className="icon-button"
          aria-label={text('report.attachmentRemove', { no })}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      )}
      <Fault text={fault} />
    </li>
  )
}

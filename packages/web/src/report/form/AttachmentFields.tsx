import { ATTACHMENT_LIMITS, attachmentKindOf } from '@eirene/domain/report'
import { mintId } from '@eirene/domain/record'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'
import { Button, Fault, Icon } from '../../widget/index.ts'
import type { OutboxFile } from '../outbox/file-store.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { prepareFile } from './prepare-file.ts'
import '../attachment.css'

export interface AttachmentProps {
  readonly slug: string
  /** Of the draft: its files are kept under it from the moment they are chosen. */
  readonly reportId: string
  /** Those of this draft, oldest first. */
  readonly files: readonly OutboxFile[]
  readonly outbox: Outbox | null
  readonly clock: () => Date
  /** Called before the first file is kept: a draft that is not kept would lose it. */
  readonly onTake: () => void
}

const MIB = 1024 * 1024
const ACCEPT =
  'image/jpeg,image/png,image/webp,audio/mpeg,audio/wav,audio/ogg,audio/mp4,application/pdf,.mp3,.wav,.opus,.m4a,.pdf'

type Trouble = 'large' | 'unsupported' | 'unreadable' | 'many' | 'noRoom'

/** Takes or chooses photos, recordings and documents for a report. They are kept on the device at once: a camera ends tabs. */
export function AttachmentFields({ slug, reportId, files, outbox, clock, onTake }: AttachmentProps): ReactNode {
  const { text } = useI18n()
  const rule = useId()
  const [troubles, setTroubles] = useState<readonly Trouble[]>([])
  const [isReading, setReading] = useState(false)
  const room = ATTACHMENT_LIMITS.perReport - files.length
  const values = { mib: ATTACHMENT_LIMITS.bytes / MIB, count: ATTACHMENT_LIMITS.perReport }
  const take = async (chosen: readonly File[]): Promise<void> => {
    const met = new Set<Trouble>(chosen.length > room ? ['many'] : [])
    onTake()
    setReading(true)
    // One after another: a phone holds one photo of this size in memory, not ten.
    for (const file of chosen.slice(0, room)) {
      const prepared = await prepareFile(file)
      if (!prepared.isTaken) {
        met.add(prepared.why)
        continue
      }
      const { mediaType, bytes } = prepared
      const kept = { id: mintId(), reportId, slug, kind: attachmentKindOf(mediaType), mediaType }
      try {
        await outbox?.addFile({ ...kept, addedAt: clock().toISOString() }, bytes)
      } catch {
        met.add('noRoom')
      }
    }
    setReading(false)
    setTroubles([...met])
  }
  const isOff = room <= 0 || outbox === null || isReading
  return (
    <fieldset className="report-part picker">
      <legend>{text('report.attachments')}</legend>
      <p id={rule} className="form-note">
        {text('report.attachmentRule')}
      </p>
      <div className="report-line">
        <FileButton className="picker-camera" accept="image/*" isOff={isOff} describedBy={rule} onFiles={take}>
          {text('report.attachmentTake')}
        </FileButton>
        <FileButton accept={ACCEPT} isOff={isOff} describedBy={rule} onFiles={take}>
          {text('report.attachmentAdd')}
        </FileButton>
      </div>
      {isReading && (
        <p className="form-note" role="status">
          {text('report.attachmentReading')}
        </p>
      )}
      {troubles.map((trouble) => (
        <Fault key={trouble} text={text(`report.attachmentTrouble.${trouble}`, values)} />
      ))}
      {files.length > 0 && (
        <ol className="picker-files">
          {files.map((file, i) => (
            <KeptFile key={file.id} no={i + 1} file={file} outbox={outbox} />
          ))}
        </ol>
      )}
      <p className="form-note">{text('report.attachmentFormats', values)}</p>
    </fieldset>
  )
}

interface FileButtonProps {
  readonly className?: string
  readonly accept: string
  readonly isOff: boolean
  readonly describedBy: string
  readonly onFiles: (files: readonly File[]) => Promise<void>
  readonly children: ReactNode
}

/** The chooser of the system, or its camera where only pictures are asked for. */
function FileButton({ className, accept, isOff, describedBy, onFiles, children }: FileButtonProps): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  const isCamera = accept === 'image/*'
  return (
    <span className={className}>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        accept={accept}
        multiple={!isCamera}
        {...(isCamera && { capture: 'environment' as const })}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // The same file can be chosen again after it was taken away.
          event.target.value = ''
          void onFiles(files)
        }}
      />
      <Button disabled={isOff} aria-describedby={describedBy} onClick={() => input.current?.click()}>
        <Icon name={isCamera ? 'camera' : 'plus'} />
        {children}
      </Button>
    </span>
  )
}

interface KeptFileProps {
  readonly no: number
  readonly file: OutboxFile
  readonly outbox: Outbox | null
}

function KeptFile({ no, file, outbox }: KeptFileProps): ReactNode {
  const { text } = useI18n()
  return (
    <li>
      {file.kind === 'photo' && <PhotoPreview id={file.id} outbox={outbox} />}
      <span>{text(`report.attachmentNo.${file.kind}`, { no })}</span>
      <small className="num">{text('report.attachmentSize', { kib: Math.ceil(file.bytes / 1024) })}</small>
      <button
        type="button"
        className="icon-button"
        aria-label={text('report.attachmentRemove', { no })}
        onClick={() => void outbox?.removeFile(file.id)}
      >
        <Icon name="close" />
      </button>
    </li>
  )
}

/** A photo that is on this device only, in small; beside its number, so it says nothing to who cannot see it. */
function PhotoPreview({ id, outbox }: { readonly id: string; readonly outbox: Outbox | null }): ReactNode {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let isWanted = true
    void outbox?.readFile(id).then((bytes) => {
      if (!isWanted || bytes === undefined) return
      made = URL.createObjectURL(new Blob([bytes]))
      setAddress(made)
    })
    return () => {
      isWanted = false
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [id, outbox])
  return <img className="picker-photo" src={address} alt="" />
}

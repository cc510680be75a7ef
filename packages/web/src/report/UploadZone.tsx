import { IMPORT_PREVIEWS_PATH, type ImportPreview } from '@eirene/domain/report'
import { useRef, useState, type ReactNode } from 'react'
import { fillPath, Refusal, upload } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, Icon, Progress, refusalText } from '../widget/index.ts'

interface Props {
  readonly slug: string
  readonly onPreview: (preview: ImportPreview) => void
}

/** A file is chosen or dropped here; the server reads its first rows and says what it is. Nothing is stored yet. */
export function UploadZone({ slug, onPreview }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const input = useRef<HTMLInputElement>(null)
  const [share, setShare] = useState<number | null>(null)
  const [fault, setFault] = useState<string>()
  const [over, setOver] = useState(false)

  const take = (file: File | undefined): void => {
    if (file === undefined) return
    setFault(undefined)
    setShare(0)
    upload<ImportPreview>(
      `${fillPath(IMPORT_PREVIEWS_PATH, { slug })}?name=${encodeURIComponent(file.name)}`,
      file,
      setShare,
    )
      .then(onPreview, (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        setFault(refusalText(error, i18n))
      })
      .finally(() => {
        setShare(null)
        if (input.current !== null) input.current.value = ''
      })
  }

  return (
    <section
      className="upload"
      data-over={over}
      aria-label={text('report.newImport')}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => {
        setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
    >
      <Icon name="upload" size={24} />
      <p className="upload-title">{text('report.dropHere')}</p>
      <p className="form-note">{text('report.formats')}</p>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        accept=".csv,.tsv,.txt,.json,.geojson,.gz,.zip,.hxl"
        onChange={(event) => {
          take(event.target.files?.[0])
        }}
      />
      {share === null ? (
        <Button
          kind="primary"
          onClick={() => {
            input.current?.click()
          }}
        >
          {text('report.chooseFile')}
        </Button>
      ) : (
        <Progress
          label={share < 1 ? text('report.uploading') : text('report.reading')}
          share={share < 1 ? share : null}
        />
      )}
      <Fault text={fault} />
    </section>
  )
}

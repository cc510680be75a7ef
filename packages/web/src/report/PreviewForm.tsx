import { DATASETS, IMPORTS_PATH, type ImportOrder, type ImportPreview, type ImportView } from '@eirene/domain/report'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { fillPath, send } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, Field, useSending } from '../widget/index.ts'
import { IssueList } from './IssueList.tsx'
import { startMapping } from './start-mapping.ts'

const NO_ERRORS = ['keep', 'none'] as const

interface Props {
  readonly slug: string
  readonly preview: ImportPreview
  readonly onCancel: () => void
  readonly onStarted: () => void
}

interface Choice {
  readonly dataset: string
  readonly release: string
  readonly onError: 'keep' | 'none'
  readonly mapping: string
}

/** The mapping as a value; undefined when the text is no JSON. */
function mappingOf(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** What the file is and what its first rows look like; what to do about bad rows; and the start. */
export function PreviewForm({ slug, preview, onCancel, onStarted }: Props): ReactNode {
  const { text, number } = useI18n()
  const [choice, setChoice] = useState<Choice>({
    dataset: preview.dataset ?? 'csv',
    release: preview.release ?? '',
    onError: 'keep',
    mapping: preview.dataset === null ? startMapping(preview.columns, preview.fileName) : '',
  })
  const { busy, fault, run, setFault } = useSending()
  const isMapped = choice.dataset === 'csv'
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const mapping = isMapped ? mappingOf(choice.mapping) : undefined
    if (isMapped && mapping === undefined) {
      setFault(text('report.mappingNotJson'))
      return
    }
    const order: ImportOrder = {
      uploadId: preview.uploadId,
      dataset: choice.dataset,
      onError: choice.onError,
      ...(choice.release.trim() !== '' && { release: choice.release.trim() }),
      ...(mapping !== undefined && { mapping: mapping.value }),
    }
    run(() => send<ImportView>('POST', fillPath(IMPORTS_PATH, { slug }), order), onStarted)
  }
  const size = number(preview.fileBytes / 1024, { maximumFractionDigits: preview.fileBytes > 1e6 ? 0 : 1 })
  return (
    <form className="preview" onSubmit={submit} aria-label={text('report.preview')}>
      <header>
        <h2 dir="auto">{preview.fileName}</h2>
        <p className="form-note num">
          {text('report.previewFacts', {
            size,
            read: preview.rowsRead,
            accepted: preview.rowsAccepted,
            columns: preview.columns.length,
          })}
          {preview.rowsRestricted > 0 && ` · ${text('report.restricted', { count: preview.rowsRestricted })}`}
        </p>
      </header>
      <PreviewTable preview={preview} />
      <IssueList issues={preview.issues} fileName={preview.fileName} />
      <div className="preview-choices">
        <DatasetChoice preview={preview} choice={choice} onChoice={setChoice} />
        <Field
          label={text('report.release')}
          hint={text('report.releaseHint')}
          value={choice.release}
          onValue={(release) => {
            setChoice({ ...choice, release })
          }}
        />
        <fieldset className="choice">
          <legend className="label">{text('report.onError')}</legend>
          {NO_ERRORS.map((option) => (
            <label key={option} className="check">
              <input
                type="radio"
                name="on-error"
                checked={choice.onError === option}
                onChange={() => {
                  setChoice({ ...choice, onError: option })
                }}
              />
              {text(`report.onError.${option}`)}
            </label>
          ))}
        </fieldset>
      </div>
      {isMapped && <Mapping choice={choice} onChoice={setChoice} />}
      <Fault text={fault} />
      <div className="button-row">
        <Button kind="primary" type="submit" busy={busy}>
          {text('report.start')}
        </Button>
        <Button onClick={onCancel}>{text('report.cancel')}</Button>
      </div>
    </form>
  )
}

interface ChoiceProps {
  readonly choice: Choice
  readonly onChoice: (choice: Choice) => void
}

function DatasetChoice({ preview, choice, onChoice }: ChoiceProps & { readonly preview: ImportPreview }): ReactNode {
  const { text } = useI18n()
  return (
    <label className="field">
      <span className="label">
        {preview.dataset === null ? text('report.notRecognised') : text('report.recognised')}
      </span>
      <select
        className="input"
        value={choice.dataset}
        onChange={(event) => {
          onChoice({ ...choice, dataset: event.target.value })
        }}
      >
        {DATASETS.map((dataset) => (
          <option key={dataset.name} value={dataset.name}>
            {dataset.title}
          </option>
        ))}
        <option value="csv">{text('report.otherCsv')}</option>
      </select>
    </label>
  )
}

function Mapping({ choice, onChoice }: ChoiceProps): ReactNode {
  const { text } = useI18n()
  return (
    <div className="field">
      <label className="label" htmlFor="mapping">
        {text('report.mapping')}
      </label>
      <textarea
        id="mapping"
        className="input mapping"
        rows={8}
        spellCheck={false}
        dir="ltr"
        aria-describedby="mapping-hint"
        value={choice.mapping}
        onChange={(event) => {
          onChoice({ ...choice, mapping: event.target.value })
        }}
      />
      <p className="field-hint" id="mapping-hint">
        {text('report.mappingHint')}
      </p>
      <input
        type="file"
        accept=".json"
        aria-label={text('report.mappingFile')}
        onChange={(event) => {
          void event.target.files?.[0]?.text().then((mapping) => {
            onChoice({ ...choice, mapping })
          })
        }}
      />
    </div>
  )
}

function PreviewTable({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const { text } = useI18n()
  if (preview.rows.length === 0) return <p className="form-note">{text('report.noRows')}</p>
  return (
    <div className="preview-table" role="region" aria-label={text('report.firstRows')} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{text('report.firstRows')}</caption>
        <thead>
          <tr>
            {preview.columns.map((column) => (
              <th key={column} scope="col" translate="no">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, i) => (
            <tr key={i}>
              {preview.columns.map((column) => (
                <td key={column} dir="auto" title={row[column]}>
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

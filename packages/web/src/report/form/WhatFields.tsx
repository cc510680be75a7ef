import { useId, useState, type ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../widget/index.ts'
import { FieldIssues } from './FieldIssues.tsx'
import type { FormPart } from './form-part.ts'
import { KINDS, offerTypes, type TypeChoice } from './type-choice.ts'

const OFFERED = 8

/** The first choice: what kind of thing this is, in the words of a patrol. */
export function KindFields({ draft, put, issues }: FormPart): ReactNode {
  const { text } = useI18n()
  return (
    <fieldset className="report-part" data-fault="group">
      <legend>{text('report.form.kind')}</legend>
      <div className="kind-choice">
        {KINDS.map(({ kind, name, sense }) => (
          <button
            key={kind}
            type="button"
            className="button kind"
            aria-pressed={draft.type === kind}
            onClick={() => {
              put({ type: kind, ...(draft.sense === '' && { sense }) })
            }}
          >
            {text(`report.form.kind.${name}`)}
          </button>
        ))}
      </div>
      <FieldIssues issues={issues} at={['type']} />
    </fieldset>
  )
}

interface Props extends FormPart {
  readonly types: readonly TypeChoice[]
  readonly recent: readonly string[]
}

/** The incident type: recent ones and the likely families at once, all 158 by search in the person's language. */
export function TypeFields({ draft, put, issues, types, recent }: Props): ReactNode {
  const { text } = useI18n()
  const id = useId()
  const [words, setWords] = useState('')
  const chosen = types.find(({ code }) => code === draft.typeCode)
  const offered = offerTypes(types, { words, kind: draft.type, recent, limit: OFFERED })
  return (
    <fieldset className="report-part" data-fault="group">
      <legend>{text('report.form.what')}</legend>
      {chosen !== undefined ? (
        <p className="type-chosen">
          <span>
            <strong>{chosen.label}</strong> <small>{`${chosen.familyLabel} · ${chosen.code}`}</small>
          </span>
          <Button
            onClick={() => {
              put({ typeCode: '' })
            }}
          >
            {text('report.form.otherType')}
          </Button>
        </p>
      ) : (
        <>
          <label className="label" htmlFor={id}>
            {text('report.form.searchType')}
          </label>
          <input
            id={id}
            type="search"
            className="input"
            dir="auto"
            autoComplete="off"
            value={words}
            onChange={(event) => {
              setWords(event.target.value)
            }}
          />
          {offered.length > 0 && (
            <ul className="type-choice" aria-label={text('report.form.types')}>
              {offered.map((type) => (
                <li key={type.code}>
                  <button
                    type="button"
                    onClick={() => {
                      setWords('')
                      put({ typeCode: type.code })
                    }}
                  >
                    <span>{type.label}</span> <small>{type.familyLabel}</small>
                  </button>
                </li>
              ))}
            </ul>
          )}
          <p className="form-note" role="status">
            {offered.length === 0 && words.trim() !== '' && text('report.form.noType')}
          </p>
        </>
      )}
      <FieldIssues issues={issues} at={['typeCode']} />
    </fieldset>
  )
}

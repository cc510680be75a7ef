import { OBSERVATION_SENSES, SOURCE_KINDS } from '@eirene/domain/report'
import type { ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'
import { Field } from '../../widget/index.ts'
import { FieldIssues } from './FieldIssues.tsx'
import type { FormPart } from './form-part.ts'

/** How the writer knows, and from whom, under a code. */
export function SourceFields({ draft, put, issues }: FormPart): ReactNode {
  const { text } = useI18n()
  const senses = [...OBSERVATION_SENSES, 'told'] as const
  return (
    <fieldset className="report-part">
      <legend>{text('report.form.how')}</legend>
      <div className="sense-choice" role="group" aria-label={text('report.form.sense')}>
        {senses.map((sense) => (
          <button
            key={sense}
            type="button"
            className="button"
            aria-pressed={draft.sense === sense}
            onClick={() => {
              put({ sense })
            }}
          >
            {sense === 'told' ? text('report.form.told') : text(`incident.sense.${sense}`)}
          </button>
        ))}
      </div>
      <div className="field-pair">
        <label className="field">
          <span className="label">{text('report.form.sourceKind')}</span>
          <select
            value={draft.sourceKind}
            onChange={(event) => {
              const sourceKind = SOURCE_KINDS.find((kind) => kind === event.target.value)
              if (sourceKind !== undefined) put({ sourceKind })
            }}
          >
            {SOURCE_KINDS.filter((kind) => kind !== 'dataset').map((kind) => (
              <option key={kind} value={kind}>
                {text(`incident.sourceKind.${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <Field
          label={text('report.form.sourceCode')}
          hint={text('report.form.sourceCodeHint')}
          value={draft.sourceCode}
          maxLength={40}
          autoComplete="off"
          dir="ltr"
          onValue={(sourceCode) => {
            put({ sourceCode })
          }}
        />
      </div>
      <FieldIssues issues={issues} at={['sourceCode']} />
    </fieldset>
  )
}

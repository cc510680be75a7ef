import { formatWallClock, TIME_PRECISIONS } from '@eirene/domain/time'
import type { ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'
import { Button, Field } from '../../widget/index.ts'
import { FieldIssues } from './FieldIssues.tsx'
import type { FormPart } from './form-part.ts'

interface Props extends FormPart {
  readonly zone: string
  readonly clock: () => Date
}

/** When it happened, by the operation's clocks, and how exactly that is known. */
export function WhenFields({ draft, put, issues, zone, clock }: Props): ReactNode {
  const { text } = useI18n()
  return (
    <fieldset className="report-part">
      <legend>{text('report.form.when')}</legend>
      <div className="report-line">
        <Field
          label={text('report.form.at', { zone })}
          type="datetime-local"
          value={draft.at}
          onValue={(at) => {
            put({ at })
          }}
        />
        <Button
          onClick={() => {
            put({ at: formatWallClock(clock().getTime(), zone), timePrecision: 'minute' })
          }}
        >
          {text('report.form.now')}
        </Button>
      </div>
      <label className="field">
        <span className="label">{text('report.form.timePrecision')}</span>
        <select
          value={draft.timePrecision}
          onChange={(event) => {
            const timePrecision = TIME_PRECISIONS.find((one) => one === event.target.value)
            if (timePrecision !== undefined) put({ timePrecision })
          }}
        >
          {TIME_PRECISIONS.map((one) => (
            <option key={one} value={one}>
              {text(`report.form.to.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <FieldIssues issues={issues} at={['at']} />
    </fieldset>
  )
}

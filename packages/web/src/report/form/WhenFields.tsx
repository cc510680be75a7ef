import { formatWallClock, TIME_PRECISIONS, zoneName } from '@eirene/domain/time'
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
    <fieldset className="report-part" data-fault="group">
      <legend>{text('report.form.when')}</legend>
      <div className="report-line">
        <Field
          label={text('report.form.at', { zone: zoneName(zone) })}
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
      <FieldIssues issues={issues} at={['at']} />
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
    </fieldset>
  )
}

/** Of a restricted matter: the month, and no closer. */
export function MonthField({ draft, put, issues, clock, zone }: Props): ReactNode {
  const { text, date } = useI18n()
  const chosen = draft.at.slice(0, 7)
  const now = formatWallClock(clock().getTime(), zone).slice(0, 7)
  const recent = Array.from({ length: MONTHS }, (_, back) => monthBefore(now, back))
  const months = chosen === '' || recent.includes(chosen) ? recent : [...recent, chosen]
  return (
    <fieldset className="report-part">
      <legend>{text('report.form.when')}</legend>
      <label className="field">
        <span className="label">{text('report.form.month')}</span>
        <select
          value={chosen}
          onChange={(event) => {
            put({ at: `${event.target.value}-01T00:00` })
          }}
        >
          {chosen === '' && <option value="">{text('report.form.choose')}</option>}
          {months.map((month) => (
            <option key={month} value={month}>
              {date(new Date(`${month}-15T12:00:00Z`), { month: 'long', year: 'numeric', timeZone: 'UTC' })}
            </option>
          ))}
        </select>
      </label>
      <FieldIssues issues={issues} at={['at']} />
    </fieldset>
  )
}

const MONTHS = 13

/** `YYYY-MM`, as many months before. */
function monthBefore(month: string, back: number): string {
  const [year = 0, no = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, no - 1 - back, 1)).toISOString().slice(0, 7)
}

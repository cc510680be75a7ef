import { SITREP_INPUTS_PATH, type Component, type SitrepInputLine, type SitrepRecord } from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { fillPath, send } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button, Fault, Field, useSending } from '../../widget/index.ts'
import { useKept } from '../use-kept.ts'
import { parseCitedNumbers } from './cited-numbers.ts'

interface Props {
  readonly slug: string
  readonly id: string
  /** Those that the person may speak for, first whose input is missing. */
  readonly components: readonly Component[]
  readonly lines: readonly SitrepInputLine[]
  readonly records: readonly SitrepRecord[]
  readonly onGiven: () => void
}

interface Typed {
  readonly component: Component | null
  readonly body: string
  readonly cited: string
}

/** A component's part: a text with the records that it rests on, or that there is nothing significant to report. */
export function InputForm({ slug, id, components, lines, records, onGiven }: Props): ReactNode {
  const { text } = useI18n()
  const { busy, fault, run } = useSending()
  const [typed, setTyped, forget] = useKept<Typed>(`eirene.input.${id}`, { component: null, body: '', cited: '' })
  const [isNothing, setNothing] = useState(false)
  const component = components.find((one) => one === typed.component) ?? components[0]
  const before = lines.find(
    (line) => line.component === component && line.state !== 'missing' && line.state !== 'awaited',
  )
  const numbers = parseCitedNumbers(typed.cited, records.length)
  if (component === undefined) return null
  const give = (): void => {
    const incidentIds = (numbers ?? []).flatMap((no) => records[no - 1]?.incidentId ?? [])
    const input = isNothing ? { component, body: null, incidentIds: [] } : { component, body: typed.body, incidentIds }
    const after = (): void => {
      setTyped({ component: null, body: '', cited: '' })
      forget()
      onGiven()
    }
    run(() => send('POST', fillPath(SITREP_INPUTS_PATH, { slug, id }), input), after)
  }
  return (
    <form
      className="input-form"
      aria-label={text('situation.input.give')}
      onSubmit={(event) => {
        event.preventDefault()
        give()
      }}
    >
      <label className="field">
        <span className="label">{text('situation.input.component')}</span>
        <select
          className="input"
          value={component}
          onChange={(event) => {
            setTyped({ ...typed, component: components.find((one) => one === event.target.value) ?? null })
          }}
        >
          {components.map((one) => (
            <option key={one} value={one}>
              {text(`situation.component.${one}`)}
            </option>
          ))}
        </select>
      </label>
      {before !== undefined && (
        <p className="form-note">{text('situation.input.replaces', { who: before.by ?? '' })}</p>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={isNothing}
          onChange={(event) => {
            setNothing(event.target.checked)
          }}
        />
        {text('situation.input.nothing')}
      </label>
      {!isNothing && (
        <>
          <label className="field">
            <span className="label">{text('situation.input.text')}</span>
            <textarea
              className="input"
              dir="auto"
              rows={4}
              required
              maxLength={4000}
              value={typed.body}
              onChange={(event) => {
                setTyped({ ...typed, body: event.target.value })
              }}
            />
          </label>
          <Field
            label={text('situation.input.cites')}
            hint={text('situation.input.citesHint', { count: records.length })}
            aria-invalid={numbers === undefined}
            dir="ltr"
            value={typed.cited}
            onValue={(cited) => {
              setTyped({ ...typed, cited })
            }}
          />
          {numbers === undefined && <Fault text={text('situation.input.citesWrong', { count: records.length })} />}
        </>
      )}
      <Fault text={fault} />
      <Button type="submit" busy={busy} disabled={!isNothing && (numbers === undefined || typed.body.trim() === '')}>
        {text('situation.input.giveIt')}
      </Button>
    </form>
  )
}

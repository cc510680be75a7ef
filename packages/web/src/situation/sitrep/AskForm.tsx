import { COMPONENTS, SITREP_REQUESTS_PATH, type Component, type SitrepProcess } from '@eirene/domain/situation'
import { parseWallClock, zoneName } from '@eirene/domain/time'
import { useState, type ReactNode } from 'react'
import { fillPath, send } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button, Fault, Field, useSending } from '../../widget/index.ts'

interface Props {
  readonly slug: string
  readonly id: string
  readonly zone: string
  readonly clock: () => Date
  readonly process: SitrepProcess
  readonly onAsked: () => void
}

/** The full hour four hours after the next one, on the clock of the zone: `2026-03-01T09:00`. */
export function proposedUntil(nowMs: number, zone: string): string {
  const HOUR_MS = 3_600_000
  const at = new Date(Math.ceil(nowMs / HOUR_MS) * HOUR_MS + 4 * HOUR_MS)
  // The Swedish way of writing is that of ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(' ', 'T')
}

/** Asks components for their part until a time of the operation's day. Those of the report before are proposed. */
export function AskForm({ slug, id, zone, clock, process, onAsked }: Props): ReactNode {
  const { text } = useI18n()
  const { busy, fault, run } = useSending()
  const asked = process.requests.map(({ component }) => component)
  const [chosen, setChosen] = useState<readonly Component[]>(() =>
    process.askedBefore.filter((component) => !asked.includes(component)),
  )
  const [until, setUntil] = useState(() => proposedUntil(clock().getTime(), zone))
  const cutoffMs = until === '' ? undefined : parseWallClock(until, zone)
  const ask = (): void => {
    if (cutoffMs === undefined) return
    const cutoffAt = new Date(cutoffMs).toISOString()
    const path = fillPath(SITREP_REQUESTS_PATH, { slug, id })
    run(() => send('POST', path, { components: chosen, cutoffAt }), onAsked)
  }
  return (
    <form
      className="input-form"
      aria-label={text('situation.input.ask')}
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
    >
      <fieldset>
        <legend className="label">{text('situation.input.whom')}</legend>
        <div className="component-choice">
          {COMPONENTS.map((component) => (
            <label key={component} className="check">
              <input
                type="checkbox"
                checked={chosen.includes(component)}
                onChange={(event) => {
                  setChosen(
                    event.target.checked ? [...chosen, component] : chosen.filter((other) => other !== component),
                  )
                }}
              />
              {text(`situation.component.${component}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <Field
        label={text('situation.input.until', { zone: zoneName(zone) })}
        type="datetime-local"
        required
        value={until}
        onValue={setUntil}
      />
      <Fault text={fault} />
      <Button type="submit" busy={busy} disabled={chosen.length === 0 || cutoffMs === undefined}>
        {text('situation.input.askThem', { count: chosen.length })}
      </Button>
    </form>
  )
}

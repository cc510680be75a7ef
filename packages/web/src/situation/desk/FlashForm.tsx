import { mintId } from '@eirene/domain/record'
import { lintIdentities, parseTypedCount } from '@eirene/domain/report'
import { parseWallClock, formatWallClock, zoneName } from '@eirene/domain/time'
import {
  FLASH_MINUTES,
  FLASH_REPORTS_PATH,
  PRECEDENCES,
  type FlashContent,
  type FlashOrder,
  type FlashSent,
  type FlashView,
  type Precedence,
} from '@eirene/domain/situation'
import { type ReactNode } from 'react'
import { fillPath, send } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button, Fault, Field, useSending } from '../../widget/index.ts'
import { useKept } from '../use-kept.ts'
import { useTick } from './use-tick.ts'

const LINES = ['what', 'who', 'where', 'how', 'actionTaken', 'immediateNeeds', 'releasableLine'] as const
const BOUNDS = ['low', 'best', 'high'] as const

interface Draft {
  readonly id: string
  readonly precedence: Precedence
  readonly firstWordAt: string
  readonly lines: Readonly<Record<(typeof LINES)[number], string>>
  /** `YYYY-MM-DDTHH:MM` by the operation's clocks; empty: not known. */
  readonly at: string
  readonly nextUpdateAt: string
  readonly killed: Readonly<Record<(typeof BOUNDS)[number], string>>
  readonly injured: Readonly<Record<(typeof BOUNDS)[number], string>>
}

const NO_COUNT = { low: '', best: '', high: '' }

function firstDraft(now: Date, zone: string, follows: FlashView | null): Draft {
  const said = follows?.content
  const line = (text: string | null | undefined): string => text ?? ''
  return {
    id: mintId(),
    precedence: follows?.precedence ?? 'FLASH',
    firstWordAt: now.toISOString(),
    lines: {
      what: line(said?.what),
      who: line(said?.who),
      where: line(said?.where),
      how: line(said?.how),
      actionTaken: '',
      immediateNeeds: '',
      releasableLine: '',
    },
    at: said?.occurred ? formatWallClock(Date.parse(said.occurred.at), zone) : '',
    nextUpdateAt: formatWallClock(now.getTime() + 30 * 60_000, zone),
    killed: NO_COUNT,
    injured: NO_COUNT,
  }
}

function contentOf(draft: Draft, zone: string): FlashContent | undefined {
  const line = (text: string): string | null => (text.trim() === '' ? null : text.trim())
  const at = draft.at === '' ? null : parseWallClock(draft.at, zone)
  const next = parseWallClock(draft.nextUpdateAt, zone)
  const counts = (typed: Draft['killed']): FlashContent['killed'] | undefined => {
    const [low, best, high] = BOUNDS.map((bound) => parseTypedCount(typed[bound]))
    return low === undefined || best === undefined || high === undefined ? undefined : { low, best, high }
  }
  const [killed, injured] = [counts(draft.killed), counts(draft.injured)]
  if (at === undefined || next === undefined || killed === undefined || injured === undefined) return undefined
  return {
    what: draft.lines.what.trim(),
    who: line(draft.lines.who),
    occurred: at === null ? null : { at: new Date(at).toISOString(), precision: 'minute' },
    where: line(draft.lines.where),
    how: line(draft.lines.how),
    ...{ killed, injured },
    actionTaken: line(draft.lines.actionTaken),
    immediateNeeds: line(draft.lines.immediateNeeds),
    nextUpdateAt: new Date(next).toISOString(),
    releasableLine: line(draft.lines.releasableLine),
  }
}

interface Props {
  readonly slug: string
  readonly zone: string
  readonly incidentId: string | null
  /** The report that this one follows; null for a first report. */
  readonly follows: FlashView | null
  readonly clock: () => Date
  readonly onSent: (sent: FlashSent) => void
}

/** A flash report on one screen: each line known or plainly not, sent as it is to the tree. Kept as typed. */
export function FlashForm({ slug, zone, incidentId, follows, clock, onSent }: Props): ReactNode {
  const { text } = useI18n()
  const [draft, setDraft, forget] = useKept<Draft>(
    `eirene.flash.${slug}.${follows?.threadId ?? incidentId ?? ''}`,
    firstDraft(clock(), zone, follows),
  )
  const { busy, fault, run, setFault } = useSending()
  const put = (part: Partial<Draft>): void => {
    setDraft({ ...draft, ...part })
  }
  const submit = (): void => {
    const content = contentOf(draft, zone)
    if (content === undefined || content.what === '') {
      setFault(text('situation.flash.notYet'))
      return
    }
    const { id, precedence, firstWordAt } = draft
    const order: FlashOrder = { id, precedence, incidentId, followsId: follows?.threadId ?? null, firstWordAt, content }
    run(
      () => send<FlashSent>('POST', fillPath(FLASH_REPORTS_PATH, { slug }), order),
      (sent) => {
        forget()
        onSent(sent)
      },
    )
  }
  return (
    <form
      className="flash-form"
      aria-label={text(follows === null ? 'situation.flash.new' : 'situation.flash.followUp')}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <FormHead draft={draft} put={put} clock={clock} />
      {LINES.slice(0, 4).map((name) => (
        <Line key={name} name={name} draft={draft} put={put} />
      ))}
      <Field
        label={text('situation.flash.at', { zone: zoneName(zone) })}
        type="datetime-local"
        value={draft.at}
        onValue={(at) => put({ at })}
      />
      {(['killed', 'injured'] as const).map((name) => (
        <fieldset key={name} className="flash-counts">
          <legend>{text(`incident.harm.${name}`)}</legend>
          {BOUNDS.map((bound) => (
            <Field
              key={bound}
              label={text(`incident.bound.${bound}`)}
              inputMode="numeric"
              placeholder={text('report.form.unknown')}
              value={draft[name][bound]}
              onValue={(value) => put({ [name]: { ...draft[name], [bound]: value } })}
            />
          ))}
        </fieldset>
      ))}
      {LINES.slice(4, 6).map((name) => (
        <Line key={name} name={name} draft={draft} put={put} />
      ))}
      <Field
        label={text('situation.flash.nextUpdateAt', { zone: zoneName(zone) })}
        type="datetime-local"
        required
        value={draft.nextUpdateAt}
        onValue={(nextUpdateAt) => put({ nextUpdateAt })}
      />
      <Line name="releasableLine" draft={draft} put={put} />
      {LINES.some((name) => lintIdentities(draft.lines[name], []).length > 0) && (
        <p className="form-caution" role="status">
          {text('report.issue.identity.name')}
        </p>
      )}
      <Fault text={fault} />
      <Button kind="primary" type="submit" busy={busy}>
        {text('situation.flash.send')}
      </Button>
    </form>
  )
}

interface PartProps {
  readonly draft: Draft
  readonly put: (part: Partial<Draft>) => void
}

function Line({ name, draft, put }: PartProps & { readonly name: (typeof LINES)[number] }): ReactNode {
  const { text } = useI18n()
  const isOptional = name !== 'what'
  return (
    <Field
      label={text(`situation.flash.${name}`)}
      placeholder={
        isOptional ? text(name === 'releasableLine' ? 'situation.flash.nothing' : 'report.form.unknown') : ''
      }
      required={!isOptional}
      maxLength={200}
      dir="auto"
      autoComplete="off"
      value={draft.lines[name]}
      onValue={(value) => put({ lines: { ...draft.lines, [name]: value } })}
    />
  )
}

/** Precedence, and the clock that runs from the first word. */
function FormHead({ draft, put, clock }: PartProps & { readonly clock: () => Date }): ReactNode {
  const { text } = useI18n()
  const now = useTick(clock)
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(draft.firstWordAt)) / 60_000))
  return (
    <div className="flash-head">
      <div className="segmented" role="group" aria-label={text('situation.flash.precedence')}>
        {PRECEDENCES.map((precedence) => (
          <button
            key={precedence}
            type="button"
            aria-pressed={draft.precedence === precedence}
            onClick={() => {
              put({ precedence })
            }}
          >
            {precedence}
          </button>
        ))}
      </div>
      <p className="flash-clock num" data-late={minutes >= FLASH_MINUTES} role="timer">
        {text('situation.flash.clock', { minutes, limit: FLASH_MINUTES })}
      </p>
      <label className="flash-earlier">
        <span>{text('situation.flash.heardAgo')}</span>
        <select
          value=""
          onChange={(event) => {
            put({ firstWordAt: new Date(clock().getTime() - Number(event.target.value) * 60_000).toISOString() })
          }}
        >
          <option value="">{text('report.form.choose')}</option>
          {[0, 1, 2, 3, 5, 8, 10, 15, 30].map((ago) => (
            <option key={ago} value={ago}>
              {text('situation.flash.minutesAgo', { minutes: ago })}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

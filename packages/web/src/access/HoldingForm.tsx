import {
  PEOPLE_PATH,
  PERSON_PATH,
  type Holding,
  type LinkView,
  type PersonAnswer,
  type PersonView,
} from '@eirene/domain/access'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { fillPath, send } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Fault, Field, useSending } from '../widget/index.ts'
import { HoldingChoices } from './HoldingChoices.tsx'
import { HoldingSummary } from './HoldingSummary.tsx'

interface Props {
  readonly slug: string
  /** Null: somebody new. */
  readonly person: PersonView | null
  readonly clock: () => Date
  readonly onClose: () => void
  readonly onChanged: (link: LinkView | null) => void
}

const NOBODY = { displayName: '', organisation: '', roles: [], compartments: [], clearances: {} } as const

/** What a person is and holds, together with what was awaited, as one thing that is changed. */
interface HoldingDraft extends Holding {
  readonly login: string
  readonly displayName: string
  /** `YYYY-MM-DD`, empty: no end. */
  readonly validUntil: string
  readonly reason: string
}

function draftOf(person: PersonView | null): HoldingDraft {
  const { displayName, organisation, roles, compartments, clearances } = person ?? NOBODY
  return {
    ...{ displayName, organisation, roles, compartments, clearances },
    login: person?.login ?? '',
    validUntil: person?.validUntil?.slice(0, 10) ?? '',
    reason: '',
  }
}

/** What a person is and holds, to be changed; of nobody, an invitation. */
export function HoldingForm({ slug, person, clock, onClose, onChanged }: Props): ReactNode {
  const { text } = useI18n()
  const [draft, setDraft] = useState(() => draftOf(person))
  const { busy, fault, run } = useSending()
  const set = (change: Partial<HoldingDraft>): void => {
    setDraft({ ...draft, ...change })
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    const { login, validUntil: day, ...rest } = draft
    const validUntil =
      day === '' ? null : day === person?.validUntil?.slice(0, 10) ? person.validUntil : `${day}T23:59:59Z`
    const body = { ...rest, validUntil, ...(person === null ? { login } : { version: person.version }) }
    run(async () => {
      const answer =
        person === null
          ? await send<PersonAnswer>('POST', fillPath(PEOPLE_PATH, { slug }), body)
          : await send<PersonAnswer>('PUT', fillPath(PERSON_PATH, { slug, id: person.id }), body)
      onChanged(answer.link)
      onClose()
    })
  }
  return (
    <form className="form holding" onSubmit={submit}>
      {person === null && (
        <Field
          label={text('access.loginNew')}
          required
          minLength={2}
          maxLength={80}
          autoCapitalize="none"
          spellCheck={false}
          value={draft.login}
          onValue={(login) => {
            set({ login })
          }}
        />
      )}
      <Field
        label={text('access.displayName')}
        required
        maxLength={120}
        value={draft.displayName}
        onValue={(displayName) => {
          set({ displayName })
        }}
      />
      <Field
        label={text('access.organisation')}
        hint={text('access.organisationHint')}
        maxLength={20}
        value={draft.organisation}
        onValue={(organisation) => {
          set({ organisation })
        }}
      />
      <Field
        label={text('access.validUntil')}
        hint={text('access.validUntilHint')}
        type="date"
        min={clock().toISOString().slice(0, 10)}
        value={draft.validUntil}
        onValue={(validUntil) => {
          set({ validUntil })
        }}
      />
      <HoldingChoices draft={draft} set={set} />
      <HoldingSummary holding={draft} />
      <Field
        label={text('access.reason')}
        required
        maxLength={400}
        value={draft.reason}
        onValue={(reason) => {
          set({ reason })
        }}
      />
      <Fault text={fault} />
      <Button kind="primary" type="submit" busy={busy}>
        {person === null ? text('access.makeLink') : text('access.save')}
      </Button>
    </form>
  )
}

import {
  ACCESS_REQUEST_PATH,
  COMPARTMENTS,
  CONFIRMED_ROLES,
  isGivable,
  LEVELS,
  PEOPLE_PATH,
  PERSON_ACT_PATH,
  PERSON_PATH,
  POLICIES,
  ROLES,
  type Holding,
  type LinkView,
  type PersonAct,
  type PersonAnswer,
  type PersonView,
} from '@eirene/domain/access'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { fillPath, send } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Dialog, Fault, Field, useSending } from '../widget/index.ts'
import { holdingSentences } from './holding-sentences.ts'
import { useZonedWhen } from './use-zoned-when.ts'

interface Props {
  readonly slug: string
  /** Null: somebody new. */
  readonly person: PersonView | null
  readonly isKeeper: boolean
  readonly clock: () => Date
  readonly onClose: () => void
  readonly onChanged: (link: LinkView | null) => void
}

/** A person: what they hold in plain words, what waits for a second person, and every act upon it. */
export function PersonPanel(props: Props): ReactNode {
  const { person, isKeeper, onClose } = props
  const { text } = useI18n()
  const mayEdit = isKeeper && person?.isSelf !== true
  return (
    <Dialog wide title={person?.displayName ?? text('access.invite')} onClose={onClose}>
      <div className="person-panel">
        {person?.request && <Request {...props} person={person} />}
        {mayEdit ? <HoldingForm {...props} /> : person !== null && <Summary holding={person} />}
        {person?.isSelf === true && isKeeper && <p className="form-note">{text('problem.access.own_part')}</p>}
        {mayEdit && person !== null && <Acts {...props} person={person} />}
      </div>
    </Dialog>
  )
}

/** What a person with this would see, without counting anything. */
function Summary({ holding }: { readonly holding: Holding }): ReactNode {
  const i18n = useI18n()
  return (
    <section className="summary" aria-live="polite">
      <h3>{i18n.text('access.wouldSee')}</h3>
      <ul>
        {holdingSentences(holding, i18n).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}

function Request({ slug, person, onChanged, onClose }: Props & { readonly person: PersonView }): ReactNode {
  const i18n = useI18n()
  const when = useZonedWhen(slug)
  const [reason, setReason] = useState('')
  const { busy, fault, run } = useSending()
  const { request } = person
  if (request === null) return null
  const { roles, compartments, clearances, organisation } = request
  const asked = [
    ...roles.map((role) => i18n.text(`access.role.${role}`)),
    ...Object.values(clearances),
    ...compartments,
    ...(organisation === null ? [] : [organisation]),
  ]
  const decide = (decision: 'granted' | 'refused'): void => {
    const path = fillPath(ACCESS_REQUEST_PATH, { slug, id: request.id })
    run(
      () => send('POST', path, { decision, reason }),
      () => {
        onChanged(null)
        onClose()
      },
    )
  }
  return (
    <section className="request">
      <h3>{i18n.text('access.awaits')}</h3>
      <p>
        <strong dir="auto">{asked.join(' · ')}</strong>
      </p>
      <p className="form-note">
        {i18n.text('access.askedBy', {
          name: request.askedBy,
          when: when(request.askedAt),
          reason: request.reason,
        })}
      </p>
      {request.mayDecide ? (
        <>
          <Field label={i18n.text('access.reason')} maxLength={400} value={reason} onValue={setReason} />
          <Fault text={fault} />
          <div className="form-row">
            <Button
              kind="primary"
              busy={busy}
              disabled={reason.trim() === ''}
              onClick={() => {
                decide('granted')
              }}
            >
              {i18n.text('access.confirm')}
            </Button>
            <Button
              busy={busy}
              disabled={reason.trim() === ''}
              onClick={() => {
                decide('refused')
              }}
            >
              {i18n.text('access.refuse')}
            </Button>
          </div>
        </>
      ) : (
        <p className="form-note">{i18n.text('access.secondPersonNeeded')}</p>
      )}
    </section>
  )
}

const NOBODY = { displayName: '', organisation: '', roles: [], compartments: [], clearances: {} } as const

/** What a person is and holds, together with what was awaited, as one thing that is changed. */
interface Draft extends Holding {
  readonly login: string
  readonly displayName: string
  /** `YYYY-MM-DD`, empty: no end. */
  readonly validUntil: string
  readonly reason: string
}

function draftOf(person: PersonView | null): Draft {
  const { displayName, organisation, roles, compartments, clearances } = person ?? NOBODY
  return {
    ...{ displayName, organisation, roles, compartments, clearances },
    login: person?.login ?? '',
    validUntil: person?.validUntil?.slice(0, 10) ?? '',
    reason: '',
  }
}

function HoldingForm({ slug, person, clock, onClose, onChanged }: Props): ReactNode {
  const { text } = useI18n()
  const [draft, setDraft] = useState(() => draftOf(person))
  const { busy, fault, run } = useSending()
  const set = (change: Partial<Draft>): void => {
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
      <Choices draft={draft} set={set} />
      <Summary holding={draft} />
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

function toggled<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
}

interface ChoicesProps {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
}

/** Roles, compartments and levels, each with what it means; marked where a second person is needed. */
function Choices({ draft, set }: ChoicesProps): ReactNode {
  const { text } = useI18n()
  const second = <em className="flag">{text('access.bySecondPerson')}</em>
  return (
    <>
      <fieldset className="ticks">
        <legend>{text('access.roles')}</legend>
        {ROLES.map((role) => (
          <label key={role} className="tick">
            <input
              type="checkbox"
              checked={draft.roles.includes(role)}
              onChange={() => {
                set({ roles: toggled(draft.roles, role) })
              }}
            />
            <span>
              <strong>{text(`access.role.${role}`)}</strong> <small>{text(`access.roleMay.${role}`)}</small>
              {CONFIRMED_ROLES.includes(role) && second}
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="ticks">
        <legend>
          {text('access.compartments')} {second}
        </legend>
        {COMPARTMENTS.map((compartment) => (
          <label key={compartment} className="tick">
            <input
              type="checkbox"
              checked={draft.compartments.includes(compartment)}
              onChange={() => {
                set({ compartments: toggled(draft.compartments, compartment) })
              }}
            />
            <span>
              <strong dir="ltr">{compartment}</strong> <small>{text(`access.compartment.${compartment}`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className="levels">
        <legend>
          {text('access.clearances')} {second}
        </legend>
        {POLICIES.map((policy) => (
          <label key={policy} className="field">
            <span className="label" dir="ltr">
              {policy}
            </span>
            <select
              value={draft.clearances[policy] ?? ''}
              onChange={({ target: { value } }) => {
                const others = Object.entries(draft.clearances).filter(([one]) => one !== policy)
                set({ clearances: Object.fromEntries(value === '' ? others : [...others, [policy, value]]) })
              }}
            >
              <option value="">{text('access.noClearance')}</option>
              {LEVELS[policy]
                .filter((level) => isGivable(policy, level))
                .map((level) => (
                  <option key={level} value={level}>
                    {level}
                  </option>
                ))}
            </select>
          </label>
        ))}
      </fieldset>
    </>
  )
}

function Acts({ slug, person, onChanged, onClose }: Props & { readonly person: PersonView }): ReactNode {
  const { text } = useI18n()
  const [reason, setReason] = useState('')
  const { busy, fault, run } = useSending()
  if (!person.isKeptHere) return <p className="form-note">{text('problem.access.kept_elsewhere')}</p>
  const offered: readonly PersonAct[] =
    person.state === 'disabled' ? ['enable'] : ['recover', 'end-sessions', 'disable']
  return (
    <section className="acts">
      <h3>{text('access.acts')}</h3>
      <ul className="form-note">
        {offered.map((act) => (
          <li key={act}>{text(`access.actMeans.${act}`)}</li>
        ))}
      </ul>
      <Field label={text('access.actReason')} maxLength={400} value={reason} onValue={setReason} />
      <Fault text={fault} />
      <div className="form-row">
        {offered.map((act) => (
          <Button
            key={act}
            kind={act === 'disable' ? 'danger' : 'plain'}
            busy={busy}
            disabled={reason.trim() === ''}
            onClick={() => {
              run(async () => {
                const path = fillPath(PERSON_ACT_PATH, { slug, id: person.id })
                const { link } = await send<PersonAnswer>('POST', path, { act, version: person.version, reason })
                onChanged(link)
                onClose()
              })
            }}
          >
            {text(`access.act.${act}`)}
          </Button>
        ))}
      </div>
    </section>
  )
}

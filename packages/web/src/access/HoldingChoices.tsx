import { COMPARTMENTS, CONFIRMED_ROLES, isGivable, LEVELS, POLICIES, ROLES, type Holding } from '@eirene/domain/access'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'

function toggled<T>(list: readonly T[], one: T): readonly T[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one]
}

interface Props {
  readonly draft: Holding
  readonly set: (change: Partial<Pick<Holding, 'roles' | 'compartments' | 'clearances'>>) => void
}

/** Roles, compartments and levels, each with what it means; marked where a second person is needed. */
export function HoldingChoices({ draft, set }: Props): ReactNode {
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

import { FIELD_HARM_CATEGORIES, type HarmDraft } from '@eirene/domain/report'
import type { ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../widget/index.ts'
import { FieldIssues } from './FieldIssues.tsx'
import type { FormPart } from './form-part.ts'

const GROUPS = ['all', 'civilian', 'peacekeeper', 'aid_worker', 'unknown_status'] as const
const BOUNDS = ['low', 'best', 'high'] as const

/** People harmed: three counts each, empty as long as not known; zero only when somebody writes it. */
export function HarmFields({ draft, put, issues }: FormPart): ReactNode {
  const { text } = useI18n()
  const change = (at: number, part: Partial<HarmDraft>): void => {
    put({ harm: draft.harm.map((row, i) => (i === at ? { ...row, ...part } : row)) })
  }
  return (
    <fieldset className="report-part">
      <legend>{text('report.form.harm')}</legend>
      <p className="form-note">{text('report.form.harmHint')}</p>
      {draft.harm.map((row, at) => (
        // Rows are only ever added at the end.
        <div key={at} className="harm-row" role="group" aria-label={text(`incident.harm.${row.category}`)}>
          <span className="harm-name">{text(`incident.harm.${row.category}`)}</span>
          <label className="field harm-group">
            <span className="visually-hidden">{text('report.form.group')}</span>
            <select
              value={row.group}
              onChange={(event) => {
                const group = GROUPS.find((one) => one === event.target.value)
                if (group !== undefined) change(at, { group })
              }}
            >
              {GROUPS.map((group) => (
                <option key={group} value={group}>
                  {text(`incident.group.${group}`)}
                </option>
              ))}
            </select>
          </label>
          {BOUNDS.map((bound) => (
            <label key={bound} className="field">
              <span className="label">{text(`incident.bound.${bound}`)}</span>
              <input
                type="text"
                inputMode="numeric"
                placeholder={text('report.form.unknown')}
                value={row[bound]}
                onChange={(event) => {
                  change(at, { [bound]: event.target.value })
                }}
              />
            </label>
          ))}
          <FieldIssues issues={issues} at={['harm', at]} />
        </div>
      ))}
      <label className="field">
        <span className="label">{text('report.form.addHarm')}</span>
        <select
          value=""
          onChange={(event) => {
            const category = FIELD_HARM_CATEGORIES.find((one) => one === event.target.value)
            if (category === undefined) return
            put({ harm: [...draft.harm, { category, group: 'all', low: '', best: '', high: '' }] })
          }}
        >
          <option value="">{text('report.form.choose')}</option>
          {FIELD_HARM_CATEGORIES.map((category) => (
            <option key={category} value={category}>
              {text(`incident.harm.${category}`)}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  )
}

const ROLES = ['side_a', 'side_b', 'perpetrator', 'target', 'present'] as const

/** Parties as bodies, with the part the source says they had. Undetermined is the first choice: nobody is listed. */
export function PartyFields({ draft, put }: FormPart): ReactNode {
  const { text } = useI18n()
  return (
    <fieldset className="report-part">
      <legend>{text('report.form.parties')}</legend>
      <p className="form-note">{text('report.form.partiesHint')}</p>
      {draft.actors.map((actor, at) => (
        <div key={at} className="party-row">
          <label className="field">
            <span className="label">{text('report.form.party')}</span>
            <input
              dir="auto"
              maxLength={120}
              value={actor.name}
              onChange={(event) => {
                put({ actors: draft.actors.map((one, i) => (i === at ? { ...one, name: event.target.value } : one)) })
              }}
            />
          </label>
          <label className="field">
            <span className="label">{text('report.form.partyRole')}</span>
            <select
              value={actor.role}
              onChange={(event) => {
                const role = ROLES.find((one) => one === event.target.value)
                if (role !== undefined)
                  put({ actors: draft.actors.map((one, i) => (i === at ? { ...one, role } : one)) })
              }}
            >
              {ROLES.map((role) => (
                <option key={role} value={role}>
                  {text(`incident.role.${role}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      ))}
      {draft.actors.length < 12 && (
        <Button
          onClick={() => {
            put({ actors: [...draft.actors, { name: '', role: 'present' }] })
          }}
        >
          {text('report.form.addParty')}
        </Button>
      )}
    </fieldset>
  )
}

import {
  INDEPENDENT_ORIGINS_MIN,
  VERIFICATION_BASES,
  type IncidentState,
  type VerificationView,
} from '@eirene/domain/incident'
import { CREDIBILITIES, RELIABILITIES, type ReportView } from '@eirene/domain/report'
import { useState, type ReactNode } from 'react'
import { useI18n, type I18n } from '../i18n/index.ts'
import { stateActOf } from './act-name.ts'
import { sendAct, type Act, type ActFields } from './act.ts'
import { ReasonDialog } from './ReasonDialog.tsx'

interface Props {
  readonly slug: string
  readonly verification: VerificationView
  readonly act: Act
  readonly onDone: () => void
  readonly onClose: () => void
}

function wordsOf(
  act: Act,
  state: IncidentState,
  { text }: Pick<I18n, 'text'>,
): { readonly title: string; readonly lead: string } {
  switch (act.kind) {
    case 'state': {
      const name = stateActOf(state, act.to)
      return { title: text(`incident.act.${name}`), lead: text(`incident.actLead.${name}`) }
    }
    case 'decide':
      return { title: text(`incident.act.${act.outcome}`), lead: text(`incident.actLead.${act.outcome}`) }
    default:
      return { title: text(`incident.act.${act.kind}`), lead: text(`incident.actLead.${act.kind}`) }
  }
}

const GRAVE: readonly IncidentState[] = ['rejected', 'refuted']

/** The dialog of an act: what it means, what it needs, why. */
export function ActDialog({ slug, verification, act, onDone, onClose }: Props): ReactNode {
  const i18n = useI18n()
  const [fields, setFields] = useState<ActFields>({
    basis: null,
    reliability: RELIABILITIES.find((one) => act.kind === 'grade' && one === act.report.reliability) ?? 'F',
    credibility: CREDIBILITIES.find((one) => act.kind === 'grade' && one === act.report.credibility) ?? 6,
  })
  const { title, lead } = wordsOf(act, verification.state, i18n)
  const set = (change: Partial<ActFields>): void => {
    setFields((was) => ({ ...was, ...change }))
  }
  return (
    <ReasonDialog
      title={title}
      lead={lead}
      submit={title}
      lacks={act.kind === 'propose' && fields.basis === null ? i18n.text('incident.act.needsBasis') : null}
      isDanger={act.kind === 'state' && GRAVE.includes(act.to)}
      onSend={(reason) => sendAct(slug, verification, act, { reason, fields })}
      onDone={onDone}
      onClose={onClose}
    >
      {act.kind === 'propose' && (
        <>
          {verification.origins.count < INDEPENDENT_ORIGINS_MIN && (
            <p className="verification-note">
              {i18n.text('incident.act.basisAlone', { count: verification.origins.count })}
            </p>
          )}
          <Choice
            legend={i18n.text('incident.act.basis')}
            options={VERIFICATION_BASES}
            value={fields.basis}
            labelOf={(basis) => i18n.text(`incident.basis.${basis}`)}
            onChoose={(basis) => {
              set({ basis })
            }}
          />
        </>
      )}
      {act.kind === 'grade' && (
        <>
          <Graded report={act.report} />
          <Choice
            legend={i18n.text('incident.reliability')}
            options={RELIABILITIES}
            value={fields.reliability}
            labelOf={(one) => `${one} · ${i18n.text(`incident.reliability.${one}`)}`}
            onChoose={(reliability) => {
              set({ reliability })
            }}
          />
          <Choice
            legend={i18n.text('incident.credibility')}
            options={CREDIBILITIES}
            value={fields.credibility}
            labelOf={(one) => `${one} · ${i18n.text(`incident.credibility.${one}`)}`}
            onChoose={(credibility) => {
              set({ credibility })
            }}
          />
        </>
      )}
    </ReasonDialog>
  )
}

/** Which report is graded, and how it is graded now. */
function Graded({ report }: { readonly report: ReportView }): ReactNode {
  const { text } = useI18n()
  const { source, title, reliability, credibility } = report
  return (
    <p className="verification-proposal">
      {text('incident.act.graded', { source: source.code, name: source.name, grade: `${reliability}${credibility}` })}
      {title !== '' && <small dir="auto">{title}</small>}
    </p>
  )
}

interface ChoiceProps<T extends string | number> {
  readonly legend: string
  readonly options: readonly T[]
  /** Null: none is chosen. */
  readonly value: T | null
  readonly labelOf: (option: T) => string
  readonly onChoose: (option: T) => void
}

function Choice<T extends string | number>({ legend, options, value, labelOf, onChoose }: ChoiceProps<T>): ReactNode {
  return (
    <fieldset className="choice-list">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option} className="choice">
          <input
            type="radio"
            name={legend}
            checked={option === value}
            onChange={() => {
              onChoose(option)
            }}
          />
          <span>{labelOf(option)}</span>
        </label>
      ))}
    </fieldset>
  )
}

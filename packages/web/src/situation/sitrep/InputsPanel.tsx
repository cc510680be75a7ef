import type { Role } from '@eirene/domain/access'
import {
  COMPONENT_ROLES,
  COMPONENTS,
  speaksFor,
  type SitrepInputLine,
  type SitrepProcess,
  type SitrepRecord,
} from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { useI18n, useWhen } from '../../i18n/index.ts'
import { Button } from '../../widget/index.ts'
import { mayDo } from '../may-do.ts'
import { AskForm } from './AskForm.tsx'
import { InputForm } from './InputForm.tsx'

interface Props {
  readonly slug: string
  readonly id: string
  readonly zone: string
  readonly roles: readonly Role[]
  readonly clock: () => Date
  readonly process: SitrepProcess
  readonly lines: readonly SitrepInputLine[]
  readonly records: readonly SitrepRecord[]
  readonly onChanged: () => void
}

/** What the components owe and gave for a draft. One that was asked and gave nothing stands out, and stays in the document. */
export function InputsPanel(props: Props): ReactNode {
  const { roles, process, lines, zone } = props
  const { text } = useI18n()
  const [open, setOpen] = useState<'ask' | 'give' | null>(null)
  const missing = lines.filter(({ state }) => state === 'missing')
  const awaited = lines.filter(({ state }) => state === 'awaited')
  const isMissing = (component: string): boolean =>
    [...missing, ...awaited].some((line) => line.component === component)
  const own = COMPONENTS.filter((component) => speaksFor(component, roles)).sort(
    (a, b) =>
      Number(isMissing(b)) - Number(isMissing(a)) ||
      Number(COMPONENT_ROLES[b] !== undefined) - Number(COMPONENT_ROLES[a] !== undefined),
  )
  const mayGive = mayDo('sitrep.input', roles) && own.length > 0
  const toggle = (form: 'ask' | 'give'): void => {
    setOpen(open === form ? null : form)
  }
  const done = (): void => {
    setOpen(null)
    props.onChanged()
  }
  return (
    <section className="sitrep-part" aria-label={text('situation.inputs')}>
      <header>
        <h2>{text('situation.inputs')}</h2>
        <span className="part-state" data-open={missing.length > 0}>
          {lines.length === 0
            ? text('situation.input.noneAsked')
            : [
                text('situation.input.missingCount', { count: missing.length, all: lines.length }),
                ...(awaited.length > 0 ? [text('situation.input.awaitedCount', { count: awaited.length })] : []),
              ].join(' · ')}
        </span>
      </header>
      {lines.length > 0 && (
        <ul className="input-lines">
          {lines.map((line) => (
            <InputLine key={line.component} line={line} zone={zone} />
          ))}
        </ul>
      )}
      <div className="button-row">
        {mayGive && (
          <Button aria-expanded={open === 'give'} onClick={() => toggle('give')}>
            {text('situation.input.give')}
          </Button>
        )}
        {mayDo('sitrep.draft', roles) && (
          <Button aria-expanded={open === 'ask'} onClick={() => toggle('ask')}>
            {text('situation.input.ask')}
          </Button>
        )}
      </div>
      {open === 'give' && <InputForm {...props} components={own} onGiven={done} />}
      {open === 'ask' && <AskForm {...props} process={process} onAsked={done} />}
    </section>
  )
}

function InputLine({ line, zone }: { readonly line: SitrepInputLine; readonly zone: string }): ReactNode {
  const { text } = useI18n()
  const when = useWhen(zone)
  const { component, state, by, at, cutoffAt, nos } = line
  return (
    <li data-state={state}>
      <strong>{text(`situation.component.${component}`)}</strong>
      <span className="input-state">
        {state === 'awaited' && cutoffAt !== null
          ? text('situation.input.awaited', { when: when(cutoffAt) })
          : text(`situation.input.${state === 'awaited' ? 'missing' : state}`)}
      </span>
      <small>
        {[
          by,
          at === null ? null : when(at),
          cutoffAt === null || state === 'awaited' ? null : text('situation.input.dueAt', { when: when(cutoffAt) }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </small>
      {state === 'given' && (
        <p dir="auto">
          {line.text}
          {nos.length > 0 && <bdi dir="ltr">{` [${nos.join(', ')}]`}</bdi>}
        </p>
      )}
    </li>
  )
}

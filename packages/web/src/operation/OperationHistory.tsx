import type { LibraryOperation } from '@eirene/domain/operation/library'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { FactMark } from './citations.tsx'
import { acronymOf } from './operation-name.ts'
import { dateText } from './partial-date.ts'
import type { StudyIndex } from './study-index.ts'

interface Props {
  readonly operation: LibraryOperation
  readonly index: StudyIndex
}

/** The instruments on which an operation rested, each with what it did for it. */
export function OperationInstruments({ operation, index }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  return (
    <section>
      <h3>{text('study.instruments')}</h3>
      {operation.instruments.length === 0 && <p className="fact-note">{text('study.noInstrument')}</p>}
      <ul className="instrument-list">
        {operation.instruments.map((fact) => {
          const instrument = index.instruments.get(fact.value)
          return (
            <li key={`${fact.value}-${fact.role}`}>
              <span className="num">{instrument === undefined ? '' : dateText(instrument.adoptedOn, i18n.date)}</span>
              <span>
                <b lang="en">{fact.value}</b> {i18n.label(`study.role.${fact.role}`, fact.role)}{' '}
                <FactMark fact={fact} />
                {instrument !== undefined && (
                  <span className="fact-note" lang="en">
                    {instrument.purpose} <FactMark fact={instrument} />
                  </span>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** What came before and after. */
export function OperationChain({
  operation,
  index,
  linkTo,
}: Props & { readonly linkTo: (id: string) => string }): ReactNode {
  const { text, language } = useI18n()
  const predecessors = index.predecessorsOf(operation.id)
  const name = (id: string): string => {
    const linked = index.operations.get(id)
    return linked === undefined ? id : acronymOf(linked, language)
  }
  if (operation.successors.length === 0 && predecessors.length === 0) return null
  return (
    <section>
      <h3>{text('study.chain')}</h3>
      <ul className="chain-list">
        {predecessors.map(({ id, fact }) => (
          <li key={id}>
            <span>{text('study.predecessor')}</span> <a href={linkTo(id)}>{name(id)}</a> <FactMark fact={fact} />
          </li>
        ))}
        {operation.successors.map((fact) => (
          <li key={fact.value}>
            <span>{text('study.successor')}</span> <a href={linkTo(fact.value)}>{name(fact.value)}</a>{' '}
            <FactMark fact={fact} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Turning points, crises and harm done included. */
export function OperationEvents({ operation }: Pick<Props, 'operation'>): ReactNode {
  const i18n = useI18n()
  if (operation.events.length === 0) return null
  return (
    <section>
      <h3>{i18n.text('study.events')}</h3>
      <ul className="instrument-list">
        {operation.events.map((fact) => (
          <li key={fact.on + fact.value}>
            <span className="num">{dateText(fact.on, i18n.date)}</span>
            <span lang="en">
              {fact.value} <FactMark fact={fact} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

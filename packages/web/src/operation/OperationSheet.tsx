import { countEvidence, holdsOn, type Fact, type LibraryOperation } from '@eirene/domain/operation/library'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Cited, FactMark } from './citations.tsx'
import { countryName } from './country.ts'
import { OperationChain, OperationEvents, OperationInstruments } from './OperationHistory.tsx'
import { acronymOf, translatedName } from './operation-name.ts'
import { OperationStrength } from './OperationStrength.tsx'
import { dateText } from './partial-date.ts'
import type { StudyIndex } from './study-index.ts'

interface Props {
  readonly operation: LibraryOperation
  readonly index: StudyIndex
  /** Day of the view (YYYY-MM-DD): what held then is marked. */
  readonly on: string
  readonly linkTo: (operationId: string) => string
  readonly children?: ReactNode
}

/** Everything the library knows of one operation, each fact with its sources, unverified ones named so. */
export function OperationSheet({ operation, index, on, linkTo, children }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  return (
    <article className="operation-sheet" aria-labelledby="operation-sheet-title">
      <Cited key={operation.id} sources={index.sources}>
        <header>
          <p className="operation-family" data-family={operation.family}>
            {i18n.label(`study.family.${operation.family}`, operation.family)}
          </p>
          <h2 id="operation-sheet-title">{acronymOf(operation, i18n.language)}</h2>
          <TranslatedName operation={operation} />
          {operation.names.map((fact) => (
            <p key={fact.value} className="operation-name" lang="en">
              {fact.value} <FactMark fact={fact} />
            </p>
          ))}
          <Evidence operation={operation} index={index} />
        </header>
        <Basics operation={operation} />
        <Spans
          title={text('study.types')}
          facts={operation.types}
          on={on}
          nameOf={(code) => i18n.label(`study.type.${code}`, code)}
        />
        <Spans
          title={text('study.leads')}
          facts={operation.leads}
          on={on}
          nameOf={(code) => index.bodyName(code, i18n.language)}
        />
        <OperationStrength operation={operation} index={index} />
        <OperationInstruments operation={operation} index={index} />
        <OperationChain operation={operation} index={index} linkTo={linkTo} />
        <OperationEvents operation={operation} />
        {children}
        <Differences operation={operation} index={index} />
      </Cited>
    </article>
  )
}

/** How much of the sheet was read in a source, and how much is still open. */
function Evidence({ operation, index }: Pick<Props, 'operation' | 'index'>): ReactNode {
  const strength = [index.strengthYearly.get(operation.id), index.strengthReports.get(operation.id)]
  const { verified, unverified } = countEvidence([operation, strength])
  return <p className="fact-note">{useI18n().text('study.evidence', { verified, unverified })}</p>
}

/** The name in the reader's language, said to be a translation nobody has reviewed; the sourced names follow it. */
function TranslatedName({ operation }: Pick<Props, 'operation'>): ReactNode {
  const { text, language } = useI18n()
  const name = translatedName(operation, language)
  if (name === undefined) return null
  return (
    <p className="operation-name">
      {name} <span className="fact-unverified">{text('study.translationUnreviewed')}</span>
    </p>
  )
}

function Note({ fact }: { readonly fact: Pick<Fact<unknown>, 'note'> }): ReactNode {
  return fact.note === undefined ? null : (
    <span className="fact-note" lang="en">
      {fact.note}
    </span>
  )
}

function Basics({ operation }: { readonly operation: LibraryOperation }): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const day = (date: string): string => dateText(date, i18n.date)
  return (
    <dl className="facts">
      <dt>{text('study.began')}</dt>
      <dd>
        {day(operation.began.value)} <FactMark fact={operation.began} />
        <Note fact={operation.began} />
      </dd>
      <dt>{operation.ended === null ? text('study.status') : text('study.ended')}</dt>
      {operation.ended === null ? (
        <dd>
          {i18n.label(`study.status.${operation.status.value}`, operation.status.value)}
          {operation.status.asOf !== null && ` (${text('study.asOf', { day: day(operation.status.asOf) })})`}{' '}
          <FactMark fact={operation.status} />
        </dd>
      ) : (
        <dd>
          {day(operation.ended.value)} <FactMark fact={operation.ended} />
          <Note fact={operation.ended} />
        </dd>
      )}
      {operation.hosts.length > 0 && <dt>{text('study.hosts')}</dt>}
      {operation.hosts.length > 0 && (
        <dd>
          <ul className="fact-line">
            {operation.hosts.map((fact) => (
              <li key={fact.value}>
                {countryName(fact.value, i18n.locale)} <FactMark fact={fact} />
              </li>
            ))}
          </ul>
        </dd>
      )}
      {operation.places.map((fact) => (
        <Place key={fact.value.name} fact={fact} />
      ))}
    </dl>
  )
}

function Place({ fact }: { readonly fact: LibraryOperation['places'][number] }): ReactNode {
  const i18n = useI18n()
  const { name, kind, lon, lat } = fact.value
  return (
    <>
      <dt>{i18n.label(`study.place.${kind}`, kind)}</dt>
      <dd>
        <span lang="en">{name}</span>{' '}
        <bdi className="num fact-quiet" dir="ltr">{`${lat.toFixed(2)}, ${lon.toFixed(2)}`}</bdi>{' '}
        <FactMark fact={fact} />
        <Note fact={fact} />
      </dd>
    </>
  )
}

interface SpansProps {
  readonly title: string
  readonly facts: readonly Fact<string>[]
  readonly on: string
  readonly nameOf: (code: string) => string
}

/** Values that held from one day to another; the one that held on the day in view is marked. */
function Spans({ title, facts, on, nameOf }: SpansProps): ReactNode {
  const i18n = useI18n()
  if (facts.length === 0) return null
  const day = (date: string | undefined): string => (date === undefined ? '' : dateText(date, i18n.date))
  return (
    <section>
      <h3>{title}</h3>
      <ul className="span-list">
        {facts.map((fact) => (
          <li key={`${fact.value}-${fact.from ?? ''}`} data-held={holdsOn(fact, on) || undefined}>
            <span className="num">{`${day(fact.from)} – ${day(fact.to)}`}</span>
            <span>
              {nameOf(fact.value)} <FactMark fact={fact} />
              <Note fact={fact} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where sources differ, and the sentences that must stand beside a name. */
function Differences({ operation, index }: Pick<Props, 'operation' | 'index'>): ReactNode {
  const { text } = useI18n()
  return (
    <>
      {operation.discrepancies.length > 0 && (
        <section>
          <h3>{text('study.discrepancies')}</h3>
          <ul className="fact-notes" lang="en">
            {operation.discrepancies.map((discrepancy) => (
              <li key={discrepancy.field + discrepancy.source}>
                {text('study.discrepancy', { source: discrepancy.source, states: discrepancy.states })}{' '}
                {discrepancy.note}
              </li>
            ))}
          </ul>
        </section>
      )}
      {operation.footnotes.map((id) => {
        const footnote = index.footnotes.get(id)
        return footnote === undefined ? null : (
          <p key={id} className="fact-note" lang="en">
            {footnote.text} <FactMark fact={footnote} />
          </p>
        )
      })}
    </>
  )
}

import { jocSectionLabel } from '@eirene/domain/incident'
import {
  SITREP_FACTS_PATH,
  type FigureChange,
  type RecordChange,
  type SitrepChanges,
  type SitrepChangesView,
  type SitrepProcess,
} from '@eirene/domain/situation'
import type { ReactNode } from 'react'
import { fillPath, send, type Loaded } from '../../edge/index.ts'
import { type I18n, useI18n, useWhen } from '../../i18n/index.ts'
import { stateLabel, typeLabel } from '../../incident/index.ts'
import { Button, Fault, Loading, RefusalNote, useSending } from '../../widget/index.ts'
import { select } from '../view-state.ts'

interface Props {
  readonly slug: string
  readonly id: string
  readonly zone: string
  readonly process: SitrepProcess
  readonly changes: Loaded<SitrepChangesView>
  /** Whether the person may make the facts anew; never of a released report. */
  readonly mayMake: boolean
  readonly onLook: () => void
  readonly onMade: () => void
}

/** Whether the facts still say what the records say, what is different, and making them anew. */
export function ChangesPanel({ slug, id, zone, process, changes, mayMake, onLook, onMade }: Props): ReactNode {
  const { text } = useI18n()
  const when = useWhen(zone)
  const { busy, fault, run } = useSending()
  const make = (): void => {
    const path = fillPath(SITREP_FACTS_PATH, { slug, id })
    run(() => send('POST', path, { basedOnNo: process.factsNo }), onMade, onMade)
  }
  const last = process.facts.at(-1)
  return (
    <section className="sitrep-part" aria-label={text('situation.facts')}>
      <header>
        <h2>{text('situation.facts')}</h2>
        {changes.state === 'ready' && (
          <span className="part-state" data-open={changes.value.recordCount > 0}>
            {text('situation.facts.changed', { count: changes.value.recordCount })}
          </span>
        )}
      </header>
      {changes.state === 'loading' && <Loading label={text('widget.loading')} />}
      {changes.state === 'refused' && <RefusalNote refusal={changes.refusal} onRetry={onLook} />}
      {changes.state === 'ready' && (
        <>
          <p className="form-note">{text('situation.facts.asOf', { when: when(changes.value.since) })}</p>
          <ChangeList changes={changes.value} />
          {changes.value.leftOut > 0 && (
            <p className="form-caution">{text('situation.facts.leftOut', { count: changes.value.leftOut })}</p>
          )}
        </>
      )}
      <Fault text={fault} />
      <div className="button-row">
        {mayMake && (
          <Button
            busy={busy}
            onClick={() => {
              make()
            }}
          >
            {text('situation.facts.make')}
          </Button>
        )}
        <Button kind="quiet" onClick={onLook}>
          {text('situation.facts.lookAgain')}
        </Button>
      </div>
      {last !== undefined && (
        <details className="facts-made">
          <summary>
            {text('situation.facts.madeBy', {
              who: last.by ?? '',
              when: when(last.at),
              count: last.changes.recordCount,
            })}
          </summary>
          <ChangeList changes={last.changes} />
        </details>
      )}
    </section>
  )
}

function ChangeList({ changes }: { readonly changes: SitrepChanges }): ReactNode {
  const { text } = useI18n()
  if (changes.recordCount === 0) return null
  return (
    <>
      {changes.figures.length > 0 && (
        <ul className="figure-changes">
          {changes.figures.map((figure) => (
            <FigureLine key={`${figure.section} ${figure.measure} ${figure.countingRule ?? ''}`} figure={figure} />
          ))}
        </ul>
      )}
      <details>
        <summary>{text('situation.facts.records', { count: changes.recordCount })}</summary>
        <ol className="record-changes">
          {changes.records.map((record) => (
            <RecordLine key={record.incidentId} record={record} />
          ))}
        </ol>
      </details>
    </>
  )
}

function FigureLine({ figure }: { readonly figure: FigureChange }): ReactNode {
  const { text, language, number } = useI18n()
  const value = (count: number | null): string => (count === null ? text('incident.notKnown') : number(count))
  return (
    <li>
      <span>{jocSectionLabel(figure.section, language)}</span>
      <span>
        {figure.measure === 'incidents'
          ? text('situation.facts.incidents')
          : text('situation.facts.killed', { rule: figure.countingRule ?? '' })}
      </span>
      <strong className="num">
        {text('situation.facts.fromTo', { from: value(figure.before), to: value(figure.now) })}
      </strong>
    </li>
  )
}

function whatChanged(record: RecordChange, i18n: I18n): string {
  const { text } = i18n
  if (record.kind === 'added') return text('situation.facts.added')
  if (record.kind === 'gone') return text('situation.facts.gone')
  const { stateBefore, stateNow } = record
  return i18n.list(
    record.aspects.map((aspect) =>
      aspect === 'state' && stateBefore !== null && stateNow !== null
        ? text('situation.facts.fromTo', { from: stateLabel(stateBefore, i18n), to: stateLabel(stateNow, i18n) })
        : text(`situation.facts.aspect.${aspect}`),
    ),
  )
}

function RecordLine({ record }: { readonly record: RecordChange }): ReactNode {
  const i18n = useI18n()
  return (
    <li>
      <button
        type="button"
        className="text-button"
        onClick={() => {
          select(record.incidentId)
        }}
      >
        <span className="num">{record.occurredOn}</span> <span dir="auto">{record.placeName}</span>
        {' · '}
        {typeLabel(record.typeCode, i18n)}
      </button>
      <span>{whatChanged(record, i18n)}</span>
    </li>
  )
}

import { VIEWINGS_PATH, type ViewingPage, type ViewingView } from '@eirene/domain/access'
import { parseDayNo, startOfLocalDayMs } from '@eirene/domain/time'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, setQuery, useAddress, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Button, Empty, Field, Loading, RefusalNote } from '../widget/index.ts'
import { LogPages } from './LogPages.tsx'
import { useZonedWhen } from './use-zoned-when.ts'

interface Props {
  readonly slug: string
  readonly zone: string
}

/** What is asked for; the address holds it. Days are of the operation, `to` is not included. */
type Part = 'person' | 'record' | 'from' | 'to'
type Asked = Readonly<Record<Part, string>>

function instantOf(day: string, zone: string): string {
  const dayNo = parseDayNo(day)
  return dayNo === undefined ? '' : new Date(startOfLocalDayMs(dayNo, zone)).toISOString()
}

function addressOf({ slug, zone }: Props, { person, record, from, to }: Asked, before: string | null): string {
  const asked = { person, record, from: instantOf(from, zone), to: instantOf(to, zone), before: before ?? '' }
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''))
  return `${fillPath(VIEWINGS_PATH, { slug })}?${query.toString()}`
}

/** Who looked at records of the reader's own compartments, newest first: by person, record and time. */
export function ViewingLog({ slug, zone }: Props): ReactNode {
  const { text } = useI18n()
  const { query } = useAddress()
  const read = (part: Part): string => query.get(part) ?? ''
  const asked: Asked = { person: read('person'), record: read('record'), from: read('from'), to: read('to') }
  const [before, setBefore] = useState<string | null>(null)
  const address = addressOf({ slug, zone }, asked, before)
  const [loaded, again] = useLoaded(address, (signal) => getJson<ViewingPage>(address, signal), { keep: true })
  const ask = (part: Part, value: string): void => {
    setBefore(null)
    setQuery({ [part]: value === '' ? null : value }, { replace: true })
  }
  const page = loaded.state === 'ready' ? loaded.value : undefined
  return (
    <>
      <p className="form-note">{text('access.viewingsLead')}</p>
      <ViewingFilters {...{ asked }} people={page?.people ?? []} onAsk={ask} />
      {loaded.state === 'loading' && <Loading label={text('widget.loading')} />}
      {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
      {page?.viewings.length === 0 && <Empty title={text('access.logEmpty')} />}
      {page !== undefined && page.viewings.length > 0 && (
        <ViewingTable slug={slug} viewings={page.viewings} onRecord={(id) => ask('record', id)} />
      )}
      <LogPages before={before} next={page?.next ?? null} onBefore={setBefore} />
    </>
  )
}

interface FiltersProps {
  readonly asked: Asked
  readonly people: ViewingPage['people']
  readonly onAsk: (part: Part, value: string) => void
}

function ViewingFilters({ asked, people, onAsk }: FiltersProps): ReactNode {
  const { text } = useI18n()
  return (
    <div className="people-head">
      <label className="field">
        <span className="label">{text('access.person')}</span>
        <select value={asked.person} onChange={(event) => onAsk('person', event.target.value)}>
          <option value="">{text('access.viewingsAll')}</option>
          {people.map(({ personId, displayName }) => (
            <option key={personId} value={personId}>
              {displayName}
            </option>
          ))}
        </select>
      </label>
      <Field label={text('situation.from')} type="date" value={asked.from} onValue={(day) => onAsk('from', day)} />
      <Field label={text('situation.toBefore')} type="date" value={asked.to} onValue={(day) => onAsk('to', day)} />
      {asked.record !== '' && <Button onClick={() => onAsk('record', '')}>{text('access.viewingsEveryRecord')}</Button>}
    </div>
  )
}

interface TableProps {
  readonly slug: string
  readonly viewings: readonly ViewingView[]
  readonly onRecord: (id: string) => void
}

function ViewingTable({ slug, viewings, onRecord }: TableProps): ReactNode {
  const { text, label } = useI18n()
  const when = useZonedWhen(slug)
  return (
    <table className="people-table">
      <thead>
        <tr>
          <th scope="col">{text('access.logWhen')}</th>
          <th scope="col">{text('access.person')}</th>
          <th scope="col">{text('access.viewingsRecord')}</th>
          <th scope="col">{text('access.compartments')}</th>
        </tr>
      </thead>
      <tbody>
        {viewings.map(({ id, at, person, recordId, recordKind, title, compartments }) => (
          <tr key={id}>
            <td>{when(at)}</td>
            <th scope="row">{person}</th>
            <td data-label={text('access.viewingsRecord')}>
              {recordKind === 'incident' && title !== null ? (
                <a href={`/run/${slug}/situation?sel=${recordId}`} dir="auto">
                  {title}
                </a>
              ) : (
                text('access.viewingsUnnamed')
              )}{' '}
              <button type="button" className="text-button" onClick={() => onRecord(recordId)}>
                {text('access.viewingsOfThis')}
              </button>
            </td>
            <td data-label={text('access.compartments')}>
              {compartments.map((one) => label(`access.compartment.${one}`, one)).join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

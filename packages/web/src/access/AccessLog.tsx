import { ACCESS_EVENTS, ACCESS_EVENTS_PATH, type AccessEventPage, type AccessEventView } from '@eirene/domain/access'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Empty, Loading, RefusalNote } from '../widget/index.ts'
import { detailSentence } from './detail-sentence.ts'
import { LogPages } from './LogPages.tsx'
import { useZonedWhen } from './use-zoned-when.ts'

/** The log of access, newest first. */
export function AccessLog({ slug }: { readonly slug: string }): ReactNode {
  const i18n = useI18n()
  const [kind, setKind] = useState('')
  const [before, setBefore] = useState<string | null>(null)
  const query = new URLSearchParams({ ...(kind !== '' && { kind }), ...(before !== null && { before }) })
  const path = fillPath(ACCESS_EVENTS_PATH, { slug })
  const address = `${path}?${query.toString()}`
  const [loaded, again] = useLoaded(address, (signal) => getJson<AccessEventPage>(address, signal), { keep: true })
  return (
    <>
      <div className="people-head">
        <label className="field">
          <span className="label">{i18n.text('access.logKind')}</span>
          <select
            value={kind}
            onChange={(event) => {
              setKind(event.target.value)
              setBefore(null)
            }}
          >
            <option value="">{i18n.text('access.logAll')}</option>
            {ACCESS_EVENTS.map((one) => (
              <option key={one} value={one}>
                {i18n.text(`access.event.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <a
          className="button"
          href={`${path}?${new URLSearchParams({ ...(kind !== '' && { kind }), format: 'csv' }).toString()}`}
        >
          {i18n.text('chart.format.csv')}
        </a>
      </div>
      {loaded.state === 'loading' && <Loading label={i18n.text('widget.loading')} />}
      {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
      {loaded.state === 'ready' && loaded.value.events.length === 0 && <Empty title={i18n.text('access.logEmpty')} />}
      {loaded.state === 'ready' && loaded.value.events.length > 0 && (
        <EventTable slug={slug} events={loaded.value.events} />
      )}
      <LogPages before={before} next={loaded.state === 'ready' ? loaded.value.next : null} onBefore={setBefore} />
    </>
  )
}

function EventTable({
  slug,
  events,
}: {
  readonly slug: string
  readonly events: readonly AccessEventView[]
}): ReactNode {
  const i18n = useI18n()
  const when = useZonedWhen(slug)
  return (
    <table className="people-table">
      <thead>
        <tr>
          <th scope="col">{i18n.text('access.logWhen')}</th>
          <th scope="col">{i18n.text('access.logWhat')}</th>
          <th scope="col">{i18n.text('access.person')}</th>
          <th scope="col">{i18n.text('access.logBy')}</th>
          <th scope="col">{i18n.text('access.logDetail')}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td>{when(event.at)}</td>
            <th scope="row">{i18n.label(`access.event.${event.kind}`, event.kind)}</th>
            <td data-label={i18n.text('access.person')}>{event.person ?? '–'}</td>
            <td data-label={i18n.text('access.logBy')}>{event.actor ?? '–'}</td>
            <td data-label={i18n.text('access.logDetail')}>
              <small dir="auto">{detailSentence(event.detail, i18n, when) || '–'}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

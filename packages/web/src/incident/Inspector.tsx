import { INCIDENT_PATH, type IncidentView } from '@eirene/domain/incident'
import { useEffect, useLayoutEffect, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../edge/index.ts'
import { formatInstant, useI18n, useTimeNotation } from '../i18n/index.ts'
import { formatMgrs } from '../map/index.ts'
import { Icon, Loading, RefusalNote } from '../widget/index.ts'
import { HarmTable } from './HarmTable.tsx'
import { stateLabel, typeLabel } from './labels.ts'
import { placeLine } from './place-line.ts'
import { SourceList } from './SourceList.tsx'
import { StateMark } from './StateMark.tsx'

interface Props {
  readonly slug: string
  readonly zone: string
  readonly id: string
  readonly onClose: () => void
  /** Goes up when the record is to be read again. */
  readonly turn?: number
  /** Shown below the head of the record: what may be done with it. */
  readonly children?: ReactNode
  /** False: there is no way from here into the incident room. */
  readonly hasRoom?: boolean
  /** True while what `children` will show is on its way: the record comes together with it, so that nothing moves. */
  readonly isWaiting?: boolean
  /** Told once the record is there, so that the map can show its place and the banner its marking. */
  readonly onShown: (incident: IncidentView | null) => void
}

/** One record with everything that it rests on. */
export function Inspector({
  slug,
  zone,
  id,
  turn = 0,
  children,
  hasRoom = true,
  isWaiting = false,
  onClose,
  onShown,
}: Props): ReactNode {
  const { text } = useI18n()
  // What was there stays until the new is there, so that nothing moves while the same record is read again.
  const [loaded, again] = useLoaded(
    `${slug}/${id}/${turn}`,
    (signal) => getJson<IncidentView>(fillPath(INCIDENT_PATH, { slug, id }), signal),
    { keep: true },
  )
  const incident = loaded.state === 'ready' && loaded.value.id === id && !isWaiting ? loaded.value : null
  // Before the screen is painted: what is shown beside the record comes with it.
  useLayoutEffect(() => {
    onShown(incident)
  }, [incident, onShown])
  useEffect(
    () => () => {
      onShown(null)
    },
    [onShown],
  )
  return (
    <section className="inspector" aria-label={text('incident.inspector')}>
      <button type="button" className="icon-button inspector-close" aria-label={text('widget.close')} onClick={onClose}>
        <Icon name="close" />
      </button>
      {loaded.state !== 'refused' && incident === null && <Loading label={text('widget.loading')} />}
      {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
      {incident !== null && (
        <Record slug={slug} incident={incident} zone={zone}>
          {children ?? (hasRoom && <a href={`/run/${slug}/incident?sel=${id}`}>{text('incident.openInRoom')}</a>)}
        </Record>
      )}
    </section>
  )
}

interface RecordProps {
  readonly slug: string
  readonly incident: IncidentView
  readonly zone: string
  readonly children: ReactNode
}

function Record({ slug, incident, zone, children }: RecordProps): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  return (
    <article className="record">
      <header className="record-head">
        <p className="record-type">{typeLabel(incident.typeCode, i18n)}</p>
        <h2 dir="auto" lang={incident.language === 'und' ? undefined : incident.language}>
          {incident.title}
        </h2>
        <p className="record-state">
          <StateMark state={incident.state} />
          {stateLabel(incident.state, i18n)}
          <span className="record-codes num">
            {incident.typeCode}
            {incident.sourceType !== null && ` · ${text('incident.sourceType', { type: incident.sourceType })}`}
          </span>
        </p>
        {incident.supersededAt !== null && <p className="record-superseded">{text('incident.superseded')}</p>}
      </header>
      {children}
      <WhenAndWhere incident={incident} zone={zone} />
      {incident.narrative !== '' && (
        <p className="record-narrative" dir="auto" lang={incident.language === 'und' ? undefined : incident.language}>
          {incident.narrative}
        </p>
      )}
      <HarmTable harm={incident.harm} />
      <Actors actors={incident.actors} />
      <SourceList slug={slug} reports={incident.reports} zone={zone} />
      <History incident={incident} zone={zone} />
      <p className="record-marking num">
        {[incident.marking.policy, incident.marking.level, ...incident.marking.compartments].join(' · ')}
      </p>
    </article>
  )
}

function WhenAndWhere({ incident, zone }: { readonly incident: IncidentView; readonly zone: string }): ReactNode {
  const i18n = useI18n()
  const { text, number } = i18n
  const [notation] = useTimeNotation()
  const { occurred, place } = incident
  const dayOnly = occurred.precision !== 'minute' && occurred.precision !== 'hour'
  const when = (iso: string): string => formatInstant(iso, { notation, zone, dayOnly }, i18n)
  const grid =
    place.point === null ? null : formatMgrs([place.point.lon, place.point.lat], gridDigits(place.point.precisionM))
  return (
    <dl className="facts">
      <div>
        <dt>{text('incident.when')}</dt>
        <dd>
          <time dateTime={occurred.from}>{when(occurred.from)}</time>
          {occurred.to !== null && ` – ${when(occurred.to)}`}
          <small>{text('incident.knownTo', { precision: text(`incident.precision.${occurred.precision}`) })}</small>
        </dd>
      </div>
      <div>
        <dt>{text('incident.where')}</dt>
        <dd>
          {placeLine([place.name, place.adm2, place.adm1, place.countryIso3]) || text('incident.placeUnnamed')}
          <small className="num">
            {place.point === null
              ? text('incident.placeUnknown')
              : text('incident.within', {
                  distance:
                    place.point.precisionM < 1000
                      ? `${number(place.point.precisionM)} m`
                      : `${number(Math.round(place.point.precisionM / 100) / 10)} km`,
                })}
            {grid !== null && (
              <>
                {' · '}
                <bdi className="ltr">{grid}</bdi>
              </>
            )}
          </small>
        </dd>
      </div>
    </dl>
  )
}

/** Digits of a grid reference that the precision of a place supports: never finer than what is known. */
function gridDigits(precisionM: number): number {
  if (precisionM >= 10_000) return 1
  if (precisionM >= 1000) return 2
  return precisionM >= 100 ? 3 : 4
}

function Actors({ actors }: Pick<IncidentView, 'actors'>): ReactNode {
  const { text, label } = useI18n()
  if (actors.length === 0) return null
  return (
    <section className="record-part">
      <h3>{text('incident.actors')}</h3>
      <ul className="actors">
        {actors.map((actor) => (
          <li key={actor.id + actor.role}>
            <span dir="auto">{actor.name}</span>
            <small>{label(`incident.role.${actor.role}`, actor.role)}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function History({ incident, zone }: { readonly incident: IncidentView; readonly zone: string }): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const [notation] = useTimeNotation()
  const when = (iso: string): string => formatInstant(iso, { notation, zone }, i18n)
  return (
    <section className="record-part">
      <h3>{text('incident.history')}</h3>
      <ol className="history">
        <li>
          <time dateTime={incident.recordedAt}>{when(incident.recordedAt)}</time>
          <span>{i18n.label(`incident.method.${incident.method}`, incident.method)}</span>
        </li>
        {incident.stateChanges.map((change) => (
          <li key={change.changedAt + change.to}>
            <time dateTime={change.changedAt}>{when(change.changedAt)}</time>
            <span>
              {text('incident.changed', {
                from: i18n.label(`incident.state.${change.from}`, change.from),
                to: i18n.label(`incident.state.${change.to}`, change.to),
              })}
              <small dir="auto">
                {[change.reason, change.personName, change.confirmedByName].filter(Boolean).join(' · ')}
              </small>
            </span>
          </li>
        ))}
      </ol>
      {incident.citedBy.length > 0 && (
        <p className="cited-by">
          {text('incident.citedBy')}{' '}
          {incident.citedBy.map((sitrep) => (
            <a key={sitrep.sitrepId} href={`situation/sitreps/${sitrep.sitrepId}`}>
              {sitrep.number}
            </a>
          ))}
        </p>
      )}
    </section>
  )
}

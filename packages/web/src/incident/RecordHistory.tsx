import { HISTORY_PATH, wordDifference, type RecordHistoryView, type RecordVersion } from '@eirene/domain/incident'
import { useState, type ReactNode } from 'react'
import { fillPath, getJson, useLoaded } from '../edge/index.ts'
import { formatInstant, useI18n, useTimeNotation } from '../i18n/index.ts'
import { Loading, RefusalNote } from '../widget/index.ts'

interface Props {
  readonly slug: string
  readonly zone: string
  readonly id: string
  readonly backHref: string
}

/** Everything that was done with a record, who was told of it, and any two of its versions side by side. */
export function RecordHistory({ slug, zone, id, backHref }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const [notation] = useTimeNotation()
  const [loaded, again] = useLoaded(`${slug}/${id}/history`, (signal) =>
    getJson<RecordHistoryView>(fillPath(HISTORY_PATH, { slug, id }), signal),
  )
  const when = (iso: string): string => formatInstant(iso, { notation, zone }, i18n)
  return (
    <section className="record-history" aria-label={text('incident.history')}>
      <header className="merge-head">
        <h2>{text('incident.history')}</h2>
        <a href={backHref}>{text('incident.backToRecord')}</a>
      </header>
      {loaded.state === 'loading' && <Loading label={text('widget.loading')} />}
      {loaded.state === 'refused' && <RefusalNote refusal={loaded.refusal} onRetry={again} />}
      {loaded.state === 'ready' && (
        <>
          <ol className="history">
            {loaded.value.events.map((event, i) => (
              <li key={`${event.at}${i}`} data-kind={event.kind}>
                <time dateTime={event.at}>{when(event.at)}</time>
                <span>
                  {eventText(event, i18n)}
                  <small dir="auto">{[event.reason, whoOf(event, i18n)].filter(Boolean).join(' · ')}</small>
                </span>
              </li>
            ))}
          </ol>
          <Versions versions={loaded.value.versions} when={when} />
        </>
      )}
    </section>
  )
}

/** Who did it: one person, or the two of a verification. */
function whoOf(
  { personName, confirmedByName }: RecordHistoryView['events'][number],
  { text }: ReturnType<typeof useI18n>,
): string | null {
  if (confirmedByName === null) return personName
  return text('incident.event.byTwo', { who: personName ?? text('incident.notKnown'), second: confirmedByName })
}

function eventText(event: RecordHistoryView['events'][number], i18n: ReturnType<typeof useI18n>): string {
  const { text, label } = i18n
  switch (event.kind) {
    case 'state':
      return text('incident.changed', {
        from: label(`incident.state.${event.from}`, event.from),
        to: label(`incident.state.${event.to}`, event.to),
      })
    case 'proposal':
      return text('incident.event.proposal', { basis: label(`incident.basis.${event.to}`, event.to) })
    case 'decision':
      return label(`incident.event.${event.to}`, event.to)
    default:
      return text(`incident.event.${event.kind}`, { what: event.to })
  }
}

/** Positions of the oldest and the newest of these versions; a report is older than the record that was made of it at one instant. */
function endsOf(versions: readonly RecordVersion[], numbers: readonly number[]): readonly [number, number] {
  const ageOf = (no: number): readonly [number, number] => {
    const version = versions[no]
    return [Date.parse(version?.recordedAt ?? ''), version?.kind === 'report' ? 0 : 1]
  }
  const byAge = numbers.toSorted((a, b) => {
    const [[at, kind], [otherAt, otherKind]] = [ageOf(a), ageOf(b)]
    return at - otherAt || kind - otherKind || a - b
  })
  return [byAge[0] ?? 0, byAge.at(-1) ?? 0]
}

/**
 * What is compared at first, the older as before: the oldest and the newest version of the record, else of the reports, else
 * the record and its report.
 */
function firstPair(versions: readonly RecordVersion[]): readonly [number, number] {
  const numbersOf = (kind: RecordVersion['kind']): readonly number[] =>
    versions.flatMap((version, no) => (version.kind === kind ? [no] : []))
  const several = [numbersOf('incident'), numbersOf('report')].find((numbers) => numbers.length > 1)
  return endsOf(versions, several ?? versions.map((_, no) => no))
}

interface VersionsProps {
  readonly versions: readonly RecordVersion[]
  readonly when: (iso: string) => string
}

/** Two versions of the record or of a report behind it, field by field. */
function Versions({ versions, when }: VersionsProps): ReactNode {
  const { text } = useI18n()
  const [chosen, setChosen] = useState(() => firstPair(versions))
  if (versions.length < 2) return <p className="form-note">{text('incident.oneVersion')}</p>
  const [before, after] = [versions[chosen[0]], versions[chosen[1]]]
  const labelOf = (version: RecordVersion): string =>
    `${text(`incident.version.${version.kind}`)} · ${when(version.recordedAt)}`
  const choose = (side: 0 | 1, no: number): void => {
    setChosen((was) => (side === 0 ? [no, was[1]] : [was[0], no]))
  }
  return (
    <section className="versions" aria-label={text('incident.versions')}>
      <h3>{text('incident.versions')}</h3>
      <div className="versions-choice">
        {([0, 1] as const).map((side) => (
          <label key={side} className="field">
            {text(side === 0 ? 'incident.versionLeft' : 'incident.versionRight')}
            <select
              value={chosen[side]}
              onChange={(event) => {
                choose(side, Number(event.target.value))
              }}
            >
              {versions.map((version, no) => (
                <option key={version.id} value={no}>
                  {labelOf(version)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {before !== undefined && after !== undefined && <Difference before={before} after={after} />}
    </section>
  )
}

function Difference({ before, after }: { readonly before: RecordVersion; readonly after: RecordVersion }): ReactNode {
  const { text, label } = useI18n()
  // A record and a report are compared in what both have.
  const names = Object.keys(before.fields).filter((name) => name in after.fields)
  return (
    <table className="difference">
      <thead>
        <tr>
          <th scope="col">{text('incident.field')}</th>
          <th scope="col">{text('incident.versionLeft')}</th>
          <th scope="col">{text('incident.versionRight')}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => {
          const [left, right] = [before.fields[name] ?? null, after.fields[name] ?? null]
          return (
            <tr key={name} data-changed={left !== right}>
              <th scope="row">{label(`incident.field.${name}`, name)}</th>
              <td dir="auto">
                <Side left={left} right={right} side="removed" />
              </td>
              <td dir="auto">
                <Side left={left} right={right} side="added" />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

interface SideProps {
  readonly left: string | null
  readonly right: string | null
  readonly side: 'removed' | 'added'
}

/** One side of a field: its text with the words marked that the other side lacks. */
function Side({ left, right, side }: SideProps): ReactNode {
  const { text } = useI18n()
  if ((side === 'removed' ? left : right) === null) return <em>{text('incident.notKnown')}</em>
  const Mark = side === 'removed' ? 'del' : 'ins'
  return wordDifference(left ?? '', right ?? '')
    .filter(({ kind }) => kind === 'same' || kind === side)
    .map((part, i) => (part.kind === 'same' ? <span key={i}>{part.text}</span> : <Mark key={i}>{part.text}</Mark>))
}

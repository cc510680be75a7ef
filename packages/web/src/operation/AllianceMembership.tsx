import { holdsOn } from '@eirene/domain/operation/library'
import type { Membership } from '@eirene/domain/organisation'
import { Suspense, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { Cited, FactMark } from './citations.tsx'
import { countryName, countryNumber } from './country.ts'
import { dateText } from './partial-date.ts'
import type { StudyIndex } from './study-index.ts'
import { WorldMap } from './WorldMap.tsx'

interface Props {
  readonly membership: Membership
  readonly index: StudyIndex
  /** Day asked about, YYYY-MM-DD. */
  readonly on: string
  readonly onDay: (on: string) => void
}

const LANDMARKS = [
  '1949-08-24',
  '1952-02-18',
  '1955-05-06',
  '1982-05-30',
  '1999-03-12',
  '2004-03-29',
  '2009-04-01',
  '2017-06-05',
  '2020-03-27',
  '2023-05-20',
  '2024-03-07',
]

type Member = Membership['members'][number]

/** Who was a member of an alliance on a day: a count that opens into names, dates and sources. */
export function AllianceMembership({ membership, index, on, onDay }: Props): ReactNode {
  const { text, label } = useI18n()
  const body = label(`study.family.${membership.body.toLowerCase()}`, membership.body)
  const members = membership.members.filter((fact) => holdsOn(fact, on))
  const shaded = new Set(members.flatMap((fact) => countryNumber(fact.value) ?? []))
  return (
    <article className="alliance" aria-labelledby="alliance-title">
      <div className="alliance-ask">
        <h2 id="alliance-title">{text('study.membersOf', { body })}</h2>
        <AskDay on={on} onDay={onDay} count={members.length} />
        <p className="fact-note" lang="en">
          {membership.convention}
        </p>
      </div>
      <div className="alliance-map">
        <Suspense fallback={null}>
          <WorldMap
            label={text('study.membersMap', { body })}
            marks={[]}
            selectedId={undefined}
            shadedCountries={shaded}
            onSelect={() => undefined}
          />
        </Suspense>
      </div>
      <Cited key={on} sources={index.sources}>
        <MemberTable body={body} membership={membership} members={members} on={on} />
      </Cited>
    </article>
  )
}

function AskDay({ on, onDay, count }: Pick<Props, 'on' | 'onDay'> & { readonly count: number }): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  return (
    <>
      <label className="field">
        <span>{text('study.onDay')}</span>
        <input
          type="date"
          value={on}
          min="1945-01-01"
          max="2030-12-31"
          onChange={(event) => {
            if (event.target.value !== '') onDay(event.target.value)
          }}
        />
      </label>
      <p className="alliance-count" role="status">
        <b className="num">{i18n.number(count)}</b> {text('study.membersOn', { count, day: dateText(on, i18n.date) })}
      </p>
      <ul className="landmarks" aria-label={text('study.landmarks')}>
        {LANDMARKS.map((day) => (
          <li key={day}>
            <button
              type="button"
              className="landmark num"
              aria-pressed={day === on}
              onClick={() => {
                onDay(day)
              }}
            >
              {dateText(day, i18n.date)}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

interface TableProps {
  /** Name of the alliance in the reader's language. */
  readonly body: string
  readonly membership: Membership
  readonly members: readonly Member[]
  readonly on: string
}

function MemberTable({ body, membership, members, on }: TableProps): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  return (
    <table className="study-table">
      <caption className="visually-hidden">{text('study.membersOf', { body })}</caption>
      <thead>
        <tr>
          <th scope="col">{text('study.member')}</th>
          <th scope="col">{text('study.since')}</th>
          <th scope="col">{text('study.heldThen')}</th>
        </tr>
      </thead>
      <tbody>
        {members.map((fact) => (
          <tr key={fact.value}>
            <th scope="row">{countryName(fact.value, i18n.locale)}</th>
            <td className="num">
              {fact.from === undefined ? '' : dateText(fact.from, i18n.date)} <FactMark fact={fact} />
            </td>
            <td>
              {membership.subStates
                .filter((state) => state.member === fact.value && holdsOn(state, on))
                .map((state) => (
                  <span key={state.value}>
                    {i18n.label(`study.subState.${state.value}`, state.value)} <FactMark fact={state} />
                  </span>
                ))}
              {fact.note !== undefined && (
                <span className="fact-note" lang="en">
                  {fact.note}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

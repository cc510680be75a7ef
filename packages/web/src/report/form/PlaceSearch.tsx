import type { NamedPlace } from '@eirene/domain/operation'
import { placesAddress, type PlacesView } from '@eirene/domain/place'
import { useState, type ReactNode } from 'react'
import { getJson, useLoaded } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'

interface Props {
  /** The operation's own places: they are there without a link. */
  readonly places: readonly NamedPlace[]
  /** Where the work is: towns around it come first. */
  readonly near: { readonly lon: number; readonly lat: number } | null
  readonly onChoose: (place: NamedPlace) => void
}

const OFFERED = 6

function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** A place by its name: from the operation's own list, and from the gazetteer while there is a link. */
export function PlaceSearch({ places, near, onChoose }: Props): ReactNode {
  const { text } = useI18n()
  const [words, setWords] = useState('')
  const asked = words.trim()
  const [found] = useLoaded(
    asked.length < 2 ? null : asked,
    (signal) => getJson<PlacesView>(placesAddress(asked, OFFERED, near), signal),
    { keep: true },
  )
  const own = asked.length < 2 ? [] : places.filter(({ name }) => plain(name).includes(plain(asked)))
  const others = asked.length < 2 || found.state !== 'ready' ? [] : found.value.places
  const offered = [...own, ...others].slice(0, OFFERED)
  return (
    <div className="field">
      <label>
        <span className="label">{text('report.form.placeSearch')}</span>
        <input
          type="search"
          className="input"
          dir="auto"
          autoComplete="off"
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
          }}
        />
      </label>
      {offered.length > 0 && (
        <ul className="type-choice" aria-label={text('report.form.places')}>
          {offered.map((place) => (
            <li key={`${place.name} ${place.lon} ${place.lat}`}>
              <button
                type="button"
                onClick={() => {
                  setWords('')
                  onChoose(place)
                }}
              >
                <span dir="auto">{place.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

import type { PictureFilter } from '@eirene/domain/situation'
import type { ReactNode } from 'react'
import { lastDayOf, useI18n, type I18n } from '../i18n/index.ts'
import { familyLabel, severityLabel, stateLabel, typeLabel } from '../incident/index.ts'
import { Icon } from '../widget/index.ts'
import type { LoadedColumns, Opening, PictureAnswer } from './engine/protocol.ts'
import { changed, openFigure, setFilter, type ViewState } from './view-state.ts'

interface Chip {
  readonly key: string
  readonly words: string
  readonly without: PictureFilter
}

function listed(words: readonly string[], i18n: I18n): string {
  const [first = '', ...rest] = words
  return rest.length === 0 ? first : i18n.text('situation.andMore', { first, count: rest.length })
}

function chipsOf(filter: PictureFilter, loaded: LoadedColumns | null, i18n: I18n): readonly Chip[] {
  const chips: Chip[] = []
  const add = (key: string, words: string, without: PictureFilter): void => {
    chips.push({ key, words, without })
  }
  const day = (on: string | undefined): string => on ?? '…'
  if (filter.fromOn !== undefined || filter.toOn !== undefined)
    add(
      'time',
      `${day(filter.fromOn)} – ${filter.toOn === undefined ? '…' : lastDayOf(filter.toOn)}`,
      changed(filter, { fromOn: undefined, toOn: undefined }),
    )
  if (filter.polygon !== undefined)
    add('area', i18n.text('situation.chipArea'), changed(filter, { polygon: undefined }))
  if (filter.types !== undefined) {
    const words = filter.types.map((code) => (code.includes('-') ? typeLabel(code, i18n) : familyLabel(code, i18n)))
    add('types', listed(words, i18n), changed(filter, { types: undefined }))
  }
  if (filter.actorIds !== undefined) {
    const names = filter.actorIds.map((id) => loaded?.actors.find((actor) => actor.id === id)?.name ?? id)
    add('actors', listed(names, i18n), changed(filter, { actorIds: undefined }))
  }
  if (filter.states !== undefined)
    add(
      'states',
      listed(
        filter.states.map((state) => stateLabel(state, i18n)),
        i18n,
      ),
      changed(filter, { states: undefined }),
    )
  if (filter.severities !== undefined) {
    const words = filter.severities.map((severity) => severityLabel(severity, i18n))
    add('severities', listed(words, i18n), changed(filter, { severities: undefined }))
  }
  if (filter.datasets !== undefined)
    add('datasets', listed(filter.datasets, i18n), changed(filter, { datasets: undefined }))
  return chips
}

interface Props {
  readonly state: ViewState
  readonly loaded: LoadedColumns | null
}

/** Every active filter as a chip that takes it away, what the map cannot show, and one press that clears all. */
export function FilterChips({ state, loaded }: Props): ReactNode {
  const i18n = useI18n()
  const { text } = i18n
  const chips = chipsOf(state.filter, loaded, i18n)
  return (
    <div className="chips" role="group" aria-label={text('situation.activeFilters')}>
      {state.filterUnreadable && (
        <button
          type="button"
          className="chip chip-fault"
          onClick={() => {
            setFilter({})
          }}
        >
          {text('situation.filterUnreadable')}
          <Icon name="close" size={12} />
        </button>
      )}
      {chips.map((chip) => (
        <button
          key={chip.key}
          type="button"
          className="chip"
          aria-label={text('situation.removeFilter', { filter: chip.words })}
          onClick={() => {
            setFilter(chip.without)
          }}
        >
          <span dir="auto">{chip.words}</span>
          <Icon name="close" size={12} />
        </button>
      ))}
      {chips.length > 1 && (
        <button
          type="button"
          className="chip-clear"
          onClick={() => {
            setFilter({})
          }}
        >
          {text('situation.clearAll')}
        </button>
      )}
    </div>
  )
}

/** Selected incidents that the map cannot show: said on the map, each number opening its records. */
export function NotOnMap({ answer }: { readonly answer: PictureAnswer | null }): ReactNode {
  const { text } = useI18n()
  if (answer === null) return null
  const lines: readonly (readonly [Opening, string])[] = [
    ...(answer.unplaced > 0
      ? [[{ kind: 'unplaced' }, text('situation.unplaced', { count: answer.unplaced })] as const]
      : []),
    ...(answer.vague > 0 ? [[{ kind: 'vague' }, text('situation.vague', { count: answer.vague })] as const] : []),
  ]
  if (lines.length === 0) return null
  return (
    <div className="map-notes">
      {lines.map(([opening, words]) => (
        <button
          key={opening.kind}
          type="button"
          className="chip-note"
          onClick={() => {
            openFigure(opening)
          }}
        >
          {words}
        </button>
      ))}
    </div>
  )
}

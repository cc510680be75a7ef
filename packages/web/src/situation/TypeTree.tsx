import { familyOf, topBins, type Histogram } from '@eirene/analysis/situation'
import type { PictureFilter } from '@eirene/domain/situation'
import { useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { familyLabel, typeLabel } from '../incident/index.ts'
import { Icon } from '../widget/index.ts'
import { FilterRow } from './FilterRow.tsx'
import { withFamily, withType } from './type-choice.ts'
import { changed, openFigure, setFilter } from './view-state.ts'

interface Props {
  readonly filter: PictureFilter
  readonly types: Histogram | undefined
  readonly families: Histogram | undefined
}

/** Families of incident types, each with the types that are there. */
export function TypeTree({ filter, types, families }: Props): ReactNode {
  const i18n = useI18n()
  const [open, setOpen] = useState<readonly string[]>([])
  if (types === undefined || families === undefined) return null
  const most = Math.max(1, families.incidents[0] ?? 1)
  const all = topBins(types)
  const chosen = filter.types
  return (
    <ul className="filter-rows">
      {topBins(families).map(({ key: family, tally }) => {
        const own = all.filter(({ key }) => familyOf(key) === family)
        const isOpen = open.includes(family)
        const codes = own.map(({ key }) => key)
        const label = familyLabel(family, i18n)
        return [
          <FilterRow
            key={family}
            label={label}
            count={tally.incidents}
            share={tally.incidents / most}
            checked={chosen?.includes(family) === true}
            mixed={chosen?.some((code) => code !== family && familyOf(code) === family) === true}
            lead={
              <button
                type="button"
                className="tree-toggle"
                aria-expanded={isOpen}
                aria-label={i18n.text('situation.typesOf', { family: label })}
                onClick={() => {
                  setOpen(isOpen ? open.filter((each) => each !== family) : [...open, family])
                }}
              >
                <Icon name={isOpen ? 'down' : 'right'} size={12} />
              </button>
            }
            onToggle={() => {
              setFilter(changed(filter, { types: withFamily(chosen, family) }))
            }}
            onOpen={() => {
              openFigure({ kind: 'bin', by: 'family', key: family })
            }}
          />,
          ...(isOpen ? own : []).map(({ key: type, tally: typeTally }) => (
            <FilterRow
              key={type}
              label={typeLabel(type, i18n)}
              lead={<span className="tree-indent" />}
              count={typeTally.incidents}
              share={typeTally.incidents / most}
              checked={chosen?.includes(type) === true || chosen?.includes(family) === true}
              onToggle={() => {
                setFilter(changed(filter, { types: withType(chosen, type, codes) }))
              }}
              onOpen={() => {
                openFigure({ kind: 'bin', by: 'type', key: type })
              }}
            />
          )),
        ]
      })}
    </ul>
  )
}

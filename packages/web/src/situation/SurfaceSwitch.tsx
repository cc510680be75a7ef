import type { ReactNode } from 'react'
import { setQuery } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { Icon } from '../widget/index.ts'
import { SURFACES, type Surface } from './view-state.ts'

const SIGNS = { map: 'map', list: 'list', time: 'bars' } as const

/** On a phone: map, list or timeline takes the screen. */
export function SurfaceSwitch({ surface }: { readonly surface: Surface }): ReactNode {
  const { text } = useI18n()
  return (
    <div className="surfaces" role="group" aria-label={text('situation.surface')}>
      {SURFACES.map((option) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === surface}
          onClick={() => {
            setQuery({ surface: option === 'map' ? null : option }, { replace: true })
          }}
        >
          <Icon name={SIGNS[option]} />
          {text(`situation.surface.${option}`)}
        </button>
      ))}
    </div>
  )
}

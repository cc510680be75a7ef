import { FAMILIES } from '@eirene/domain/operation/library'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import type { MapMark } from '../operation/index.ts'

interface Props {
  readonly marks: readonly MapMark[]
  /** Host countries of the chosen operation are shaded. */
  readonly hasShaded: boolean
}

/** What the marks of the map mean: only what is drawn is listed. */
export function MapLegend({ marks, hasShaded }: Props): ReactNode {
  const { text, label } = useI18n()
  const families = FAMILIES.filter((family) => marks.some((mark) => mark.family === family))
  return (
    <ul className="library-legend" aria-label={text('study.legend')}>
      {families.map((family) => (
        <li key={family} data-mark={family === 'un-pko' ? 'round' : 'square'}>
          {label(`study.family.${family}`, family)}
        </li>
      ))}
      {marks.some((mark) => !mark.isActive) && <li data-mark="hollow">{text('study.legendInactive')}</li>}
      {marks.some((mark) => mark.isActive && mark.areaRadiusM !== null) && (
        <li data-mark="area">{text('study.legendArea')}</li>
      )}
      {hasShaded && <li data-mark="shaded">{text('study.legendHosts')}</li>}
    </ul>
  )
}

import { listOwnPlaces, type OperationView } from '@eirene/domain/operation'
import type { PrecisePoint } from '@eirene/domain/place'
import { useMemo, type MouseEvent, type ReactNode } from 'react'
import { useI18n } from '../../i18n/index.ts'
import { listLines, mapBounds } from './area.ts'

interface Props {
  readonly operation: OperationView
  readonly point: PrecisePoint | null
  readonly onPoint: (point: { readonly lon: number; readonly lat: number }) => void
}

const WIDTH = 640
const METRES_PER_DEGREE = 111_195

/** The operation's area as a drawing to point at: no map engine, so that the form loads over a thin link. */
export function PlaceMap({ operation, point, onPoint }: Props): ReactNode {
  const { text } = useI18n()
  const { geography } = operation
  const bounds = mapBounds(geography, operation.bounds)
  const lines = useMemo(
    () => ['land', 'adm1', 'roads', 'rivers'].map((layer) => ({ layer, parts: listLines(geography, layer) })),
    [geography],
  )
  const places = useMemo(() => listOwnPlaces(geography), [geography])
  if (bounds === null) return null
  const [west, south, east, north] = bounds
  const scaleX = WIDTH / Math.max(1e-6, east - west)
  const scaleY = scaleX / Math.cos(((south + north) / 2) * (Math.PI / 180))
  const height = Math.max(120, (north - south) * scaleY)
  const at = (lon: number, lat: number): string =>
    `${((lon - west) * scaleX).toFixed(1)} ${((north - lat) * scaleY).toFixed(1)}`
  const onClick = (event: MouseEvent<SVGSVGElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    if (box.width === 0 || box.height === 0) return
    onPoint({
      lon: west + ((event.clientX - box.left) / box.width) * (east - west),
      lat: north - ((event.clientY - box.top) / box.height) * (height / scaleY),
    })
  }
  return (
    <svg
      className="place-map"
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={text('report.form.map')}
      onClick={onClick}
    >
      {lines.map(({ layer, parts }) => (
        <path
          key={layer}
          data-layer={layer}
          d={parts
            .map((part) => part.map(([lon = 0, lat = 0], i) => `${i === 0 ? 'M' : 'L'}${at(lon, lat)}`).join(''))
            .join('')}
        />
      ))}
      {places.map(({ name, lon, lat }) => (
        <circle
          key={`${name}${lon}`}
          data-layer="places"
          cx={(lon - west) * scaleX}
          cy={(north - lat) * scaleY}
          r="2.5"
        >
          <title>{name}</title>
        </circle>
      ))}
      {point !== null && (
        <g data-layer="point">
          <circle
            cx={(point.lon - west) * scaleX}
            cy={(north - point.lat) * scaleY}
            r={Math.max(7, (point.precisionM / METRES_PER_DEGREE) * scaleY)}
          />
          <circle cx={(point.lon - west) * scaleX} cy={(north - point.lat) * scaleY} r="3" />
        </g>
      )}
    </svg>
  )
}

import type { OperationView } from '@eirene/domain/operation'
import { useEffect, useState, type ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { loadBaseMap, type BaseMap, type Bounds, type FeatureCollection, type MapPosition } from '../map/index.ts'
import type { HexLayer, PictureAnswer } from './engine/protocol.ts'
import { geographyOf } from './geography.ts'
import { densityClass, type Breaks } from './map-layers.ts'
import { openFigure } from './view-state.ts'

interface Props {
  readonly operation: OperationView
  readonly answer: PictureAnswer | null
  readonly breaks: Breaks
  readonly onLook: (look: { readonly position: MapPosition; readonly bounds: Bounds }) => void
}

const WORLD: Bounds = [-180, -60, 180, 78]
const WIDTH = 1000

interface Frame {
  readonly height: number
  readonly x: (lon: number) => number
  readonly y: (lat: number) => number
}

/** Equirectangular, true to scale at the middle of the view. */
function frameOf([west, south, east, north]: Bounds): Frame {
  const scaleX = WIDTH / Math.max(1e-6, east - west)
  const scaleY = scaleX / Math.cos(((south + north) / 2) * (Math.PI / 180))
  return {
    height: Math.max(200, (north - south) * scaleY),
    x: (lon) => (lon - west) * scaleX,
    y: (lat) => (north - lat) * scaleY,
  }
}

function pathOf(collection: FeatureCollection | undefined, frame: Frame): string {
  const ring = (points: readonly (readonly number[])[], close: boolean): string =>
    points
      .map(([lon = 0, lat = 0], i) => `${i === 0 ? 'M' : 'L'}${frame.x(lon).toFixed(1)} ${frame.y(lat).toFixed(1)}`)
      .join('') + (close ? 'Z' : '')
  return (collection?.features ?? [])
    .map(({ geometry }) => {
      // GeoJSON: the type says how deep the coordinates are nested.
      const at = geometry?.coordinates
      switch (geometry?.type) {
        case 'Polygon':
          return (at as number[][][]).map((part) => ring(part, true)).join('')
        case 'MultiPolygon':
          return (at as number[][][][])
            .flat()
            .map((part) => ring(part, true))
            .join('')
        case 'LineString':
          return ring(at as number[][], false)
        case 'MultiLineString':
          return (at as number[][][]).map((part) => ring(part, false)).join('')
        default:
          return ''
      }
    })
    .join('')
}

function hexPath(layer: HexLayer, i: number, frame: Frame): string {
  const corners = layer.corners[i] ?? new Float64Array(0)
  let d = ''
  for (let k = 0; k + 1 < corners.length; k += 2)
    d += `${k === 0 ? 'M' : 'L'}${frame.x(corners[k] ?? 0).toFixed(1)} ${frame.y(corners[k + 1] ?? 0).toFixed(1)}`
  return `${d}Z`
}

/** The map without WebGL: land, borders and hexagons as drawing. It does not move; list and timeline work as ever. */
export function PlainMap({ operation, answer, breaks, onLook }: Props): ReactNode {
  const { text, number } = useI18n()
  const [base, setBase] = useState<BaseMap | null>(null)
  const bounds = operation.bounds ?? WORLD
  const geography = geographyOf(operation.geography)
  useEffect(() => {
    onLook({ position: { lon: (bounds[0] + bounds[2]) / 2, lat: (bounds[1] + bounds[3]) / 2, zoom: 5 }, bounds })
    if (geography?.['land'] === undefined) void loadBaseMap().then(setBase)
    // The operation does not change while its picture is shown.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const frame = frameOf(bounds)
  const hexes = answer?.hexes ?? null
  return (
    <div className="plain-map">
      <p className="plain-map-note">{text('situation.noWebGl')}</p>
      <svg viewBox={`0 0 ${WIDTH} ${frame.height}`} role="group" aria-label={text('situation.map')}>
        <path className="plain-land" d={pathOf(geography?.['land'] ?? base?.countries, frame)} />
        <path className="plain-border" d={pathOf(geography?.['adm1'] ?? base?.borders, frame)} />
        <path className="plain-disputed" d={pathOf(base?.disputed, frame)} />
        {hexes?.cells.map((cell, i) => (
          <path
            key={cell}
            className="plain-hex"
            role="button"
            tabIndex={0}
            aria-label={text('situation.hexCount', { count: hexes.counts[i] ?? 0 })}
            d={hexPath(hexes, i, frame)}
            style={{ fill: `var(--density-${densityClass(hexes.counts[i] ?? 0, breaks)})` }}
            onClick={() => {
              openFigure({ kind: 'bin', by: 'hex4', key: cell })
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ' ') openFigure({ kind: 'bin', by: 'hex4', key: cell })
            }}
          >
            <title>{number(hexes.counts[i] ?? 0)}</title>
          </path>
        ))}
      </svg>
    </div>
  )
}

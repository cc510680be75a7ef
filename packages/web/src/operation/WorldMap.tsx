import { geoEqualEarth, geoGraticule, geoPath, type GeoProjection } from 'd3-geo'
import { use, useMemo, type ReactNode } from 'react'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

const WIDTH = 960
const HEIGHT = 452

/** A place to draw: where an operation stood or acts. */
export interface MapMark {
  readonly id: string
  readonly label: string
  readonly lon: number
  readonly lat: number
  /** Radius of an area of operations in metres; a headquarters is drawn as a point whatever its precision. */
  readonly areaRadiusM: number | null
  readonly family: string
  readonly isActive: boolean
}

interface Props {
  readonly label: string
  readonly marks: readonly MapMark[]
  readonly selectedId: string | undefined
  /** ISO 3166-1 numeric codes of countries to shade. */
  readonly shadedCountries: ReadonlySet<string>
  readonly onSelect: (id: string) => void
}

interface BaseMap {
  readonly projection: GeoProjection
  readonly graticule: string
  readonly sphere: string
  readonly countries: readonly { readonly id: string; readonly name: string; readonly d: string }[]
}

async function loadBaseMap(): Promise<BaseMap> {
  const loaded = await import('world-atlas/countries-110m.json')
  // world-atlas ships TopoJSON without types; `countries` is its documented object.
  const topology = loaded.default as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>
  const projection = geoEqualEarth().fitExtent(
    [
      [4, 4],
      [WIDTH - 4, HEIGHT - 4],
    ],
    { type: 'Sphere' },
  )
  const path = geoPath(projection).digits(1)
  const countries = feature(topology, topology.objects.countries).features.map((country) => ({
    id: String(country.id ?? ''),
    name: country.properties.name,
    d: path(country) ?? '',
  }))
  return {
    projection,
    graticule: path(geoGraticule().step([30, 30])()) ?? '',
    sphere: path({ type: 'Sphere' }) ?? '',
    countries,
  }
}

let baseMap: Promise<BaseMap> | undefined

/** The world in Equal Earth, with operations as marks that are buttons: the whole map works by keyboard. Suspends while it loads. */
export function WorldMap({ label, marks, selectedId, shadedCountries, onSelect }: Props): ReactNode {
  const base = use((baseMap ??= loadBaseMap()))
  const drawn = useMemo(
    () =>
      marks.flatMap((mark) => {
        const at = base.projection([mark.lon, mark.lat])
        if (at === null) return []
        const edge = base.projection([mark.lon, Math.min(89, mark.lat + (mark.areaRadiusM ?? 0) / 111_195)])
        const radius = mark.areaRadiusM === null || edge === null ? 0 : Math.abs(edge[1] - at[1])
        return [{ mark, x: at[0], y: at[1], radius }]
      }),
    [base, marks],
  )
  // What is active or selected lies above the rest.
  const rank = (mark: MapMark): number => (mark.id === selectedId ? 2 : mark.isActive ? 1 : 0)
  const ordered = [...drawn].sort((a, b) => rank(a.mark) - rank(b.mark))

  return (
    <svg className="world" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label={label}>
      <path className="world-sphere" d={base.sphere} />
      <path className="world-graticule" d={base.graticule} />
      {base.countries.map((country, i) => (
        <path
          key={`${country.id}-${i}`}
          className="world-country"
          data-shaded={shadedCountries.has(country.id) || undefined}
          d={country.d}
        />
      ))}
      {ordered.map(({ mark, x, y, radius }) => (
        <Mark
          key={mark.id}
          mark={mark}
          x={x}
          y={y}
          radius={radius}
          isSelected={mark.id === selectedId}
          onSelect={onSelect}
        />
      ))}
    </svg>
  )
}

interface MarkProps {
  readonly mark: MapMark
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly isSelected: boolean
  readonly onSelect: (id: string) => void
}

function Mark({ mark, x, y, radius, isSelected, onSelect }: MarkProps): ReactNode {
  return (
    <g
      className="world-mark"
      data-family={mark.family}
      data-active={mark.isActive || undefined}
      data-selected={isSelected || undefined}
      role="button"
      tabIndex={mark.isActive ? 0 : -1}
      aria-label={mark.label}
      aria-pressed={isSelected}
      transform={`translate(${x.toFixed(1)},${y.toFixed(1)})`}
      onClick={() => {
        onSelect(mark.id)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onSelect(mark.id)
      }}
    >
      {radius > 4 && (mark.isActive || isSelected) && <circle className="world-area" r={radius.toFixed(1)} />}
      <circle className="world-touch" r="9" />
      {mark.family === 'un-pko' ? (
        <circle className="world-point" r="3.6" />
      ) : (
        <rect className="world-point" x="-3.3" y="-3.3" width="6.6" height="6.6" transform="rotate(45)" />
      )}
      <title>{mark.label}</title>
    </g>
  )
}

import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { feature, mesh } from 'topojson-client'

type Shapes = NonNullable<Parameters<typeof mesh>[1]>
/** The topology as the package's file holds it. */
type World = Parameters<typeof mesh>[0] & { readonly objects: { readonly countries: Shapes } }
/** A geometry as `mesh` hands it to its filter. */
type GeometryObject = Parameters<NonNullable<Parameters<typeof mesh>[2]>>[0]

/** Land of the world and the lines between countries, from Natural Earth 1:50m (public domain). */
export interface WorldGeography {
  readonly countries: GeoJSON.FeatureCollection
  readonly coast: GeoJSON.MultiLineString
  readonly boundaries: GeoJSON.MultiLineString
  /** Lines that are disputed or not finally determined. */
  readonly disputed: GeoJSON.MultiLineString
}

/**
 * Boundaries drawn dashed, as pairs of names in Natural Earth; with a box where only a part of the line is meant.
 * The project's own list: it takes no position, and errs towards drawing a line as open.
 */
const DISPUTED: readonly {
  readonly pair: readonly [string, string]
  readonly box?: readonly [number, number, number, number]
}[] = [
  { pair: ['Morocco', 'W. Sahara'] },
  { pair: ['Sudan', 'S. Sudan'] },
  { pair: ['Kenya', 'S. Sudan'], box: [34, 4, 36, 6] },
  { pair: ['Egypt', 'Sudan'], box: [33, 21, 38, 24] },
  { pair: ['Somalia', 'Somaliland'] },
  { pair: ['Serbia', 'Kosovo'] },
  { pair: ['Cyprus', 'N. Cyprus'] },
  { pair: ['Israel', 'Palestine'] },
  { pair: ['Israel', 'Syria'] },
  { pair: ['Ukraine', 'Russia'], box: [32, 44, 37, 46.5] },
  { pair: ['India', 'Pakistan'], box: [73, 32.4, 78, 36] },
  { pair: ['India', 'China'] },
  { pair: ['Siachen Glacier', 'India'] },
  { pair: ['Siachen Glacier', 'Pakistan'] },
  { pair: ['Siachen Glacier', 'China'] },
  { pair: ['North Korea', 'South Korea'] },
]

const require = createRequire(import.meta.url)
let loaded: WorldGeography | undefined

/** The world's geography, read once. */
export function worldGeography(): WorldGeography {
  loaded ??= readWorld()
  return loaded
}

function nameOf({ properties }: GeometryObject): string {
  const named: { readonly name?: unknown } = properties ?? {}
  return typeof named.name === 'string' ? named.name : ''
}

function isDisputed(a: string, b: string): readonly [number, number, number, number] | boolean {
  const entry = DISPUTED.find(({ pair }) => pair.includes(a) && pair.includes(b) && a !== b)
  return entry === undefined ? false : (entry.box ?? true)
}

function readWorld(): WorldGeography {
  // The file of the package is a TopoJSON topology of this form.
  const world = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8')) as World
  const { countries } = world.objects
  const shapes = feature(world, countries)
  const boundaries = mesh(world, countries, (a, b) => a !== b && isDisputed(nameOf(a), nameOf(b)) === false)
  const whole = mesh(world, countries, (a, b) => a !== b && isDisputed(nameOf(a), nameOf(b)) === true)
  const partly = DISPUTED.filter(({ box }) => box !== undefined).flatMap(({ pair, box }) => {
    const lines = mesh(world, countries, (a, b) => a !== b && pair.includes(nameOf(a)) && pair.includes(nameOf(b)))
    return lines.coordinates.map((line) => ({ line, box: box ?? [-180, -90, 180, 90] }))
  })
  const isIn = (position: GeoJSON.Position, [west, south, east, north]: readonly number[]): boolean => {
    const [lon = 0, lat = 0] = position
    return lon >= Number(west) && lon <= Number(east) && lat >= Number(south) && lat <= Number(north)
  }
  const split = partly.flatMap(({ line, box }) => segments(line, (position) => isIn(position, box)))
  return {
    countries: shapes.type === 'FeatureCollection' ? shapes : { type: 'FeatureCollection', features: [shapes] },
    coast: mesh(world, countries, (a, b) => a === b),
    boundaries: {
      type: 'MultiLineString',
      coordinates: [...boundaries.coordinates, ...split.filter(({ isInside }) => !isInside).map(({ line }) => line)],
    },
    disputed: {
      type: 'MultiLineString',
      coordinates: [...whole.coordinates, ...split.filter(({ isInside }) => isInside).map(({ line }) => line)],
    },
  }
}

/** Cuts a line into stretches inside and outside; neighbouring stretches share the position between them. */
function segments(
  line: readonly GeoJSON.Position[],
  isInside: (position: GeoJSON.Position) => boolean,
): readonly { readonly line: GeoJSON.Position[]; readonly isInside: boolean }[] {
  const result: { line: GeoJSON.Position[]; isInside: boolean }[] = []
  for (const position of line) {
    const inside = isInside(position)
    const last = result.at(-1)
    if (last?.isInside === inside) last.line.push(position)
    else {
      const shared = last?.line.at(-1)
      result.push({ line: shared === undefined ? [position] : [shared, position], isInside: inside })
    }
  }
  return result.filter((stretch) => stretch.line.length > 1)
}

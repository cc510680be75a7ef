import type { Ring } from '@eirene/domain/place'
import { geoArea, geoBounds, geoContains, geoMercator, type GeoProjection } from 'd3-geo'
import type { MapPoint } from './static-map-order.ts'

/** West, south, east, north. */
export type Box = readonly [number, number, number, number]

/** The projection of a printed map and what it frames. */
export interface MapView {
  readonly projection: GeoProjection
  readonly box: Box
  readonly widthPx: number
  readonly heightPx: number
  /** Metres on the ground of one pixel at the middle of the map. */
  readonly metresPerPx: number
}

function boxOf(positions: readonly (readonly [number, number])[]): Box | undefined {
  if (positions.length === 0) return undefined
  const lons = positions.map(([lon]) => lon)
  const lats = positions.map(([, lat]) => lat)
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

function union(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

/** Countries in which at least a third of the points lie, as long as they are not far larger than what the points span. */
export function countriesOf(
  points: readonly MapPoint[],
  countries: readonly GeoJSON.Feature[],
): readonly GeoJSON.Feature[] {
  const distinct = [...new Map(points.map((point) => [`${point.lon} ${point.lat}`, point])).values()].slice(0, 200)
  return countries.filter((country) => {
    const [[west, south], [east, north]] = geoBounds(country)
    const near = distinct.filter(({ lon, lat }) => lon >= west && lon <= east && lat >= south && lat <= north)
    const inside = near.filter(({ lon, lat }) => geoContains(country, [lon, lat])).length
    return inside > 0 && inside * 3 >= distinct.length && geoArea(country) < 0.06
  })
}

function featureBox(feature: GeoJSON.Feature): Box {
  const [[west, south], [east, north]] = geoBounds(feature)
  return west > east ? [-180, south, 180, north] : [west, south, east, north]
}

/** The box to draw: the area if one was drawn, else the points with their countries (or the own country's land). */
export function frameOf(points: readonly MapPoint[], area: Ring | null, land: readonly GeoJSON.Feature[]): Box {
  if (area !== null) return padded(boxOf(area) ?? [-180, -60, 180, 75])
  const box = [boxOf(points.map(({ lon, lat }) => [lon, lat] as const)), ...land.map(featureBox)]
    .filter((part) => part !== undefined)
    .reduce<Box | undefined>((all, part) => (all === undefined ? part : union(all, part)), undefined)
  return padded(box ?? [-180, -60, 180, 75])
}

/** Some air around a box; at least about 50 km across. */
function padded([west, south, east, north]: Box): Box {
  const [dx, dy] = [Math.max((east - west) * 0.06, 0.25), Math.max((north - south) * 0.06, 0.25)]
  return [Math.max(west - dx, -180), Math.max(south - dy, -84), Math.min(east + dx, 180), Math.min(north + dy, 84)]
}

/** Fits a box into a frame of pixels, Mercator, north up, clipped to the frame. */
export function viewOf(box: Box, widthPx: number, heightPx: number): MapView {
  const [west, south, east, north] = box
  const corners: GeoJSON.MultiPoint = {
    type: 'MultiPoint',
    coordinates: [
      [west, south],
      [east, north],
    ],
  }
  const projection = geoMercator()
    .rotate([-(west + east) / 2, 0])
    .fitSize([widthPx, heightPx], corners)
    .clipExtent([
      [0, 0],
      [widthPx, heightPx],
    ])
  const middle = projection.invert?.([widthPx / 2, heightPx / 2]) ?? [0, 0]
  const metresPerPx = (6_371_008 / projection.scale()) * Math.cos((middle[1] * Math.PI) / 180)
  return { projection, box, widthPx, heightPx, metresPerPx }
}

/** Length and name of a scale bar: a round distance of at most a fifth of the map's width. */
export function scaleBar(view: MapView): { readonly lengthPx: number; readonly text: string } {
  const mostM = view.metresPerPx * view.widthPx * 0.2
  const power = 10 ** Math.floor(Math.log10(mostM))
  const lengthM = [5, 2, 1].map((n) => n * power).find((n) => n <= mostM) ?? power
  return { lengthPx: lengthM / view.metresPerPx, text: lengthM < 1000 ? `${lengthM} m` : `${lengthM / 1000} km` }
}

/** Step of the graticule in degrees: three to six lines across the map. */
export function graticuleStep([west, south, east, north]: Box): number {
  const span = Math.max(east - west, north - south)
  return [0.1, 0.25, 0.5, 1, 2, 5, 10, 20].find((step) => span / step <= 6) ?? 30
}

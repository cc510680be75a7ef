import { INCIDENT_STATES } from '@eirene/domain/incident'
import { SEVERITIES, type PictureFilter } from '@eirene/domain/situation'
import { markImage } from '../incident/index.ts'
import { circleRing, emptyCollection, type Feature, type FeatureCollection } from '../map/index.ts'
import type { HexLayer, PointLayer } from './engine/protocol.ts'

/** Lowest count of each density class, ascending, at most five; the first is 1. */
export type Breaks = readonly number[]

/** Classes of density in steps of equal ratio up to the largest count: sequences of counts are long-tailed. */
export function densityBreaks(counts: Float64Array): Breaks {
  let most = 0
  for (const count of counts) if (count > most) most = count
  const breaks = [1]
  for (let i = 1; i < 5; i++) {
    const next = Math.ceil(most ** (i / 5)) + (i === 1 ? 1 : 0)
    if (next > (breaks.at(-1) ?? 0) && next <= most) breaks.push(next)
  }
  return breaks
}

/** Class 1–5 of a count. Few classes are spread over the whole scale, so that the most is always the darkest. */
export function densityClass(count: number, breaks: Breaks): number {
  let at = 0
  while (at + 1 < breaks.length && count >= (breaks[at + 1] ?? 0)) at++
  return shownClass(at, breaks)
}

/** Where a break stands on the scale of five. */
export function shownClass(at: number, breaks: Breaks): number {
  return breaks.length === 1 ? 3 : 1 + Math.round((at * 4) / (breaks.length - 1))
}

/** Hexagons with their class, as the map draws them. */
export function hexFeatures(layer: HexLayer | null, breaks: Breaks): FeatureCollection {
  if (layer === null) return emptyCollection()
  const features = layer.cells.map((cell, i): Feature => {
    const corners = layer.corners[i] ?? new Float64Array(0)
    const ring: [number, number][] = []
    for (let k = 0; k + 1 < corners.length; k += 2) ring.push([corners[k] ?? 0, corners[k + 1] ?? 0])
    const count = layer.counts[i] ?? 0
    return {
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: [ring] },
      properties: { cell, count, class: densityClass(count, breaks) },
    }
  })
  return { type: 'FeatureCollection', features }
}

/** Places with the mark of their gravest incident, grave ones above. */
export function pointFeatures(layer: PointLayer | null): FeatureCollection {
  if (layer === null) return emptyCollection()
  const features = Array.from(layer.lon, (lon, i): Feature => {
    const state = INCIDENT_STATES[layer.state[i] ?? 0] ?? 'reported'
    const severity = SEVERITIES[layer.severity[i] ?? 0] ?? 'unknown'
    return {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, layer.lat[i] ?? 0] },
      properties: {
        image: markImage(state, severity),
        count: layer.count[i] ?? 1,
        row: layer.row[i] ?? 0,
        order: layer.severity[i] ?? 0,
        lon,
        lat: layer.lat[i] ?? 0,
      },
    }
  })
  return { type: 'FeatureCollection', features }
}

function polygon(ring: readonly (readonly [number, number])[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: {} }],
  }
}

/** The area that filters. */
export function areaFeatures({ polygon: ring }: PictureFilter): FeatureCollection {
  const first = ring?.[0]
  return ring === undefined || first === undefined ? emptyCollection() : polygon([...ring, first])
}

/** The area that is being drawn: its corners joined, closed once there are three. */
export function draftFeatures(corners: readonly (readonly [number, number])[]): FeatureCollection {
  const first = corners[0]
  if (first === undefined) return emptyCollection()
  const line = corners.length > 2 ? [...corners, first] : corners.length === 1 ? [first, first] : corners
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', geometry: { type: 'LineString', coordinates: line }, properties: {} }],
  }
}

/** The circle that surely holds a place. */
export function precisionFeatures(
  point: { readonly lon: number; readonly lat: number; readonly precisionM: number } | null,
): FeatureCollection {
  return point === null ? emptyCollection() : polygon(circleRing([point.lon, point.lat], point.precisionM))
}

/** Hexagon size for a zoom: about 20 to 60 pixels across. */
export function hexFor(zoom: number): 3 | 4 | 5 | 6 | 7 {
  if (zoom < 4.6) return 3
  if (zoom < 6) return 4
  if (zoom < 7.4) return 5
  return zoom < 8.8 ? 6 : 7
}

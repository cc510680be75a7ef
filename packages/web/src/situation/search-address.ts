import { filterToText, SEARCH_PATH, type SearchHit, type SearchPlace } from '@eirene/domain/situation'
import { fillPath } from '../edge/index.ts'
import { parseMgrs } from '../map/index.ts'
import { changed, positionToText } from './view-state.ts'

const PLACE_ZOOM = 11

/** The page with everything that was found. */
export function resultsPath(slug: string, words: string): string {
  return `/run/${encodeURIComponent(slug)}/situation/search?${new URLSearchParams({ q: words }).toString()}`
}

/** The address that the server is asked at. */
export function searchPath(slug: string, parts: Readonly<Record<string, string | null>>): string {
  const query = Object.entries(parts).filter((part): part is [string, string] => part[1] !== null && part[1] !== '')
  return `${fillPath(SEARCH_PATH, { slug })}?${new URLSearchParams(query).toString()}`
}

/** Where the map looks at a place that was typed; null for a grid reference that names none. */
export function positionOfPlace(place: SearchPlace): string | null {
  const point = place.kind === 'point' ? place : parseMgrs(place.mgrs)
  return point === null ? null : positionToText({ lon: point.lon, lat: point.lat, zoom: PLACE_ZOOM })
}

/** Where a record that was found is looked at; null when it has no place of its own on a screen. */
export function hitPath(slug: string, hit: SearchHit): string | null {
  const base = `/run/${encodeURIComponent(slug)}/situation`
  const incidentId = hit.kind === 'incident' ? hit.id : hit.incidentId
  if (incidentId !== null) return `${base}?sel=${incidentId}`
  if (hit.kind === 'sitrep') return `${base}/sitreps/${hit.id}`
  if (hit.kind === 'actor')
    return `${base}?${new URLSearchParams({ filter: filterToText(changed({}, { actorIds: [hit.id] })) }).toString()}`
  return null
}

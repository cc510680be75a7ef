import { parseWith } from '@eirene/domain/parse'
import { GAZETTEER_CITATION, PLACES_PATH, placesQuerySchema, type PlacesView } from '@eirene/domain/place'
import { mustParse, type Route } from '../edge/index.ts'
import { loadGazetteer, type Gazetteer, type Point } from './gazetteer.ts'

function boundsOf(text: string): readonly [number, number, number, number] {
  const [west = 0, south = 0, east = 0, north = 0] = text.split(',').map(Number)
  return [west, south, east, north]
}

function pointOf(text: string): Point {
  const [lon = 0, lat = 0] = text.split(',').map(Number)
  return { lon, lat }
}

/** Towns to search for and to label the map with. The gazetteer is read when it is first asked for. */
export function placeRoutes(): readonly Route[] {
  let gazetteer: Gazetteer | undefined
  return [
    {
      method: 'GET',
      path: PLACES_PATH,
      access: 'public',
      handle: ({ request, reply }): Promise<PlacesView> => {
        const query = mustParse(parseWith(placesQuerySchema, request.query))
        gazetteer ??= loadGazetteer()
        const places =
          'q' in query
            ? gazetteer.findPlaces(query.q, query.limit, query.near === undefined ? undefined : pointOf(query.near))
            : gazetteer.listPlacesWithin(boundsOf(query.bbox), query.limit)
        void reply.header('cache-control', 'public, max-age=86400')
        return Promise.resolve({ places, citation: GAZETTEER_CITATION })
      },
    },
  ]
}

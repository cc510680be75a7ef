export { HEXAGON_MAX_PRECISION_M, PRECISION_MAX_M, type IncidentPlace, type PrecisePoint, type Ring } from './place.ts'
export { hexagonOf, STORED_H3_RESOLUTION } from './hexagon.ts'
export {
  GAZETTEER_CITATION,
  placesAddress,
  PLACES_PATH,
  placesQuerySchema,
  type GazetteerPlace,
  type PlacesView,
} from './place.contract.ts'
export { bearingDeg, distanceM } from './distance.ts'
export { judgePoint, parseCoordinates, type TypedPoint } from './coordinates.ts'

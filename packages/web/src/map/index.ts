export { type BaseMap } from './base-map.ts'
export {
  emptyCollection,
  type Bounds,
  type DynamicLayer,
  type Feature,
  type FeatureCollection,
  type LonLat,
  type MapAdapter,
  type MapPosition,
  type MapPick,
} from './contract.ts'
export { MapSurface } from './MapSurface.tsx'
export { circleRing } from './circle.ts'
export { formatMgrs, parseMgrs, type GridPlace } from './mgrs.ts'
export { loadBaseMap } from './base-map.ts'

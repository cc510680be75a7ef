import type { LonLat } from './contract.ts'

const EARTH_RADIUS_M = 6_371_008.8

/** A closed ring of 64 corners around a point at a distance in metres, on the sphere. Wraps nothing: near a pole it is wrong. */
export function circleRing([lon, lat]: LonLat, radiusM: number): readonly LonLat[] {
  const angular = radiusM / EARTH_RADIUS_M
  const phi = (lat * Math.PI) / 180
  return Array.from({ length: 65 }, (_, i) => {
    const bearing = ((i % 64) / 64) * 2 * Math.PI
    const phi2 = Math.asin(Math.sin(phi) * Math.cos(angular) + Math.cos(phi) * Math.sin(angular) * Math.cos(bearing))
    const dLambda = Math.atan2(
      Math.sin(bearing) * Math.sin(angular) * Math.cos(phi),
      Math.cos(angular) - Math.sin(phi) * Math.sin(phi2),
    )
    return [lon + (dLambda * 180) / Math.PI, (phi2 * 180) / Math.PI]
  })
}

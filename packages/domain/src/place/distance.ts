const EARTH_RADIUS_M = 6_371_008.8
const RAD = Math.PI / 180

/** Great-circle distance in metres between two points (haversine on a sphere of mean radius; within 0.6 % of the ellipsoid). */
export function distanceM(
  a: { readonly lon: number; readonly lat: number },
  b: { readonly lon: number; readonly lat: number },
): number {
  const half =
    Math.sin(((b.lat - a.lat) * RAD) / 2) ** 2 +
    Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(((b.lon - a.lon) * RAD) / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** Initial bearing from one point to another, degrees from true north in [0, 360). */
export function bearingDeg(
  from: { readonly lon: number; readonly lat: number },
  to: { readonly lon: number; readonly lat: number },
): number {
  const dLon = (to.lon - from.lon) * RAD
  const y = Math.sin(dLon) * Math.cos(to.lat * RAD)
  const x =
    Math.cos(from.lat * RAD) * Math.sin(to.lat * RAD) -
    Math.sin(from.lat * RAD) * Math.cos(to.lat * RAD) * Math.cos(dLon)
  return (Math.atan2(y, x) / RAD + 360) % 360
}

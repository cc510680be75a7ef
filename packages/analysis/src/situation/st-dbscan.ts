import type { Tally } from '@eirene/domain/situation'
import type { Ring } from '@eirene/domain/place'
import { formatDayNo } from '@eirene/domain/time'
import type { SituationColumns } from './columns.ts'
import {
  centreOf,
  distanceM,
  hullOf,
  neighboursWithin,
  type SpaceTimePoints,
  type VisitNeighbours,
} from './neighbours.ts'
import { tallyOfRows } from './tally-rows.ts'

/** How near incidents must be to belong together. */
export interface ClusterOptions {
  /** Distance on the globe, metres, both ends included. */
  readonly radiusM: number
  /** Days between two incidents, both ends included. */
  readonly withinDays: number
  /** Incidents within radius and days of one, itself included, that make it the core of a cluster. */
  readonly minIncidents: number
}

/** What the project looks for unless the person says otherwise. */
export const CLUSTER_OPTIONS: ClusterOptions = { radiusM: 10_000, withinDays: 14, minIncidents: 4 }

export interface Cluster {
  /** Rows of its incidents, ascending. */
  readonly rows: readonly number[]
  readonly tally: Tally
  readonly centre: readonly [lon: number, lat: number]
  /** From the centre to its furthest incident, metres. */
  readonly radiusM: number
  /** Convex ring around its incidents, not closed; null when they lie on a point or a line. Across 180° its lon may exceed 180. */
  readonly hull: Ring | null
  /** First local day and the day after the last. */
  readonly fromOn: string
  readonly toOn: string
}

export interface Clusters {
  readonly options: ClusterOptions
  /** In the order in which they begin. */
  readonly clusters: readonly Cluster[]
  /** Incidents that belong to none. */
  readonly alone: number
  /** Incidents left out because their place is not known. */
  readonly unplaced: number
  /** Incidents left out because their place is known less exactly than the radius. */
  readonly vague: number
}

/** Incidents of one point and day, taken together: they are neighbours of each other and of the same others. */
interface Sites extends SpaceTimePoints {
  readonly rows: readonly (readonly number[])[]
}

function sitesOf(columns: SituationColumns, rows: readonly number[]): Sites {
  const { lon, lat, day } = columns
  const groups = new Map<string, number[]>()
  for (const row of rows) {
    const key = `${lon[row] ?? 0},${lat[row] ?? 0},${day[row] ?? 0}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  const first = (group: readonly number[]): number => group[0] ?? 0
  const byDay = [...groups.values()].sort((a, b) => {
    const [i, j] = [first(a), first(b)]
    return (day[i] ?? 0) - (day[j] ?? 0) || (lon[i] ?? 0) - (lon[j] ?? 0) || (lat[i] ?? 0) - (lat[j] ?? 0)
  })
  return {
    rows: byDay,
    lon: Float64Array.from(byDay, (group) => lon[first(group)] ?? 0),
    lat: Float64Array.from(byDay, (group) => lat[first(group)] ?? 0),
    day: Int32Array.from(byDay, (group) => day[first(group)] ?? 0),
  }
}

/** Root of a site in the forest of joined sites. */
function rootOf(parent: Int32Array, site: number): number {
  let root = site
  while (parent[root] !== root) root = parent[root] ?? root
  for (let at = site; at !== root;) {
    const next = parent[at] ?? root
    parent[at] = root
    at = next
  }
  return root
}

/** Number of the cluster of each site, -1 for none; clusters are numbered by their first core site. */
function clusterNumbers(sites: Sites, minIncidents: number, neighbours: VisitNeighbours): Int32Array {
  const count = sites.rows.length
  const isCore = new Uint8Array(count)
  for (let site = 0; site < count; site++) {
    let incidents = 0
    neighbours(site, (other) => (incidents += sites.rows[other]?.length ?? 0))
    if (incidents >= minIncidents) isCore[site] = 1
  }
  const parent = Int32Array.from({ length: count }, (_, site) => site)
  for (let site = 0; site < count; site++) {
    if (isCore[site] === 0) continue
    neighbours(site, (other) => {
      if (other >= site || isCore[other] === 0) return
      const [a, b] = [rootOf(parent, site), rootOf(parent, other)]
      parent[Math.max(a, b)] = Math.min(a, b)
    })
  }
  const numbers = new Int32Array(count).fill(-1)
  let next = 0
  for (let site = 0; site < count; site++)
    if (isCore[site] === 1) numbers[site] = parent[site] === site ? next++ : (numbers[rootOf(parent, site)] ?? -1)
  for (let site = 0; site < count; site++) {
    if (isCore[site] === 1) continue
    let number = -1
    neighbours(site, (other) => {
      const theirs = numbers[other] ?? -1
      if (isCore[other] === 1 && (number < 0 || theirs < number)) number = theirs
    })
    numbers[site] = number
  }
  return numbers
}

function clusterOf(columns: SituationColumns, members: readonly number[]): Cluster {
  const rows = members.toSorted((a, b) => a - b)
  const { lon, lat, day } = columns
  const points = rows.map((row): [number, number] => [lon[row] ?? 0, lat[row] ?? 0])
  const centre = centreOf(points)
  // Around the centre, so that a cluster across 180° keeps together.
  const around = points.map(([x, y]): [number, number] => [x + 360 * Math.round((centre[0] - x) / 360), y])
  const days = rows.map((row) => day[row] ?? 0)
  return {
    rows,
    tally: tallyOfRows(columns, rows),
    centre,
    radiusM: points.reduce((most, [x, y]) => Math.max(most, distanceM(centre[0], centre[1], x, y)), 0),
    hull: hullOf(around) ?? null,
    fromOn: formatDayNo(days.reduce((a, b) => Math.min(a, b))),
    toOn: formatDayNo(days.reduce((a, b) => Math.max(a, b)) + 1),
  }
}

/**
 * Finds incidents that crowd in space and time (ST-DBSCAN, the distance in space and in time each with its own limit).
 *
 * An incident with at least `minIncidents` (itself included) within the radius and the days is a core; cores that are
 * neighbours make one cluster; an incident near a core but no core itself joins the cluster that began first.
 *
 * Shapes   rows of the columns, such as `selectRows` gives.
 * Units    metres on a sphere, local days.
 * Limits   Rows whose place is unknown or vaguer than the radius are left out and counted. The limits are a choice, not a
 *          finding: a cluster says "look here", never "these belong together". docs/methods/clusters.md.
 * Source   Birant and Kut, Data & Knowledge Engineering 60 (2007); Ester et al., KDD (1996).
 */
export function stDbscan(
  columns: SituationColumns,
  rows: ArrayLike<number>,
  options: ClusterOptions = CLUSTER_OPTIONS,
): Clusters {
  const all = Array.from(rows)
  const placed = all.filter((row) => !Number.isNaN(columns.lon[row] ?? Number.NaN))
  const exact = placed.filter((row) => (columns.precisionM[row] ?? 0) <= options.radiusM)
  const sites = sitesOf(columns, exact)
  const neighbours = neighboursWithin(sites, options.radiusM, options.withinDays)
  const members: number[][] = []
  let alone = 0
  clusterNumbers(sites, options.minIncidents, neighbours).forEach((number, site) => {
    const rowsHere = sites.rows[site] ?? []
    if (number < 0) alone += rowsHere.length
    else for (const row of rowsHere) (members[number] ??= []).push(row)
  })
  return {
    options,
    clusters: members.map((rowsOfCluster) => clusterOf(columns, rowsOfCluster)),
    alone,
    unplaced: all.length - placed.length,
    vague: placed.length - exact.length,
  }
}

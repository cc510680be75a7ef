import { describe, expect, it } from 'vitest'
import { CLUSTER_OPTIONS, columnsOf, idsOf, stDbscan, type ClusterOptions, type SituationRow } from './index.ts'
import { distanceM } from './neighbours.ts'
import { randomFrom, randomRows } from './random-rows.ts'

const seed = Number(process.env['EIRENE_TEST_SEED'] ?? 7)
const hint = `seed ${seed} (set EIRENE_TEST_SEED to run it again)`
const ZONE = 'Africa/Bangui'
const DAY_MS = 86_400_000

function rowsAround(random: () => number, count: number, middle: readonly [number, number]): SituationRow[] {
  const rows = [
    ...randomRows({ count, random, fromMs: Date.UTC(2021, 0, 1), spanMs: 90 * DAY_MS, markings: ['open'], actors: 3 }),
  ]
  const towns = Array.from(
    { length: 6 },
    () => [middle[0] + (random() - 0.5) * 2, middle[1] + (random() - 0.5) * 2] as const,
  )
  return rows.map((row) => {
    const [x, y] = towns[Math.floor(random() * towns.length)]!
    const jitter = random() < 0.5 ? 0 : (random() - 0.5) * 0.4
    const lon = ((((x + jitter + 180) % 360) + 360) % 360) - 180
    return { ...row, point: row.point === null ? null : { ...row.point, lon, lat: y + jitter } }
  })
}

/** Pairs compared one with every other, as the definition says. Clusters as lists of ids, in the order in which they begin. */
function slowClusters(rows: readonly SituationRow[], options: ClusterOptions): string[][] {
  const columns = columnsOf(rows, ZONE)
  const used = [...Array(columns.size).keys()].filter(
    (i) => !Number.isNaN(columns.lon[i]!) && columns.precisionM[i]! <= options.radiusM,
  )
  const near = (i: number, j: number): boolean =>
    Math.abs(columns.day[i]! - columns.day[j]!) <= options.withinDays &&
    distanceM(columns.lon[i]!, columns.lat[i]!, columns.lon[j]!, columns.lat[j]!) <= options.radiusM
  const cores = used.filter((i) => used.filter((j) => near(i, j)).length >= options.minIncidents)
  const ranked = cores.sort(
    (a, b) =>
      columns.day[a]! - columns.day[b]! || columns.lon[a]! - columns.lon[b]! || columns.lat[a]! - columns.lat[b]!,
  )
  const clusters: Set<number>[] = []
  for (const start of ranked) {
    if (clusters.some((cluster) => cluster.has(start))) continue
    const cluster = new Set([start])
    for (const i of cluster) for (const j of cores) if (near(i, j)) cluster.add(j)
    clusters.push(cluster)
  }
  const coresOf = clusters.map((cluster) => [...cluster])
  for (const i of used) {
    if (cores.includes(i)) continue
    const first = coresOf.findIndex((members) => members.some((j) => near(i, j)))
    if (first >= 0) clusters[first]!.add(i)
  }
  return clusters.map((cluster) => idsOf(columns, [...cluster]).sort())
}

describe('stDbscan', { timeout: 60_000 }, () => {
  it.each([
    ['near the equator', [20, 5]],
    ['across the antimeridian', [179.9, -17]],
    ['near the pole', [30, 88.7]],
  ] as const)('finds what comparing every pair finds, %s', (_, middle) => {
    const random = randomFrom(seed)
    for (let round = 0; round < 6; round++) {
      const rows = rowsAround(random, 60 + Math.floor(random() * 240), middle)
      const options = round % 2 === 0 ? CLUSTER_OPTIONS : { radiusM: 25_000, withinDays: 3, minIncidents: 3 }
      const columns = columnsOf(rows, ZONE)
      const found = stDbscan(columns, [...Array(columns.size).keys()], options)
      expect(
        found.clusters.map((cluster) => idsOf(columns, cluster.rows).sort()),
        hint,
      ).toEqual(slowClusters(rows, options))
      const members = found.clusters.reduce((sum, cluster) => sum + cluster.rows.length, 0)
      expect(members + found.alone + found.unplaced + found.vague, hint).toBe(columns.size)
    }
  })

  it('describes a cluster: members, centre, reach, days, people killed', () => {
    const random = randomFrom(seed)
    const [template] = [
      ...randomRows({ count: 1, random, fromMs: Date.UTC(2021, 0, 10), spanMs: 0, markings: ['open'], actors: 1 }),
    ]
    const at = (no: number, [lon, lat]: readonly [number, number], day: number, precisionM = 500): SituationRow => ({
      ...template!,
      id: `00000000-0000-7000-8000-00000000000${no}`,
      occurredAtMs: Date.UTC(2021, 0, day, 12),
      point: { lon, lat, precisionM },
      killed: { low: 1, best: 2, high: no === 1 ? null : 3 },
      countingRule: 'ucdp',
    })
    const rows = [
      at(1, [20, 5], 10),
      at(2, [20.02, 5], 12),
      at(3, [20, 5.02], 14),
      at(4, [20.02, 5.02], 20),
      at(5, [20, 5], 11, 25_000),
      at(6, [22, 5], 11),
    ]
    const columns = columnsOf(rows, ZONE)
    const { clusters, alone, vague } = stDbscan(columns, [0, 1, 2, 3, 4, 5])
    expect({ alone, vague, count: clusters.length }).toEqual({ alone: 1, vague: 1, count: 1 })
    const [cluster] = clusters
    expect(cluster!.centre[0]).toBeCloseTo(20.01, 6)
    expect(cluster!.centre[1]).toBeCloseTo(5.01, 5)
    expect(cluster!.radiusM).toBeCloseTo(distanceM(20.01, 5.01, 20, 5), 0)
    expect(cluster!.hull).toHaveLength(4)
    expect([cluster!.fromOn, cluster!.toOn]).toEqual(['2021-01-10', '2021-01-21'])
    expect(cluster!.tally).toEqual({
      incidents: 4,
      killed: [
        { countingRule: 'ucdp', incidents: 4, low: 4, best: 8, high: 9, lowUnknown: 0, bestUnknown: 0, highUnknown: 1 },
      ],
    })
  })

  it('knows the length of a degree: 111.2 km on the sphere', () => {
    expect(distanceM(20, 5, 20, 6)).toBeCloseTo((Math.PI / 180) * 6_371_008.8, 3)
    expect(distanceM(179.5, 0, -179.5, 0)).toBeCloseTo((Math.PI / 180) * 6_371_008.8, 3)
  })
})

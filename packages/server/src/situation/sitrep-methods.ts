import { CLUSTER_OPTIONS, columnsOf, compareRates, idsOf, stDbscan } from '@eirene/analysis/situation'
import { hexagonOf } from '@eirene/domain/place'
import type { SitrepRecord } from '@eirene/domain/situation'
import type { SitrepMethods } from './draft-sitrep.ts'

/** The methods of the analysis package as a situation report applies them. */
export const SITREP_METHODS: SitrepMethods = {
  compare: (current, before) => {
    const { ratio, ratioLow, ratioHigh } = compareRates(current, before)
    return { ratio, low: ratioLow, high: ratioHigh }
  },
  clusterRule: {
    radiusKm: CLUSTER_OPTIONS.radiusM / 1000,
    days: CLUSTER_OPTIONS.withinDays,
    least: CLUSTER_OPTIONS.minIncidents,
  },
  clusters,
}

/** Citation numbers of the records that crowd in space and time, the clusters in the order in which they begin. */
function clusters(records: readonly SitrepRecord[], timeZone: string): readonly (readonly number[])[] {
  const rows = records.map((record) => ({
    id: record.incidentId,
    occurredAtMs: Date.parse(record.occurred.from),
    typeCode: record.typeCode,
    state: record.state,
    killed: null,
    countingRule: '',
    point: record.place.point,
    h3: hexagonOf(record.place.point),
    actors: [],
    dataset: '',
    marking: '',
    placeName: record.place.name,
    adm1: record.place.adm1,
    countryIso3: record.place.countryIso3,
  }))
  const columns = columnsOf(rows, timeZone)
  const noOf = new Map(records.map(({ incidentId, no }) => [incidentId, no]))
  const all = [...Array(columns.size).keys()]
  const ids = idsOf(columns, all)
  return stDbscan(columns, all).clusters.map((cluster) => cluster.rows.flatMap((row) => noOf.get(ids[row] ?? '') ?? []))
}

import { selectRows, stDbscan, wholeMask, type SituationColumns } from '@eirene/analysis/situation'
import type { PictureFilter } from '@eirene/domain/situation'
import { CLUSTERED_MAX, type ClustersAnswer } from './protocol.ts'

let kept: { readonly columns: SituationColumns; readonly key: string; readonly clusters: ClustersAnswer } | undefined

/** Clusters of the selected incidents; the last answer is kept, since opening a cluster asks for them again. */
export function clustersOf(columns: SituationColumns, filter: PictureFilter): ClustersAnswer {
  const key = `${columns.version}|${JSON.stringify(filter)}`
  if (kept?.columns === columns && kept.key === key) return kept.clusters
  const rows = selectRows(columns, wholeMask(columns), filter)
  const clusters = rows.length > CLUSTERED_MAX ? null : stDbscan(columns, rows)
  kept = { columns, key, clusters }
  return clusters
}

import { CLUSTER_OPTIONS, type Cluster } from '@eirene/analysis/situation'
import type { ReactNode } from 'react'
import { setQuery } from '../edge/index.ts'
import { lastDayOf, useI18n } from '../i18n/index.ts'
import { formatMgrs } from '../map/index.ts'
import { Empty, Loading } from '../widget/index.ts'
import { useAsked } from './use-asked.ts'
import type { ColumnsHold } from './use-columns.ts'
import { openFigure, positionToText, type ViewState } from './view-state.ts'

const SHOWN = 100

interface Props {
  readonly state: ViewState
  readonly columns: ColumnsHold
}

/** Where incidents crowd in space and time. A cluster says "look here", not "these belong together". */
export function ClustersPanel({ state, columns }: Props): ReactNode {
  const { text } = useI18n()
  const { engine, loaded } = columns
  const key = loaded === null || engine === null ? null : `${loaded.version}|${JSON.stringify(state.filter)}`
  const asked = useAsked(key, async () => engine?.clusters(state.filter))
  if (asked === undefined) return <Loading label={text('situation.clustering')} />
  if (asked === null)
    return <Empty title={text('situation.clustersTooMany')}>{text('situation.clustersTooManyText')}</Empty>
  const ranked = asked.clusters
    .map((cluster, no) => ({ cluster, no }))
    .sort((a, b) => b.cluster.rows.length - a.cluster.rows.length || (a.cluster.toOn < b.cluster.toOn ? 1 : -1))
  return (
    <div className="clusters">
      <p className="filter-note">
        {text('situation.clusterRule', {
          km: CLUSTER_OPTIONS.radiusM / 1000,
          days: CLUSTER_OPTIONS.withinDays,
          least: CLUSTER_OPTIONS.minIncidents,
        })}
      </p>
      {ranked.length === 0 && <p className="filter-note">{text('situation.noClusters')}</p>}
      <ol className="cluster-list">
        {ranked.slice(0, SHOWN).map(({ cluster, no }) => (
          <li key={no}>
            <ClusterItem cluster={cluster} no={no} />
          </li>
        ))}
      </ol>
      <p className="filter-note">
        {text('situation.clusterRest', { alone: asked.alone, vague: asked.vague, unplaced: asked.unplaced })}
      </p>
    </div>
  )
}

function ClusterItem({ cluster, no }: { readonly cluster: Cluster; readonly no: number }): ReactNode {
  const { text, number } = useI18n()
  const [lon, lat] = cluster.centre
  const killed = cluster.tally.killed.filter((sum) => sum.countingRule !== '')
  return (
    <button
      type="button"
      className="cluster"
      onClick={() => {
        openFigure({ kind: 'cluster', no })
        setQuery({ map: positionToText({ lon, lat, zoom: 8.6 }) }, { replace: true })
      }}
    >
      <strong className="num">{number(cluster.rows.length)}</strong>
      <span className="cluster-when num">{`${cluster.fromOn} – ${lastDayOf(cluster.toOn)}`}</span>
      <span className="cluster-where num">
        {`${formatMgrs([lon, lat], 2) ?? ''} · ${text('incident.within', { distance: `${number(Math.round(cluster.radiusM / 100) / 10)} km` })}`}
      </span>
      <span className="cluster-killed">
        {killed.map((sum) => (
          <span key={sum.countingRule} className="num">
            {`${number(sum.best)} ${text('situation.killed', { count: sum.best })} ${number(sum.low)}–${number(sum.high)}`}
          </span>
        ))}
      </span>
    </button>
  )
}

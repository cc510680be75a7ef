import type { ReactNode } from 'react'
import { setQuery } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { ClustersPanel } from './ClustersPanel.tsx'
import type { PictureAnswer } from './engine/protocol.ts'
import { RecordList } from './RecordList.tsx'
import { TopLists } from './TopLists.tsx'
import { TrendsPanel } from './TrendsPanel.tsx'
import type { ColumnsHold } from './use-columns.ts'
import { TABS, type ViewState } from './view-state.ts'

interface Props {
  readonly state: ViewState
  readonly columns: ColumnsHold
  readonly answer: PictureAnswer | null
  readonly zone: string
}

/** Beside the map: the records, the trends, where they cluster, and the most. */
export function SidePanel({ state, columns, answer, zone }: Props): ReactNode {
  const { text } = useI18n()
  return (
    <div className="side">
      <div className="tabs" role="tablist" aria-label={text('situation.panel')}>
        {TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-selected={tab === state.tab}
            aria-controls="side-panel"
            onClick={() => {
              setQuery({ tab: tab === 'list' ? null : tab }, { replace: true })
            }}
          >
            {text(`situation.tab.${tab}`)}
          </button>
        ))}
      </div>
      <div className="side-panel" role="tabpanel" id="side-panel" aria-labelledby={`tab-${state.tab}`}>
        {state.tab === 'list' && <RecordList state={state} columns={columns} answer={answer} zone={zone} />}
        {state.tab === 'trends' && <TrendsPanel state={state} columns={columns} />}
        {state.tab === 'clusters' && <ClustersPanel state={state} columns={columns} />}
        {state.tab === 'top' && <TopLists answer={answer} />}
      </div>
    </div>
  )
}

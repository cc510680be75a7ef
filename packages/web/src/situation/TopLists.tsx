import { topBins, type Dimension } from '@eirene/analysis/situation'
import type { ReactNode } from 'react'
import { useI18n } from '../i18n/index.ts'
import { typeLabel } from '../incident/index.ts'
import type { PictureAnswer } from './engine/protocol.ts'
import { openFigure } from './view-state.ts'

const LISTS = ['type', 'actor', 'area', 'place'] as const satisfies readonly Dimension[]
const SHOWN = 10

/** The types, actors, areas and places with most incidents; each figure opens its records. */
export function TopLists({ answer }: { readonly answer: PictureAnswer | null }): ReactNode {
  const i18n = useI18n()
  const { text, number } = i18n
  if (answer === null) return null
  return (
    <div className="top-lists">
      {LISTS.map((by) => {
        const histogram = answer.picture.histograms[by]
        const bins = histogram === undefined ? [] : topBins(histogram, SHOWN)
        const most = Math.max(1, bins[0]?.tally.incidents ?? 1)
        return (
          <section key={by}>
            <h2>{text(`situation.top.${by}`)}</h2>
            <ol className="top-list">
              {bins.map(({ key, label, tally }) => (
                <li key={key}>
                  <button
                    type="button"
                    onClick={() => {
                      openFigure({ kind: 'bin', by, key })
                    }}
                  >
                    <span className="top-name" dir="auto">
                      {by === 'type' ? typeLabel(key, i18n) : label}
                    </span>
                    <span className="num">{number(tally.incidents)}</span>
                    <span
                      className="top-bar"
                      aria-hidden="true"
                      style={{ inlineSize: `${((tally.incidents / most) * 100).toFixed(1)}%` }}
                    />
                  </button>
                </li>
              ))}
            </ol>
            {histogram !== undefined && histogram.none.incidents > 0 && (
              <p className="filter-note">{text(`situation.topNone.${by}`, { count: histogram.none.incidents })}</p>
            )}
          </section>
        )
      })}
    </div>
  )
}

import type { SituationRow } from '@eirene/analysis/situation'
import { useEffect, useRef, useState } from 'react'
import type { ColumnsHold } from './use-columns.ts'

/** Rows kept at hand; beyond it the store begins anew. */
const KEPT_MAX = 4000

/**
 * The rows of a stretch of the list, fetched from the engine as they come into sight. The answer gives a row by its place
 * in the list, undefined while it is on its way.
 */
export function useRows(
  { engine, loaded }: ColumnsHold,
  rows: Uint32Array,
  first: number,
  last: number,
): (index: number) => SituationRow | undefined {
  const kept = useRef<{ readonly of: unknown; readonly rows: Map<number, SituationRow> }>({ of: null, rows: new Map() })
  const [, setTurn] = useState(0)

  useEffect(() => {
    if (engine === null || loaded === null) return
    if (kept.current.of !== loaded || kept.current.rows.size > KEPT_MAX) kept.current = { of: loaded, rows: new Map() }
    const store = kept.current.rows
    const missing = [...rows.subarray(first, last)].filter((row) => !store.has(row))
    if (missing.length === 0) return
    let current = true
    void engine.rows(missing).then((found) => {
      found.forEach((row, i) => {
        const no = missing[i]
        if (row !== undefined && no !== undefined) store.set(no, row)
      })
      if (current) setTurn((turn) => turn + 1)
    })
    return () => {
      current = false
    }
  }, [engine, loaded, rows, first, last])

  return (index) => {
    const no = rows[index]
    return no === undefined || kept.current.of !== loaded ? undefined : kept.current.rows.get(no)
  }
}

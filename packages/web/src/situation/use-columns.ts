import { COLUMNS_PATH, LIVE_PATH, type LiveChange } from '@eirene/domain/situation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fillPath, getBytes, listenLive, Refusal } from '../edge/index.ts'
import { openEngine, type Engine } from './engine/engine.ts'
import type { LoadedColumns } from './engine/protocol.ts'

/** The picture's rows in the engine, as far as they are there. */
export interface ColumnsHold {
  readonly engine: Engine | null
  readonly loaded: LoadedColumns | null
  readonly refusal: Refusal | null
  /** Changes that came in since the rows were loaded; null: more than can be told. */
  readonly waiting: number | null
  /** Takes the changes in. The screen never does so by itself. */
  readonly refresh: () => void
}

function newWorker(): Worker {
  return new Worker(new URL('./engine/engine.worker.ts', import.meta.url), { type: 'module', name: 'situation' })
}

/** How many incidents a `changed` event tells of; null when it does not say. */
export function changesIn(data: string): number | null {
  try {
    // Written by the server's live route from the contract; what cannot be read counts as "not told".
    const { rows, removedIds } = JSON.parse(data) as LiveChange
    return rows === null ? null : rows.length + removedIds.length
  } catch {
    return null
  }
}

/** Loads the rows that the reader may see into the engine, and counts what changes meanwhile. */
export function useColumns(slug: string): ColumnsHold {
  const [engine, setEngine] = useState<Engine | null>(null)
  const [loaded, setLoaded] = useState<LoadedColumns | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [waiting, setWaiting] = useState<number | null>(0)
  const turn = useRef(0)

  useEffect(() => {
    const opened = openEngine(newWorker())
    setEngine(opened)
    return () => {
      opened.close()
      setEngine(null)
      setLoaded(null)
    }
  }, [slug])

  const load = useCallback(
    async (into: Engine): Promise<void> => {
      const mine = ++turn.current
      try {
        const body = await getBytes(fillPath(COLUMNS_PATH, { slug }))
        const next = await into.load(body)
        if (turn.current !== mine) return
        setLoaded(next)
        setRefusal(null)
        setWaiting(0)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        if (turn.current === mine) setRefusal(error)
      }
    },
    [slug],
  )

  useEffect(() => {
    if (engine !== null) void load(engine)
  }, [engine, load])

  useEffect(
    () =>
      listenLive(fillPath(LIVE_PATH, { slug }), 'changed', (data) => {
        const changes = changesIn(data)
        setWaiting((was) => (was === null || changes === null ? null : was + changes))
      }),
    [slug],
  )

  const refresh = useCallback(() => {
    if (engine !== null) void load(engine)
  }, [engine, load])
  return { engine, loaded, refusal, waiting, refresh }
}

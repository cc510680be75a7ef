import { useEffect, useState } from 'react'
import type { ColumnsHold } from './use-columns.ts'
import type { PictureAnswer, PictureOrder } from './engine/protocol.ts'

/** The picture for an order. What was computed before stays on screen until the new one is there: one frame, as a rule. */
export function usePicture({ engine, loaded }: ColumnsHold, order: PictureOrder): PictureAnswer | null {
  const [answer, setAnswer] = useState<PictureAnswer | null>(null)
  const key = JSON.stringify(order)
  useEffect(() => {
    if (engine === null || loaded === null) return
    let current = true
    // The key is the order as text, so that equal orders do not run twice.
    void engine.picture(JSON.parse(key) as PictureOrder).then((next) => {
      if (current && next !== undefined) setAnswer(next)
    })
    return () => {
      current = false
    }
  }, [engine, loaded, key])
  return loaded === null ? null : answer
}

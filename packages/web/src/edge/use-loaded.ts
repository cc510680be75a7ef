import { useCallback, useEffect, useState } from 'react'
import { Refusal } from './http.ts'

/** Something that comes from the server: not there yet, there, or refused. */
export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'refused'; readonly refusal: Refusal }

/**
 * Loads when `key` changes; null loads nothing. What was there stays until the new is there, when `keep` is set.
 * The second part loads again.
 */
export function useLoaded<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
  { keep = false } = {},
): readonly [Loaded<T>, () => void] {
  const [loaded, setLoaded] = useState<{ readonly key: string | null; readonly result: Loaded<T> }>()
  const [turn, setTurn] = useState(0)

  useEffect(() => {
    if (key === null) return
    const abort = new AbortController()
    load(abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) setLoaded({ key, result: { state: 'ready', value } })
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        if (!(error instanceof Refusal)) throw error
        setLoaded({ key, result: { state: 'refused', refusal: error } })
      },
    )
    return () => {
      abort.abort()
    }
    // `load` is a closure over what `key` names; the key decides.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, turn])

  const again = useCallback(() => {
    setTurn((n) => n + 1)
  }, [])
  const current = loaded !== undefined && (loaded.key === key || keep) ? loaded.result : undefined
  return [current ?? { state: 'loading' }, again]
}

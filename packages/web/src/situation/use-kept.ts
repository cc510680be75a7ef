import { useCallback, useState } from 'react'

/** A form that is kept in this tab as it is typed, so that a reload or an ended session loses nothing. The third part forgets it. */
export function useKept<T>(key: string, initial: T): readonly [T, (value: T) => void, () => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      const kept = sessionStorage.getItem(key)
      // Written by this same form; fields that a newer version added keep their first value.
      return kept === null ? initial : { ...initial, ...(JSON.parse(kept) as Partial<T>) }
    } catch {
      return initial
    }
  })
  const keep = useCallback(
    (next: T) => {
      setValue(next)
      try {
        sessionStorage.setItem(key, JSON.stringify(next))
      } catch {
        // Storage may be closed: the form works, it is only not kept.
      }
    },
    [key],
  )
  const forget = useCallback(() => {
    try {
      sessionStorage.removeItem(key)
    } catch {
      // Nothing was kept.
    }
  }, [key])
  return [value, keep, forget]
}

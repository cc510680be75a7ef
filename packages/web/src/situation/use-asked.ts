import { useEffect, useState } from 'react'

/** The answer to a question of the engine; the last one stays until the next is there. Null key: nothing is asked. */
export function useAsked<T>(key: string | null, ask: () => Promise<T>): T | undefined {
  const [answer, setAnswer] = useState<{ readonly value: T } | undefined>()
  useEffect(() => {
    if (key === null) return
    let current = true
    void ask().then((value) => {
      if (current) setAnswer({ value })
    })
    return () => {
      current = false
    }
    // `ask` is a closure over what `key` names.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  return key === null ? undefined : answer?.value
}

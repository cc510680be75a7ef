import { useEffect, useState } from 'react'

/**
 * A part of the program that a view needs only when somebody acts: loaded after the first paint, undefined until then. Where
 * it cannot be loaded the view fails, as with a part of the page.
 */
export function useLater<T>(load: () => Promise<T>): T | undefined {
  const [part, setPart] = useState<{ readonly value: T }>()
  const [failure, setFailure] = useState<{ readonly error: unknown }>()
  useEffect(() => {
    load().then(
      (value) => {
        setPart({ value })
      },
      (error: unknown) => {
        setFailure({ error })
      },
    )
  }, [load])
  if (failure !== undefined) throw failure.error
  return part?.value
}

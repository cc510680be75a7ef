import { useEffect } from 'react'

/** Looks again every `everyMs` while the page is seen, and at once when it is looked at again. */
export function usePolled(look: () => void, everyMs: number): void {
  useEffect(() => {
    const onLook = (): void => {
      if (document.visibilityState === 'visible') look()
    }
    const timer = setInterval(onLook, everyMs)
    document.addEventListener('visibilitychange', onLook)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onLook)
    }
  }, [look, everyMs])
}

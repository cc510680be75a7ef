import { useEffect, useState } from 'react'

/** The time, looked at every ten seconds: for clocks that count minutes. */
export function useTick(clock: () => Date): Date {
  const [now, setNow] = useState(clock)
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(clock())
    }, 10_000)
    return () => {
      clearInterval(timer)
    }
    // The clock is the same for the life of a screen.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  return now
}

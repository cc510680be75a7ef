import { useEffect, useRef } from 'react'

/** Reading again for one key, until another takes its place. */
interface Round {
  readonly abort: AbortController
  isUnderWay: boolean
  /** Something changed since the reading that is under way began. */
  isWanted: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

/**
 * Calls `read` a moment after `changes` goes up: a burst counts once, one reading ends before the next begins, and a flow of changes
 * that never pauses does not hold it off. What is under way for an earlier `key` is aborted. `read` answers for its own errors.
 */
export function useAfterChanges(
  key: string,
  { changes, pauseMs }: { readonly changes: number; readonly pauseMs: number },
  read: (signal: AbortSignal) => Promise<void>,
): void {
  const latest = useRef(read)
  const round = useRef<Round>(undefined)
  const seen = useRef(changes)
  useEffect(() => {
    latest.current = read
  })
  useEffect(() => {
    const own: Round = { abort: new AbortController(), isUnderWay: false, isWanted: false, timer: undefined }
    round.current = own
    return () => {
      own.abort.abort()
      clearTimeout(own.timer)
    }
  }, [key])
  useEffect(() => {
    if (changes === seen.current || round.current === undefined) return
    seen.current = changes
    ask(round.current, pauseMs, (signal) => latest.current(signal))
  }, [changes, pauseMs, key])
}

function ask(round: Round, pauseMs: number, read: (signal: AbortSignal) => Promise<void>): void {
  round.isWanted = true
  if (round.isUnderWay) return
  round.isUnderWay = true
  round.timer = setTimeout(() => {
    round.isWanted = false
    void read(round.abort.signal).finally(() => {
      round.isUnderWay = false
      if (round.isWanted && !round.abort.signal.aborted) ask(round, pauseMs, read)
    })
  }, pauseMs)
}

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
  {
    changes,
    pauseMs,
    atOnce = false,
  }: {
    readonly changes: number
    readonly pauseMs: number
    /** Reads for each key also before anything has changed, without a pause. */
    readonly atOnce?: boolean
  },
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
    if (atOnce) ask(own, pauseMs, (signal) => latest.current(signal), 0)
    return () => {
      own.abort.abort()
      clearTimeout(own.timer)
    }
  }, [key, pauseMs, atOnce])
  useEffect(() => {
    if (changes === seen.current || round.current === undefined) return
    seen.current = changes
    ask(round.current, pauseMs, (signal) => latest.current(signal))
  }, [changes, pauseMs, key])
}

/** Reads after `beginsInMs`; what is asked for meanwhile is read once more, a pause after that reading has ended. */
function ask(round: Round, pauseMs: number, read: (signal: AbortSignal) => Promise<void>, beginsInMs = pauseMs): void {
  round.isWanted = true
  if (round.isUnderWay) return
  round.isUnderWay = true
  round.timer = setTimeout(() => {
    round.isWanted = false
    void read(round.abort.signal).finally(() => {
      round.isUnderWay = false
      if (round.isWanted && !round.abort.signal.aborted) ask(round, pauseMs, read)
    })
  }, beginsInMs)
}

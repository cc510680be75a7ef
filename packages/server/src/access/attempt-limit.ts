import { Problem } from '@eirene/domain/problem'

/** Counts tries by key within a window of time. */
export interface AttemptLimit {
  /** Counts an attempt; false when the key has used up its attempts. */
  readonly allows: (key: string) => boolean
  /** Forgets a key: the attempt was right. */
  readonly forgive: (key: string) => void
}

/** Length of the window in which attempts are counted: one for all ways in, so that the refusal can name it. */
const WINDOW_MS = 5 * 60_000

/** The refusal of whoever has used up their attempts. */
export function tooManyAttempts(): Problem {
  return new Problem('access.too_many_attempts', 'Too many tries. Wait five minutes, then try again.')
}

/** At most `attempts` for each key in five minutes that start with the first. Kept in memory, at most 10,000 keys. */
export function attemptLimit(limit: { readonly attempts: number; readonly clock: () => Date }): AttemptLimit {
  const windows = new Map<string, { startedMs: number; attempts: number }>()
  return {
    allows(key) {
      const nowMs = limit.clock().getTime()
      const window = windows.get(key)
      const sinceMs = nowMs - (window?.startedMs ?? 0)
      // A window that begins later than now: the clock was set back, and it would not end for as long.
      if (window === undefined || sinceMs >= WINDOW_MS || sinceMs < 0) {
        windows.delete(key)
        const [oldest] = windows.keys()
        if (windows.size >= 10_000 && oldest !== undefined) windows.delete(oldest)
        windows.set(key, { startedMs: nowMs, attempts: 1 })
        return true
      }
      window.attempts += 1
      return window.attempts <= limit.attempts
    },
    forgive(key) {
      windows.delete(key)
    },
  }
}

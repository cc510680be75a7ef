import { randomBytes } from 'node:crypto'

/** What was asked of a browser and is answered once. */
export interface ChallengeBook {
  /** Writes down and gives the handle that the answer names. */
  readonly write: (entry: Readonly<Record<string, string>>) => string
  /** Takes an entry out: it is found once, and only while it is fresh. */
  readonly take: (handle: string) => Readonly<Record<string, string>> | undefined
}

const LIFE_MS = 5 * 60_000
const MOST = 10_000

/** Kept in memory for five minutes, at most 10,000: beyond that the oldest go. A restart asks everybody to begin again. */
export function openChallengeBook(clock: () => Date): ChallengeBook {
  const entries = new Map<string, { readonly entry: Readonly<Record<string, string>>; readonly endsMs: number }>()
  return {
    write: (entry) => {
      const nowMs = clock().getTime()
      for (const [handle, { endsMs }] of entries) {
        if (endsMs > nowMs && entries.size < MOST) break
        entries.delete(handle)
      }
      const handle = randomBytes(24).toString('base64url')
      entries.set(handle, { entry, endsMs: nowMs + LIFE_MS })
      return handle
    },
    take: (handle) => {
      const found = entries.get(handle)
      entries.delete(handle)
      if (found === undefined) return undefined
      const leftMs = found.endsMs - clock().getTime()
      // More than a whole life is left where the clock was set back.
      return leftMs > 0 && leftMs <= LIFE_MS ? found.entry : undefined
    },
  }
}

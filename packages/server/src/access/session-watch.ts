/** Tells open streams of a person at once that something about their access changed; they then ask whether they may go on. */
export interface SessionWatch {
  readonly tell: (personId: string) => void
  /** Calls back at every change for the person. Returns how to stop. */
  readonly follow: (personId: string, act: () => void) => () => void
}

/**
 * Within one process. What another process changes (the command line) is noticed at the next heartbeat of a stream, and at
 * the next request in any case.
 */
export function openSessionWatch(): SessionWatch {
  const followers = new Map<string, Set<() => void>>()
  return {
    tell: (personId) => {
      for (const act of [...(followers.get(personId) ?? [])]) act()
    },
    follow: (personId, act) => {
      const own = followers.get(personId) ?? new Set()
      own.add(act)
      followers.set(personId, own)
      return () => {
        own.delete(act)
        if (own.size === 0 && followers.get(personId) === own) followers.delete(personId)
      }
    },
  }
}

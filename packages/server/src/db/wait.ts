import { setTimeout as pause } from 'node:timers/promises'

/**
 * Asks again until the condition gives a value, at most for `limitMs`; undefined when it never did.
 * Asking costs `everyMs` between two questions: use it only where the system offers no event.
 */
export async function waitFor<T>(
  ask: () => T | undefined | Promise<T | undefined>,
  { limitMs, everyMs = 15 }: { readonly limitMs: number; readonly everyMs?: number },
): Promise<T | undefined> {
  const end = performance.now() + limitMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (performance.now() >= end) return undefined
    await pause(everyMs)
  }
}

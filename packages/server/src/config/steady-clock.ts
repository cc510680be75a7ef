/** A wall clock that shows the same instant for longer than this has stopped. */
const STANDS_MS = 1_000

/**
 * The clock of a server: what the wall clock shows, also when it is set forward or back, but never standing still. A stopped
 * one (a dead battery, a machine that is held) would let sessions live for ever; time then goes on from where it stopped by
 * `sinceStartMs`, milliseconds that only ever grow, until the wall clock moves again.
 */
export function steadyClock(wall: () => Date, sinceStartMs: () => number): () => Date {
  let shownMs = wall().getTime()
  let movedAtMs = sinceStartMs()
  return () => {
    const wallMs = wall().getTime()
    const nowMs = sinceStartMs()
    if (wallMs !== shownMs) {
      shownMs = wallMs
      movedAtMs = nowMs
    }
    const stoodMs = nowMs - movedAtMs
    return new Date(stoodMs < STANDS_MS ? shownMs : shownMs + Math.floor(stoodMs))
  }
}

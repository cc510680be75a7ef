import type { KeepProgress } from '../backup/index.ts'
import { progressBar } from './progress-bar.ts'
import type { VerbContext } from './verb.ts'

/** Below this the time left is a guess of nothing. */
const TELLING_SHARE = 0.01

/** Shows how far a backup or restore is, with the time that is left. */
export function keepProgress({ progress, clock, isSet }: VerbContext): {
  readonly show: (state: KeepProgress) => void
  readonly clear: () => void
} {
  const draws = process.stderr.isTTY && !isSet('json')
  const bar = progressBar({ draw: draws ? (text) => process.stderr.write(text) : null, line: progress, clock })
  const startedMs = clock().getTime()
  return {
    clear: bar.clear,
    show: ({ rows, share }) => {
      const seconds = (clock().getTime() - startedMs) / 1000
      const secondsLeft = share < TELLING_SHARE ? null : Math.ceil((seconds * (1 - share)) / share)
      bar.show({ rowsRead: rows, share, secondsLeft })
    },
  }
}

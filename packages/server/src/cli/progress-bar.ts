/** Shows how far something is: a bar that redraws itself on a terminal, a line now and then elsewhere. */
export interface ProgressBar {
  readonly show: (state: {
    readonly rowsRead: number
    readonly share: number
    readonly secondsLeft: number | null
  }) => void
  /** Takes the bar away; to be called before anything else is written. */
  readonly clear: () => void
}

const WIDTH = 30
const REDRAW_EVERY_MS = 100
const LINE_EVERY_MS = 5_000

function timeLeft(seconds: number | null): string {
  if (seconds === null) return 'time left not known yet'
  if (seconds < 60) return `${seconds} s left`
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s left`
}

/** Text of a bar: `█████░░░░░ 1,234 rows · 50 % · 3 s left`. */
export function barText(state: Parameters<ProgressBar['show']>[0]): string {
  const filled = Math.round(Math.min(1, Math.max(0, state.share)) * WIDTH)
  const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled)
  const rows = state.rowsRead.toLocaleString('en')
  return `${bar} ${rows} rows · ${Math.floor(state.share * 100)} % · ${timeLeft(state.secondsLeft)}`
}

/** Progress on a terminal as a bar drawn over itself; where there is none, as a line now and then. */
export function progressBar(to: {
  /** The terminal to draw on; null when there is none. */
  readonly draw: ((text: string) => void) | null
  readonly line: (text: string) => void
  readonly clock: () => Date
}): ProgressBar {
  const { draw } = to
  let lastMs = to.clock().getTime()
  let drawn = false
  return {
    show: (state) => {
      const nowMs = to.clock().getTime()
      if (nowMs - lastMs < (draw === null ? LINE_EVERY_MS : REDRAW_EVERY_MS)) return
      lastMs = nowMs
      const text = barText(state)
      if (draw === null) to.line(text)
      else draw(`\r\u001b[2K${text}`)
      drawn = true
    },
    clear: () => {
      if (drawn && draw !== null) draw('\r\u001b[2K')
      drawn = false
    },
  }
}

/** How a benchmark tells what it measured. */
export interface Report {
  /** True with `--quick`: leave out whatever takes more than half a minute. */
  readonly isQuick: boolean
  /** One line of the table. */
  add: (line: ReportLine) => void
  /** Something the reader must know to judge the lines (a check that held, a part that could not run). */
  note: (text: string) => void
}

export interface ReportLine {
  /** What was measured: `engine, 4 filters, 10 M`. */
  readonly what: string
  /** Each measurement, in `unit`: times by the clock on the wall. */
  readonly values: readonly number[]
  readonly unit: string
  /** Processor time of each run in this process, ms: on a busy machine it tells more than the clock. */
  readonly cpuMs?: readonly number[]
  /** The bar of ARCHITECTURE.md, where there is one: `≤ 50`. */
  readonly bar?: string
}

/** What every `*.bench.ts` exports as `benchmark`. */
export interface Benchmark {
  readonly name: string
  run: (report: Report) => Promise<void>
}

/** Times of some runs, in the form that `add` takes. */
export interface Times {
  readonly values: readonly number[]
  readonly cpuMs: readonly number[]
  readonly unit: 'ms'
}

/** Runs `act` so often and gives the times of each. The first, uncounted runs warm it up. */
export async function timed(
  runs: { readonly warm: number; readonly counted: number },
  act: (run: number) => unknown,
): Promise<Times> {
  const values: number[] = []
  const cpuMs: number[] = []
  for (let run = 0; run < runs.warm + runs.counted; run++) {
    const cpuBefore = process.cpuUsage()
    const startMs = performance.now()
    await act(run)
    const endMs = performance.now()
    const cpu = process.cpuUsage(cpuBefore)
    if (run < runs.warm) continue
    values.push(endMs - startMs)
    cpuMs.push((cpu.user + cpu.system) / 1000)
  }
  return { values, cpuMs, unit: 'ms' }
}

/** Middle, least and greatest of some measurements. */
export function spread(values: readonly number[]): {
  readonly median: number
  readonly min: number
  readonly max: number
} {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const at = (index: number): number => sorted[index] ?? Number.NaN
  return {
    median: sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2,
    min: at(0),
    max: at(sorted.length - 1),
  }
}

/** Adds what was measured over time as three lines, a third each: whether it comes to rest. */
export function addThirds(report: Report, { what, values, unit, bar }: ReportLine): void {
  const third = Math.ceil(values.length / 3)
  for (const [n, part] of ['first', 'middle', 'last'].entries())
    report.add({
      what: `${what}, ${part} third`,
      values: values.slice(n * third, (n + 1) * third),
      unit,
      ...(bar === undefined ? {} : { bar }),
    })
}

// npm run bench                  every benchmark
// npm run bench picture          only these
// npm run bench -- picture --quick
// A benchmark is a file `*.bench.ts` beside this one that exports `benchmark`. None of this is part of the tests.
import { readdirSync } from 'node:fs'
import { availableParallelism, cpus, freemem, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { spread, type Benchmark, type Report, type ReportLine } from './report.ts'

const directory = fileURLToPath(new URL('.', import.meta.url))
const args = process.argv.slice(2)
const isQuick = args.includes('--quick')
const wanted = args.filter((arg) => !arg.startsWith('--'))

function number(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

function print(lines: readonly ReportLine[], notes: readonly string[]): void {
  const rows = lines.map(({ what, values, unit, cpuMs, bar }) => {
    const { median, min, max } = spread(values)
    const cpu = cpuMs === undefined ? '' : number(spread(cpuMs).median)
    return [what, number(median), number(min), number(max), cpu, unit, String(values.length), bar ?? '']
  })
  const head = ['what', 'median', 'min', 'max', 'cpu', 'unit', 'runs', 'bar']
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)))
  const text = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => (i >= 1 && i <= 4 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(' | ')} |`
  console.log(text(head))
  console.log(`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`)
  for (const row of rows) console.log(text(row))
  for (const note of notes) console.log(`  ${note}`)
}

async function benchmarks(): Promise<Benchmark[]> {
  const files = readdirSync(directory).filter((file) => file.endsWith('.bench.ts'))
  const modules = await Promise.all(
    files.sort().map((file) => import(`./${file}`) as Promise<{ benchmark: Benchmark }>),
  )
  return modules.map(({ benchmark }) => benchmark)
}

const found = await benchmarks()
const unknown = wanted.filter((name) => !found.some((benchmark) => benchmark.name === name))
if (unknown.length > 0) {
  console.error(`No benchmark "${unknown.join('", "')}". There are: ${found.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}
const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`
console.log(
  `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ` +
    `${gib(freemem())} of ${gib(totalmem())} free, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
)
let failed = 0
for (const benchmark of found) {
  if (wanted.length > 0 && !wanted.includes(benchmark.name)) continue
  const lines: ReportLine[] = []
  const notes: string[] = []
  const report: Report = { isQuick, add: (line) => lines.push(line), note: (text) => notes.push(text) }
  console.log(`\n## ${benchmark.name}`)
  try {
    await benchmark.run(report)
  } catch (error) {
    failed += 1
    notes.push(`FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
  print(lines, notes)
}
process.exitCode = failed > 0 ? 1 : 0

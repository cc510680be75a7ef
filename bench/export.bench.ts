import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataDirectory, memoryMib, processesOf, signIn, startProgram } from './program.ts'
import { addThirds, type Benchmark, type Report } from './report.ts'
import { createScratchDatabase, withClient } from './scratch-database.ts'

/** Incidents of the export; with `--quick` a tenth. EIRENE_BENCH_ROWS names another number, in thousands. */
const ROWS = 1000 * Number(process.env['EIRENE_BENCH_ROWS'] ?? 1000)
/** Bytes after which the server's memory is looked at again. */
const LOOK_BYTES = 4e6

/** Copies the demonstration's own incidents until there are so many of them, under the open marking. */
async function fill(url: string, count: number): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`
      insert into incident (operation_id, id, marking_no, type_code, code_list_version, occurred_from, time_precision,
        lon, lat, precision_m, h3, place_name, adm1, title, narrative, language, state, method, recorded_at)
      select i.operation_id, gen_random_uuid(), i.marking_no, i.type_code, i.code_list_version,
        i.occurred_from + n * interval '1 minute', i.time_precision, i.lon, i.lat, i.precision_m, i.h3, i.place_name,
        i.adm1, i.title, i.narrative, i.language, i.state, i.method, i.recorded_at
      from generate_series(1, ${count / 1000}) as n,
        (select * from incident where lon is not null and marking_no = (select marking_no from incident group by 1 order by count(*) desc limit 1) limit 1000) as i`)
    await client.query('analyze incident')
  })
}

/** The command line writes the whole folder; its memory is looked at ten times a second. */
async function exportFolder(report: Report, url: string, dataDir: string): Promise<void> {
  const out = join(dataDir, 'exported')
  const startMs = performance.now()
  const child = spawn(
    'node',
    [
      ...['packages/server/bin/eirene.mjs', 'export', '--data', dataDir],
      ...['--operation', 'unmor', '--system', '--out', out],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DATABASE_URL: url } },
  )
  const samples: number[] = []
  const look = setInterval(() => samples.push(memoryMib(processesOf({ process: child, dataDir }))), 100)
  const code = await new Promise<number | null>((resolve) => {
    child.once('exit', resolve)
  })
  clearInterval(look)
  if (code !== 0) throw new Error(`eirene export ended with ${code ?? 'a signal'}`)
  const seconds = (performance.now() - startMs) / 1000
  // Written by this run, in this shape.
  const { files } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
    files: readonly { readonly bytes: number; readonly rows: number | null }[]
  }
  const rows = files.reduce((sum, file) => sum + (file.rows ?? 0), 0)
  const mib = files.reduce((sum, file) => sum + file.bytes, 0) / 2 ** 20
  report.add({
    what: `folder of ${files.length} files, ${rows.toLocaleString('en')} rows, ${mib.toFixed(0)} MiB`,
    values: [rows / seconds],
    unit: 'rows/s',
  })
  addThirds(report, { what: 'memory of eirene export (PSS)', values: samples, unit: 'MiB', bar: 'constant' })
}

/** Export by HTTP and into a folder: how fast, and how much memory it takes while it runs. */
export const benchmark: Benchmark = {
  name: 'export',
  async run(report) {
    const scratch = await createScratchDatabase().catch((error: unknown) => {
      report.note(`not measured: no PostgreSQL server to make a database on (${String(error)})`)
      return undefined
    })
    if (scratch === undefined) return
    const { url } = scratch
    const folder = dataDirectory()
    try {
      const first = await startProgram(folder.path, { DATABASE_URL: url })
      const headers = await signIn(first, 'duty')
      await first.stop()
      await fill(url, report.isQuick ? ROWS / 10 : ROWS)
      const program = await startProgram(folder.path, { DATABASE_URL: url })
      const before = memoryMib(processesOf(program))
      const startMs = performance.now()
      const reply = await fetch(`${program.address}/v1/operations/unmor/export?format=csv`, { headers })
      if (!reply.ok || reply.body === null) throw new Error(`export: ${reply.status}`)
      let bytes = 0
      let lines = 0
      const during: number[] = []
      for await (const chunk of reply.body) {
        const before = Math.floor(bytes / LOOK_BYTES)
        bytes += chunk.byteLength
        lines += Buffer.from(chunk).filter((byte) => byte === 10).length
        if (Math.floor(bytes / LOOK_BYTES) !== before) during.push(memoryMib(processesOf(program)))
      }
      const seconds = (performance.now() - startMs) / 1000
      report.add({
        what: `export of ${lines.toLocaleString('en')} lines, CSV, ${(bytes / 2 ** 20).toFixed(0)} MiB`,
        values: [lines / seconds],
        unit: 'rows/s',
      })
      report.add({ what: 'memory of the server while exporting (PSS)', values: during, unit: 'MiB', bar: 'constant' })
      report.note(`before the export: ${before.toFixed(0)} MiB; PostgreSQL runs outside and is not counted`)
      await program.stop()
      await exportFolder(report, url, folder.path)
    } finally {
      folder.remove()
      await scratch.drop()
    }
  },
}

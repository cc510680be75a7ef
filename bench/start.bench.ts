import { dataDirectory, memoryMib, processesOf, signIn, startProgram } from './program.ts'
import type { Benchmark } from './report.ts'

/** Start and memory of the real program with the demonstration loaded. */
export const benchmark: Benchmark = {
  name: 'start',
  async run(report) {
    const folder = dataDirectory()
    try {
      const cold = await startProgram(folder.path)
      report.add({
        what: 'first start (installed, built): new database, demonstration, first page',
        values: [cold.firstPageMs / 1000],
        unit: 's',
      })
      const headers = await signIn(cold, 'duty')
      await cold.stop()
      const warm: number[] = []
      const idle: number[] = []
      for (let run = 0; run < 5; run++) {
        const program = await startProgram(folder.path)
        warm.push(program.firstPageMs / 1000)
        const columns = await fetch(`${program.address}/v1/operations/unmor/columns`, { headers })
        if (!columns.ok) throw new Error(`columns: ${columns.status}`)
        await columns.arrayBuffer()
        idle.push(memoryMib(processesOf(program)))
        await program.stop()
      }
      report.add({ what: 'warm start to first page', values: warm, unit: 's', bar: '≤ 2' })
      report.add({ what: 'memory of all processes (PSS), picture served', values: idle, unit: 'MiB', bar: '≤ 400' })
    } finally {
      folder.remove()
    }
  },
}

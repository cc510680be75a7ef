import { renderSitrep } from '@eirene/server/situation'
import { SITREP_FORMATS } from '@eirene/domain/situation'
import { sampleContent, sampleIncident, SAMPLE_STATUS } from '../packages/server/src/situation/sitrep-sample.ts'
import type { Benchmark } from './report.ts'

/** Incidents of a busy month and of the month before it. */
const INCIDENTS = 500

/** From records to three documents: drafting, drawings, HTML, Word and PDF. The first run pays for fonts and compilers. */
export const benchmark: Benchmark = {
  name: 'sitrep',
  run: async ({ isQuick, add, note }) => {
    const incidents = Array.from({ length: INCIDENTS }, (_, n) => sampleIncident(n))
    const whole: number[] = []
    const single = new Map(SITREP_FORMATS.map((format) => [format, [] as number[]]))
    let firstMs = 0
    for (let run = 0; run < (isQuick ? 2 : 6); run++) {
      const started = performance.now()
      const content = sampleContent(incidents)
      const files = await renderSitrep(content, SAMPLE_STATUS, SITREP_FORMATS, { geography: null })
      const elapsedMs = performance.now() - started
      if (run === 0) firstMs = elapsedMs
      else whole.push(elapsedMs)
      if (run === 0)
        note(files.map(({ format, bytes }) => `${format} ${Math.round(bytes.length / 1024)} KiB`).join(', '))
      for (const format of SITREP_FORMATS) {
        const alone = performance.now()
        await renderSitrep(content, SAMPLE_STATUS, [format], { geography: null })
        if (run > 0) single.get(format)?.push(performance.now() - alone)
      }
    }
    const current = sampleContent(incidents).records.filter(({ period }) => period === 'current').length
    note(`${current} incidents in the month, ${INCIDENTS - current} in the one before, every one in the annex`)
    add({ what: 'first report of a process, three formats', values: [firstMs], unit: 'ms', bar: '≤ 3,000' })
    add({ what: 'each further report, three formats', values: whole, unit: 'ms', bar: '≤ 3,000' })
    for (const [format, values] of single)
      add({ what: `${format} alone, layout and drawings included`, values, unit: 'ms' })
  },
}

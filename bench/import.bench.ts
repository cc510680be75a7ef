import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { CODE_LIST_VERSION, isIncidentTypeCode } from '@eirene/domain/incident'
import { findDataset, type Dataset } from '@eirene/domain/report'
import { migrate, openDb, type Db } from '@eirene/store/db'
import { createOperation } from '../packages/server/src/operation/index.ts'
import { FILE_LIMITS, importDataset, keepFile } from '../packages/server/src/report/index.ts'
import type { KeptFile } from '../packages/server/src/storage/index.ts'
import { sharedData } from '../tools/shared-data.ts'
import type { Benchmark } from './report.ts'
import { createScratchDatabase } from './scratch-database.ts'

/** Seconds of one import into an operation of its own; nothing of what it needs beforehand is counted. */
async function timed(db: Db, dataset: Dataset, file: KeptFile, slug: string): Promise<number> {
  const clock = (): Date => new Date()
  const operation = await createOperation(db, { slug, timeZone: 'Asia/Yangon' }, clock())
  const began = performance.now()
  await importDataset(
    { db, clock, codes: { version: CODE_LIST_VERSION, has: isIncidentTypeCode } },
    { operation, dataset, release: '24.1', file, onError: 'keep', personId: null },
  )
  return (performance.now() - began) / 1000
}

/** Rows a second from a file to committed records, reading, marking and screening included. */
export const benchmark: Benchmark = {
  name: 'import',
  async run(report) {
    const path = sharedData('ucdp/ged241_myanmar.csv.gz')
    const dataset = findDataset('ucdp-ged')
    if (path === undefined || dataset === undefined) {
      report.note('skipped: the Myanmar file of the shared data is not here')
      return
    }
    const folder = mkdtempSync(join(tmpdir(), 'eirene-bench-'))
    const scratch = await createScratchDatabase()
    const db = openDb({ url: scratch.url, maxConnections: 4 })
    try {
      await migrate(db)
      const plain = join(folder, 'ged241_myanmar.csv')
      await pipeline(createReadStream(path), createGunzip(), createWriteStream(plain))
      for (const source of [path, plain]) {
        const file = await keepFile(folder, source, basename(source), FILE_LIMITS.fileBytes)
        const kind = source === path ? 'csv.gz' : 'csv'
        await timed(db, dataset, file, `warm-${kind.replace('.', '-')}`)
        const rates: number[] = []
        for (let i = 0; i < (report.isQuick ? 2 : 7); i++)
          rates.push(7374 / (await timed(db, dataset, file, `run-${kind.replace('.', '-')}-${i}`)))
        report.add({ what: `Myanmar, 7,374 rows, ${kind}`, values: rates, unit: 'rows/s', bar: '≥ 10,000' })
      }
      report.add({ what: 'memory of the process after it', values: [process.memoryUsage().rss / 2 ** 20], unit: 'MiB' })
    } finally {
      await db.destroy()
      await scratch.drop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

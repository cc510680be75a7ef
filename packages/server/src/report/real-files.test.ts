import { basename } from 'node:path'
import { readContext, recogniseDataset, screenText, type Dataset, type ImportedEvent } from '@eirene/domain/report'
import type { Issue } from '@eirene/domain/parse'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../../../tools/shared-data.ts'
import { FILE_LIMITS } from './open-text.ts'
import { openSourceRows } from './source-rows.ts'

async function events(path: string): Promise<{
  dataset: Dataset
  read: readonly ImportedEvent[]
  rejected: number
  issues: readonly Issue[]
}> {
  const source = await openSourceRows({ path, fileName: basename(path) }, undefined, FILE_LIMITS)
  const context = readContext('UTC', 20_800)
  const read: ImportedEvent[] = []
  const issues: Issue[] = []
  let rejected = 0
  let dataset: Dataset | undefined
  for await (const batch of source.batches) {
    dataset ??= recogniseDataset(batch.columns)
    issues.push(...batch.issues)
    for (const row of batch.rows) {
      const result = dataset?.readRow(row, context)
      issues.push(...(result?.issues ?? []))
      if (result?.ok === true) read.push(result.value)
      else rejected += 1
    }
  }
  if (dataset === undefined) throw new Error('not recognised')
  return { dataset, read, rejected, issues }
}

function inHornBox({ place }: ImportedEvent): boolean {
  const { point } = place
  return point !== null && point.lat >= -12 && point.lat <= 27 && point.lon >= 32 && point.lon <= 78
}

function byYear(read: readonly ImportedEvent[], from: number, to: number): readonly number[] {
  return Array.from(
    { length: to - from + 1 },
    (_, i) => read.filter((event) => inHornBox(event) && event.occurred.from.startsWith(String(from + i))).length,
  )
}

describe('the real files at sea and of aid workers', () => {
  const piracy = sharedData('piracy/pirate_attacks_1993-2020.csv.gz')
  const asam = sharedData('piracy/nga_asam_2022-06-21.csv.gz')
  const awsd = sharedData('humanitarian/awsd_security_incidents_2025-04-22_hxl.csv.gz')

  it.skipIf(piracy === undefined)('7,511 pirate attacks with the curve of the Horn of Africa', async () => {
    const { dataset, read, rejected } = await events(piracy ?? '')
    expect([dataset.name, read.length, rejected]).toEqual(['piracy-crime-at-sea', 7511, 0])
    expect(byYear(read, 2008, 2014)).toEqual([133, 226, 215, 241, 81, 27, 22])
    const hijacked = (year: number): number =>
      read.filter(
        (event) => inHornBox(event) && event.typeCode === 'MAR-01' && event.occurred.from.startsWith(`${year}`),
      ).length
    expect([2008, 2009, 2010, 2011, 2012, 2013, 2014].map(hijacked)).toEqual([42, 46, 47, 28, 14, 2, 0])
  })

  it.skipIf(asam === undefined)('8,642 ASAM messages, every position read, two references twice', async () => {
    const { dataset, read, rejected } = await events(asam ?? '')
    expect([dataset.name, read.length, rejected]).toEqual(['asam', 8642, 0])
    expect(new Set(read.map((event) => event.externalId)).size).toBe(8640)
    expect(read.every((event) => event.place.point !== null)).toBe(true)
    expect(byYear(read, 2008, 2016)).toEqual([239, 295, 346, 292, 116, 56, 32, 17, 25])
  })

  it.skipIf(awsd === undefined)('2,531 aid worker incidents, 2,523 with a place', async () => {
    const { dataset, read, rejected } = await events(awsd ?? '')
    expect([dataset.name, read.length, rejected]).toEqual(['awsd-hxl', 2531, 0])
    expect(read.filter((event) => event.place.point !== null)).toHaveLength(2523)
    // Rows that the dataset itself calls rape or sexual assault.
    expect(read.filter((event) => event.compartments.includes('CRSV'))).toHaveLength(33)
  })
})

describe('the lexical screen on rows that the datasets themselves mark', () => {
  const protection = sharedData('humanitarian/insecurity_insight_protection.json.gz')

  it.skipIf(protection === undefined)('finds at least seven of ten of them by their words alone', async () => {
    const { read } = await events(protection ?? '')
    for (const compartment of ['CRSV', 'CAAC'] as const) {
      const marked = read.filter((event) => event.compartments.includes(compartment))
      const found = marked.filter((event) => screenText(`${event.title}\n${event.narrative}`).includes(compartment))
      expect(marked.length).toBeGreaterThan(40)
      expect(found.length / marked.length).toBeGreaterThan(0.7)
    }
  })
})

import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acceptInvitation, signIn } from './people.ts'
import { setStage } from './stage.ts'

const FIXTURES = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures', 'report')
const stage = setStage()
let isKnown = false

/** Comes in as the duty officer, by the one-time link the first time. */
async function comeIn(page: Page, path: string): Promise<void> {
  if (isKnown) {
    await page.goto(path)
    await signIn(page, 'duty')
    return
  }
  await acceptInvitation(page, stage.program(), 'duty')
  isKnown = true
  await page.goto(path)
}

/** Gives the browser a file as the button that asks for one does. */
async function choose(page: Page, file: { readonly name: string; readonly buffer: Buffer }): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).click()
  await (await asked).setFiles({ ...file, mimeType: 'application/octet-stream' })
}

describe('from a file to a report', () => {
  it('takes a dataset in by upload with a preview, tells its outcome, is undone as one act, and says what is wrong with a bad file', async () => {
    const desk = await stage.open({ viewport: { width: 1440, height: 900 } })
    const { page } = desk
    await comeIn(page, '/run/unmor/report/imports')

    const good = readFileSync(join(FIXTURES, 'ged231_valid-49.csv'))
    const rows = good.toString('utf8').trimEnd().split('\n').length - 1
    await choose(page, { name: 'ged.csv', buffer: good })
    const preview = page.getByRole('form', { name: 'Preview' })
    await preview.getByRole('heading', { name: 'ged.csv' }).waitFor()
    expect(await preview.getByText(/rows read/).textContent()).toContain(`${rows} rows read`)
    expect(await preview.getByLabel('Recognised as').inputValue()).toBe('ucdp-ged')
    expect(
      await preview.getByRole('table', { name: 'First rows of the file' }).getByRole('row').count(),
    ).toBeGreaterThan(1)
    await preview.getByLabel('Release').fill('23.1')
    await preview.getByRole('button', { name: 'Import' }).click()
    const list = page.getByRole('region', { name: 'Imports' })
    const act = list.getByRole('article').first()
    await act.getByText('Done').waitFor()
    expect(await act.textContent()).toContain('ged.csv')

    await act.getByRole('link', { name: 'Show in the picture' }).click()
    await page.getByRole('listbox', { name: 'Records' }).getByRole('option').first().waitFor()
    await page.goto('/run/unmor/report/imports')
    await act.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Undo the import' }).click()
    await act.getByText('Undone').waitFor()

    await choose(page, { name: 'bad.csv', buffer: readFileSync(join(FIXTURES, 'ged231_bad-rows.csv')) })
    const issues = preview.getByRole('region', { name: 'What is not right' })
    await issues.waitFor()
    expect(await issues.textContent()).toMatch(/Error · row \d+ · latitude/)
    await preview.getByRole('button', { name: 'Cancel' }).click()
    await choose(page, { name: 'picture.png', buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254]) })
    await page.getByRole('alert').waitFor()
    expect((await page.getByRole('alert').textContent())?.length).toBeGreaterThan(20)

    expect(desk.faults).toEqual([])
    await desk.close()
  })

  it('drafts a SITREP whose citations open their records, and gives it as Word and as PDF', async () => {
    const desk = await stage.open({ viewport: { width: 1440, height: 900 }, acceptDownloads: true })
    const { page } = desk
    await comeIn(page, '/run/unmor/situation/sitreps')
    const work = page.getByRole('main')
    await work.getByLabel('From', { exact: true }).fill('2026-02-01')
    await work.getByLabel('To, not included').fill('2026-02-08')
    await work.getByRole('button', { name: 'Draft the report' }).click()
    await page.waitForURL(/sitreps\/[^/]+$/, { timeout: 60_000 })
    await page.getByRole('heading', { name: '1. Highlights' }).waitFor({ timeout: 60_000 })
    const highlights = page.getByText(/incidents were reported/).first()
    const figure = Number(/^(\d+)/.exec((await highlights.textContent()) ?? '')?.[1])
    const citation = highlights.getByRole('link').first()
    expect(await citation.textContent()).toBe(`1–${figure}`)
    await citation.click()
    const cited = page.getByRole('rowheader').getByRole('link', { name: '1', exact: true }).first()
    await expect.poll(async () => Math.abs(((await cited.boundingBox())?.y ?? -9999) - 450)).toBeLessThan(450)
    await cited.click()
    const inspector = page.getByRole('region', { name: 'Selected record' })
    await inspector.getByRole('heading', { name: /^Source/ }).waitFor()
    await inspector.getByRole('button', { name: 'Close' }).click()

    for (const [name, start] of [
      ['Word', 'PK'],
      ['PDF', '%PDF-'],
    ] as const) {
      const download = page.waitForEvent('download', { timeout: 60_000 })
      await page.getByRole('link', { name }).click()
      const bytes = readFileSync(await (await download).path())
      expect(bytes.subarray(0, start.length).toString('latin1')).toBe(start)
      expect(bytes.length).toBeGreaterThan(10_000)
    }

    expect(desk.faults).toEqual([])
    await desk.close()
  })
})

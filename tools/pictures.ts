import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openDesk, startBrowser } from '../e2e/browser.ts'
import { acceptInvitation } from '../e2e/people.ts'
import { startProgram } from '../e2e/program.ts'

/**
 * Makes the pictures of the README from the running demonstration: curated history and the fictional mission, never imported
 * data. Run `npm run pictures` after a change that shows, look at what came out, and commit it.
 */
const FOLDER = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'pictures')
const SIZE = { width: 1440, height: 900 }

async function take(page: Page, name: string): Promise<void> {
  const path = join(FOLDER, `${name}.png`)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  console.log(`docs/pictures/${name}.png ${(statSync(path).size / 1024).toFixed(0)} KiB`)
}

/** Waits until two looks at the page in a row are the same: tiles and hexagons come in one by one. */
async function settled(page: Page): Promise<void> {
  let before = ''
  for (let look = 0; look < 30; look++) {
    const now = (await page.screenshot()).toString('base64')
    if (now === before) return
    before = now
    await page.waitForTimeout(500)
  }
}

async function study(page: Page): Promise<void> {
  await page.goto('/study?on=2010-11-15&op=isaf')
  await page.getByRole('heading', { name: 'ISAF', exact: true }).waitFor()
  await settled(page)
  await take(page, 'study')
}

async function picture(page: Page): Promise<void> {
  await page.goto('/run/unmor/situation')
  const first = page.getByRole('listbox', { name: 'Records' }).getByRole('option').first()
  await first.waitFor()
  await settled(page)
  await take(page, 'situation')
}

async function sitrep(page: Page): Promise<void> {
  await page.goto('/run/unmor/situation/sitreps')
  const work = page.getByRole('main')
  await work.getByLabel('From', { exact: true }).fill('2026-03-02')
  await work.getByLabel('To, not included').fill('2026-03-09')
  await work.getByRole('button', { name: 'Draft the report' }).click()
  const highlights = page.getByRole('heading', { name: '1. Highlights' })
  await highlights.waitFor({ timeout: 60_000 })
  await highlights.evaluate((heading) => {
    if (heading instanceof HTMLElement) heading.style.scrollMarginTop = '5rem'
    heading.scrollIntoView({ block: 'start' })
  })
  await settled(page)
  await take(page, 'sitrep')
}

mkdirSync(FOLDER, { recursive: true })
const program = await startProgram()
const browser = await startBrowser()
try {
  const desk = await openDesk(browser, program.address, { viewport: SIZE, colorScheme: 'light' })
  await study(desk.page)
  await acceptInvitation(desk.page, program, 'duty')
  await picture(desk.page)
  await sitrep(desk.page)
  if (desk.faults.length > 0) throw new Error(desk.faults.join('\n'))
} finally {
  await browser.close()
  await program.stop()
}

import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFaults, sidewaysOverflow, type Desk } from './browser.ts'
import { setStage } from './stage.ts'

const stage = setStage()

async function visit(desk: Desk, path: string): Promise<Page> {
  await desk.page.goto(path)
  await desk.page.locator('main h2').first().waitFor()
  return desk.page
}

/** Chooses a language in the head of the page. */
async function speak(page: Page, language: string): Promise<void> {
  await page.locator('header').getByRole('button').last().click()
  await page.getByRole('menuitemradio', { name: language }).click()
}

const SCREENS = [
  '/study?on=2010-11-15&op=isaf',
  '/study/compare?ops=unamsil,unmil,kfor,isaf',
  '/study/members?on=2024-03-07',
  '/study/assessments',
  '/study/piracy',
  '/study/claims',
]

describe('the door to the study of missions', () => {
  it('shows without signing in what stood on a day, what ISAF was, who were members, who judged what, and the pirate attacks', async () => {
    const desk = await stage.open()
    const { page } = desk

    await page.goto('/')
    await page.getByRole('link', { name: /Study missions/ }).click()
    await page.getByRole('slider', { name: 'Day in view' }).waitFor()

    await visit(desk, '/study?on=2010-11-15')
    const active = page.getByRole('search').getByRole('status')
    expect(await active.textContent()).toMatch(/\d+ operations active on 15 Nov 2010/)
    await page.getByRole('list', { name: 'Timeline of operations' }).getByRole('button', { name: /^ISAF/ }).click()
    const sheet = page.getByRole('complementary', { name: 'Operation in detail' })
    await sheet.getByRole('heading', { name: 'ISAF', exact: true }).waitFor()
    const leads = sheet.getByRole('heading', { name: 'Lead over time' }).locator('..')
    expect(await leads.getByRole('listitem').allTextContents()).toEqual([
      expect.stringContaining('20 Dec 2001 – 11 Aug 2003'),
      expect.stringMatching(/^11 Aug 2003.*North Atlantic Treaty Organization/),
    ])
    expect(page.url()).toContain('op=isaf')
    expect(await page.title()).toBe('ISAF · Operations · Study missions · Eirene')
    expect(await sheet.getByText(/\d+ facts read in a source/).count()).toBe(1)
    await leads
      .getByRole('link', { name: /^Source/ })
      .first()
      .click()
    expect(await page.locator('li:target').textContent()).toMatch(/\S/)

    for (const [on, count] of [
      ['1949-08-24', '12'],
      ['2023-05-20', '31'],
      ['2024-03-07', '32'],
    ] as const) {
      await visit(desk, `/study/members?on=${on}`)
      expect(await page.getByRole('status').textContent()).toMatch(new RegExp(`^${count} members on`))
      expect(await page.getByRole('rowheader').count()).toBe(Number(count))
    }

    await visit(desk, '/study/assessments')
    for (const name of ['ISAF', 'KFOR', 'Unified Protector', 'Ocean Shield']) {
      const sides = page.getByRole('region', { name: new RegExp(name, 'i') })
      for (const side of ['Those who see it as achieved', 'Those who doubt or deny it'])
        expect(
          await sides.getByRole('heading', { name: side }).locator('..').getByRole('blockquote').count(),
          name,
        ).toBeGreaterThan(0)
    }

    await visit(desk, '/study/piracy')
    const curve = page.getByRole('img', { name: /^Attacks, Crime at Sea/ })
    expect(await curve.getAttribute('aria-label')).toContain(
      '2008 133, 2009 226, 2010 215, 2011 241, 2012 81, 2013 27, 2014 22',
    )
    expect(await page.getByRole('article').textContent()).toContain('17 Aug 2009')

    await visit(desk, '/study/compare?ops=kfor,isaf')
    expect(await page.getByRole('columnheader').count()).toBe(2)
    expect(await page.getByRole('row', { name: /^Began/ }).textContent()).toMatch(/Jun 1999.*Dec 2001/)
    await page.getByLabel('Add an operation').selectOption('unmil')
    expect(await page.getByRole('columnheader').count()).toBe(3)

    expect(desk.faults).toEqual([])
    await desk.close()
  })

  it('gives the whole library as a file, each fact with its sources', async () => {
    const desk = await stage.open({ acceptDownloads: true })
    const { page } = desk
    await visit(desk, '/study?on=2010-11-15')
    for (const [entry, name] of [
      [/^CSV/, 'eirene-library.csv'],
      [/^JSON/, 'eirene-library.json'],
    ] as const) {
      await page.getByRole('button', { name: 'Download the library' }).click()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: entry }).click(),
      ])
      expect(download.suggestedFilename()).toBe(name)
      const content = readFileSync(await download.path(), 'utf8')
      expect(content).toContain('S/RES/1386 (2001)')
      if (name.endsWith('.csv')) expect(content.trimEnd().split('\r\n').length).toBeGreaterThan(1000)
      else expect(JSON.parse(content)).toHaveProperty('library.operations.95')
    }
    expect(desk.faults).toEqual([])
    await desk.close()
  })

  it('speaks French, and stands the other way round in Arabic', async () => {
    const desk = await stage.open()
    const { page } = desk
    await visit(desk, '/study?on=2010-11-15&op=isaf')
    await speak(page, 'Français')
    await page.getByRole('heading', { name: 'FIAS' }).waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('fr')
    await speak(page, 'العربية')
    await page.locator('html[dir=rtl]').waitFor()
    const [map, sheet] = await Promise.all([
      page.locator('.library-map').boundingBox(),
      page.locator('.library-sheet').boundingBox(),
    ])
    expect(sheet!.x).toBeLessThan(map!.x)
    expect(await sidewaysOverflow(page)).toBe(0)
    expect(desk.faults).toEqual([])
    await desk.close()
  })

  it('fits a narrow phone and has no barrier that axe finds, by day and by night', async () => {
    const found: string[] = []
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 1280],
      ['light', 360],
    ] as const) {
      const desk = await stage.open({ colorScheme, viewport: { width, height: 800 } })
      for (const path of ['/', ...SCREENS]) {
        const page = path === '/' ? (await desk.page.goto('/'), desk.page) : await visit(desk, path)
        await page.getByRole('heading').first().waitFor()
        const where = `${path} ${colorScheme} ${width}`
        for (const fault of await accessibilityFaults(page)) found.push(`${where}: ${fault}`)
        const overflow = await sidewaysOverflow(page)
        if (overflow > 0) found.push(`${where}: ${overflow} px too wide`)
      }
      found.push(...desk.faults)
      await desk.close()
    }
    expect(found.join('\n')).toBe('')
  })
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFaults } from './browser.ts'
import { acceptInvitation, signIn } from './people.ts'
import { setStage } from './stage.ts'

const stage = setStage()

/** Waits for the picture and gives how many incidents it counts. */
async function countOf(page: Page, changedFrom?: number): Promise<number> {
  const figure = page
    .getByRole('main')
    .getByRole('button', { name: /incidents?$/ })
    .first()
  await figure.waitFor()
  let count = changedFrom
  await expect
    .poll(async () => (count = Number(/[\d,]+/.exec((await figure.textContent()) ?? '')?.[0].replaceAll(',', ''))), {
      timeout: 20_000,
    })
    .not.toBe(changedFrom)
  return count ?? Number.NaN
}

function figureOf(text: string | null): number {
  return Number((text ?? '').replaceAll(/[^\d]/g, ''))
}

const PICTURE = '/run/unmor/situation'

describe('running a mission', () => {
  it('the first person comes in by the link of the terminal, filters the exercise, opens a figure down to its source, and shares the view as a link', async () => {
    const desk = await stage.open({ viewport: { width: 1440, height: 900 } })
    const { page } = desk
    await acceptInvitation(page, stage.program(), 'duty')
    await page.getByText('EXERCISE EXERCISE EXERCISE').waitFor()
    const all = await countOf(page)
    expect(all).toBeGreaterThan(1000)
    // An empty sheet of this size compresses to a few kilobytes; a drawn map does not.
    const map = page.getByRole('region', { name: 'Map of the picture' })
    await expect.poll(async () => (await map.screenshot()).length, { timeout: 20_000 }).toBeGreaterThan(40_000)
    await page.getByRole('region', { name: 'Timeline' }).waitFor()
    await page.getByRole('listbox', { name: 'Records' }).getByRole('option').first().waitFor()

    const family = page
      .getByRole('region', { name: 'Filters' })
      .getByRole('listitem')
      .filter({ hasText: 'Explosions and remote violence' })
    const behind = figureOf(await family.getByRole('button', { name: /^Open/ }).textContent())
    await family.getByRole('checkbox').check()
    expect(await countOf(page, all)).toBe(behind)
    await page.getByLabel('From', { exact: true }).first().fill('2026-02-01')
    await page.getByLabel('To, not included').first().fill('2026-03-01')
    const february = await countOf(page, behind)
    expect(february).toBeGreaterThan(0)
    expect(february).toBeLessThan(behind)
    const chips = page.getByRole('group', { name: 'Active filters' })
    await chips.getByText('Explosions and remote violence').waitFor()
    await chips.getByText('2026-02-01 – 2026-02-28').waitFor()

    const severity = page
      .getByRole('region', { name: 'Filters' })
      .getByRole('listitem')
      .filter({ hasText: '1–4 killed' })
    const figure = severity.getByRole('button', { name: /^Open/ })
    const opened = figureOf(await figure.textContent())
    await figure.click()
    const records = page.getByRole('listbox', { name: 'Records' }).getByRole('option')
    await expect.poll(() => records.first().getAttribute('aria-setsize')).toBe(String(opened))
    await records.first().click()
    const inspector = page.getByRole('region', { name: 'Selected record' })
    await inspector.getByRole('heading', { name: /^Source/ }).waitFor()
    expect(await inspector.getByText(/^[A-F] · /).count()).toBeGreaterThan(0)
    const title = await inspector.getByRole('heading', { level: 2 }).textContent()

    const copy = await page.context().newPage()
    await copy.goto(page.url())
    expect(await countOf(copy)).toBe(february)
    await copy
      .getByRole('region', { name: 'Selected record' })
      .getByRole('heading', { name: title ?? '' })
      .waitFor()

    await page.goto(PICTURE)
    expect(await countOf(page)).toBe(all)
    expect((await accessibilityFaults(page)).join('\n')).toBe('')
    expect(desk.faults).toEqual([])
    await desk.close()
  })

  it('shows restricted records to the person who holds their compartment, to no other, and nothing at all to who is not signed in', async () => {
    const [protection, duty, nobody] = [await stage.open(), await stage.open(), await stage.open()]
    await acceptInvitation(protection.page, stage.program(), 'protection')
    await acceptInvitation(duty.page, stage.program(), 'head')

    await protection.page.goto(PICTURE)
    await duty.page.goto(PICTURE)
    const [withCompartments, without] = [await countOf(protection.page), await countOf(duty.page)]
    expect(withCompartments).toBeGreaterThan(without)

    const family = protection.page
      .getByRole('region', { name: 'Filters' })
      .getByRole('listitem')
      .filter({ hasText: 'Conflict-related sexual violence' })
    await family.getByRole('button', { name: /^Open/ }).click()
    const inspector = protection.page.getByRole('region', { name: 'Selected record' })
    const list = protection.page.getByRole('listbox', { name: 'Records' })
    await list.focus()
    await expect
      .poll(
        async () => {
          await protection.page.keyboard.press('Enter')
          await inspector.getByRole('heading', { level: 2 }).waitFor()
          if ((await inspector.getByText(/ · CRSV/).count()) > 0) return true
          await inspector.getByRole('button', { name: 'Close' }).click()
          await list.focus()
          await protection.page.keyboard.press('ArrowDown')
          return false
        },
        { timeout: 30_000 },
      )
      .toBe(true)
    const link = protection.page.url()
    const words = (await inspector.getByRole('heading', { level: 2 }).textContent()) ?? ''

    await duty.page.goto(link)
    await duty.page.getByText('There is no such record, or you may not see it.').waitFor()
    expect(await duty.page.getByRole('main').textContent()).not.toContain(' · CRSV')

    await nobody.page.goto(link)
    await nobody.page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await nobody.page.content()).not.toContain(words)
    for (const path of ['picture', 'columns', 'incidents', 'sitreps', 'export'])
      expect((await nobody.page.request.get(`/v1/operations/unmor/${path}`)).status(), path).toBe(401)
    await signIn(nobody.page, 'protection')
    await nobody.page.getByRole('heading', { level: 2, name: words }).waitFor()

    expect([...protection.faults, ...duty.faults, ...nobody.faults]).toEqual([])
    for (const desk of [protection, duty, nobody]) await desk.close()
  })
})

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acceptInvitation, PASSWORD } from './people.ts'
import { setStage } from './stage.ts'

const stage = setStage()

/** What the keyboard is on: role or tag with its name, and whether the person can see that it is there. */
function focused(page: Page): Promise<{ readonly name: string; readonly isMarked: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return { name: '', isMarked: true }
    const drawn = [element, ...element.querySelectorAll('*')].some((one) => {
      const style = getComputedStyle(one)
      const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
      return isOutlined || (one instanceof SVGElement && style.stroke !== 'none' && parseFloat(style.strokeWidth) >= 2)
    })
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
    const name = element.getAttribute('aria-label') ?? (label ?? element.textContent).trim().slice(0, 60)
    return { name: `${element.tagName.toLowerCase()} ${name}`, isMarked: drawn }
  })
}

/** Presses Tab until the focus is on what the pattern names; notes every stop that cannot be seen. */
async function tabTo(page: Page, wanted: RegExp, unseen: string[], atMost = 120): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < atMost; step++) {
    await page.keyboard.press('Tab')
    const { name, isMarked } = await focused(page)
    if (!isMarked) unseen.push(name)
    if (wanted.test(name)) return
    passed.push(name)
  }
  throw new Error(`Tab never came to ${String(wanted)}; it came to\n${passed.join('\n')}`)
}

describe('a person without a mouse', () => {
  it('studies an operation on another day', async () => {
    const desk = await stage.open()
    const { page } = desk
    const unseen: string[] = []
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await tabTo(page, /^a Study missions/, unseen)
    await page.keyboard.press('Enter')
    await page.getByRole('slider', { name: 'Day in view' }).waitFor()
    await page.goto('/study?on=2010-11-15')
    await page.getByRole('slider', { name: 'Day in view' }).waitFor()
    await tabTo(page, /Day in view/, unseen)
    await page.keyboard.press('PageDown')
    await page.waitForURL(/on=2009-11-1/)
    await tabTo(page, /^button ISAF/, unseen)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'ISAF', exact: true }).waitFor()
    await tabTo(page, /^a Source 1$/, unseen)
    await page.keyboard.press('Enter')
    await page.waitForURL(/#source-1$/)
    expect(unseen).toEqual([])
    expect(desk.faults).toEqual([])
    await desk.close()
  })

  it('signs in, filters, reads a record, goes from room to room, and is told the keys', async () => {
    const made = await stage.open()
    await acceptInvitation(made.page, stage.program(), 'duty')
    await made.close()

    const desk = await stage.open({ viewport: { width: 1440, height: 900 } })
    const { page } = desk
    const unseen: string[] = []
    await page.goto('/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await tabTo(page, /^a Run a mission/, unseen)
    await page.keyboard.press('Enter')
    await page.getByLabel('Name').waitFor()
    await tabTo(page, /^input/, unseen)
    await page.keyboard.type('duty')
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('EXERCISE EXERCISE EXERCISE').waitFor()
    await page.getByRole('listbox', { name: 'Records' }).getByRole('option').first().waitFor()

    await tabTo(page, /^input Explosions and remote violence$/, unseen)
    await page.keyboard.press('Space')
    await page.waitForURL(/filter=/)
    await page.getByRole('listbox', { name: 'Records' }).getByRole('option').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    const inspector = page.getByRole('region', { name: 'Selected record' })
    await inspector.getByRole('heading', { level: 2 }).waitFor()

    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('g')
    await page.keyboard.press('r')
    await page.waitForURL('**/run/unmor/report')
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.waitForURL('**/run/unmor/situation**')
    expect(unseen).toEqual([])
    expect(desk.faults).toEqual([])
    await desk.close()
  })
})

import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, sidewaysOverflow } from './browser.ts'
import { acceptInvitation, signIn } from './people.ts'
import { setStage } from './stage.ts'

const stage = setStage()
const ROOM = '/run/unmor/incident'
const WIDE = { viewport: { width: 1440, height: 900 } }

beforeAll(async () => {
  for (const login of ['duty', 'head', 'protection']) {
    const desk = await stage.open(WIDE)
    await acceptInvitation(desk.page, stage.program(), login)
    await desk.close()
  }
})

/** Signs in and opens the incident room at this query. */
async function enterRoom(page: Page, login: string, query: string): Promise<void> {
  await page.goto(`/sign-in?to=${encodeURIComponent(`${ROOM}${query}`)}`)
  await page.getByLabel('Name').waitFor()
  await signIn(page, login)
  await page.waitForURL(`**${ROOM}**`)
}

/** Waits until the record shows this state. */
async function waitForState(page: Page, state: string): Promise<void> {
  await page.locator('.verification-state strong', { hasText: new RegExp(`^${state}$`) }).waitFor()
}

/** Presses the button of an act, gives the reason and sends it. */
async function act(page: Page, name: string): Promise<void> {
  await page.locator('.verification').getByRole('button', { name, exact: true }).click()
  await giveReason(page, name)
}

async function giveReason(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name })
  await dialog.getByLabel('Reason').fill('patrol and community liaison agree')
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

describe('the incident room', () => {
  it('lets a record go from received to verified through three people, the last two by mouse and keyboard', async () => {
    const duty = await stage.open(WIDE)
    await enterRoom(duty.page, 'duty', '?queue=screen')
    // The first that two independent origins tell of: another could not be corroborated.
    const items = duty.page.locator('.inbox-items button')
    await items.first().waitFor()
    for (let i = 0; i < (await items.count()); i++) {
      await items.nth(i).click()
      await duty.page.locator('.inbox-items button[aria-current="true"]').waitFor()
      await duty.page.locator('.verification-origins').waitFor()
      if (/^[2-9]/.test((await duty.page.locator('.verification-origins').textContent()) ?? '')) break
    }
    expect(await accessibilityFaults(duty.page)).toEqual([])
    const id = new URL(duty.page.url()).searchParams.get('sel')
    await act(duty.page, 'Accept as reported')
    await waitForState(duty.page, 'Reported')
    await act(duty.page, 'Take up for verification')
    await waitForState(duty.page, 'Under verification')
    expect(duty.faults).toEqual([])

    const head = await stage.open(WIDE)
    await enterRoom(head.page, 'head', `?sel=${id ?? ''}`)
    await waitForState(head.page, 'Under verification')
    await act(head.page, 'Corroborate')
    await waitForState(head.page, 'Corroborated')
    await head.page.locator('.verification').getByRole('button', { name: 'Propose verification' }).click()
    await head.page.getByLabel('Direct observation by mission personnel').check()
    await giveReason(head.page, 'Propose verification')
    await head.page.getByRole('button', { name: 'Withdraw my proposal' }).waitFor()
    expect(await head.page.getByRole('button', { name: 'Confirm as second person' }).count()).toBe(0)
    expect(head.faults).toEqual([])

    // The second person, without a mouse.
    const second = await stage.open(WIDE)
    await enterRoom(second.page, 'protection', '?queue=confirm')
    await second.page.locator('.inbox-items button').first().waitFor()
    await second.page.keyboard.press('j')
    await second.page.getByRole('button', { name: 'Confirm as second person' }).waitFor()
    await second.page.keyboard.press('v')
    const dialog = second.page.getByRole('dialog', { name: 'Confirm as second person' })
    await dialog.waitFor()
    await dialog.getByLabel('Reason').focus()
    await second.page.keyboard.type('photographs fit')
    await second.page.keyboard.press('Tab')
    await second.page.keyboard.press('Enter')
    await waitForState(second.page, 'Verified')
    await second.page.keyboard.press('h')
    await second.page.getByText('Verification confirmed').waitFor()
    expect(await accessibilityFaults(second.page)).toEqual([])
    expect(second.faults).toEqual([])
    for (const desk of [duty, head, second]) await desk.close()
  })

  it('merges two records side by side and brings both back', async () => {
    const desk = await stage.open(WIDE)
    const { page } = desk
    await enterRoom(page, 'duty', '?queue=duplicates')
    const items = page.locator('.inbox-items button')
    await items.first().waitFor()
    const merge = page.locator('.merge-side').getByRole('button', { name: 'Merge this into the other' })
    for (let i = 0; i < (await items.count()); i++) {
      await items.nth(i).click()
      await merge.first().waitFor()
      if (await merge.first().isEnabled()) break
    }
    expect(await accessibilityFaults(page)).toEqual([])
    await merge.first().click()
    await giveReason(page, 'Merge')
    await waitForState(page, 'Duplicate')
    await page.getByText('Merged into').waitFor()
    await act(page, 'Undo the merge')
    await page.locator('.verification-state strong', { hasText: /Reported|Under verification|Corroborated/ }).waitFor()
    expect(desk.faults).toEqual([])
    await desk.close()
  })

  it('is worked on a phone: queues as tabs, a record over the list, nothing wider than the screen', async () => {
    const desk = await stage.open({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    const { page } = desk
    await enterRoom(page, 'duty', '?queue=assign')
    await page.locator('.inbox-items button').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await sidewaysOverflow(page)).toBe(0)
    await page.locator('.inbox-items button').first().click()
    await page.getByRole('button', { name: 'Take up for verification' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await sidewaysOverflow(page)).toBe(0)
    await page.getByRole('button', { name: 'Close' }).click()
    await page.locator('.inbox-items button').first().waitFor()
    expect(desk.faults).toEqual([])
    await desk.close()
  })
})

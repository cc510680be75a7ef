import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFaults, sidewaysOverflow, type Desk } from './browser.ts'
import { acceptInvitation } from './people.ts'
import { setStage } from './stage.ts'
import { tabTo } from './tab-to.ts'

const stage = setStage()
/** Stops of the keyboard that nobody could see. */
const unseen: string[] = []

async function comeIn(login: string, width = 1440): Promise<Desk> {
  const desk = await stage.open({ viewport: { width, height: 900 } })
  await acceptInvitation(desk.page, stage.program(), login)
  return desk
}

/** Tabs to what the pattern names and presses a key on it. */
async function press(page: Page, wanted: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, wanted, unseen)
  await page.keyboard.press(key)
}

/** Tabs to a field and writes into it in place of what is there. */
async function write(page: Page, wanted: RegExp, words: string): Promise<void> {
  await tabTo(page, wanted, unseen)
  await page.locator(':focus').fill(words)
}

async function lookedAt(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await sidewaysOverflow(page)).toBe(0)
}

async function openReport(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('heading', { name: '1. Highlights' }).waitFor({ timeout: 60_000 })
}

/** From the open report to the comment on Security, as a person who has only keys goes there. */
async function toSecurity(page: Page): Promise<void> {
  await press(page, /^button Security$/)
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Comment on Security' }).waitFor()
}

async function release(page: Page): Promise<void> {
  await press(page, /^button Release$/)
  const dialog = page.getByRole('dialog', { name: /^Release / })
  await dialog.waitFor()
  await lookedAt(page)
  await press(page, /^input Release it as it stands/, 'Space')
  await press(page, /^button Release$/)
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText(/released by Head of mission/).waitFor()
}

describe('a situation report from its draft to its correction, without a mouse', () => {
  it('gathers inputs, loses no comment of two writers, leaves under its number, and its readers are told of the correction', async () => {
    const duty = await comeIn('duty')
    const head = await comeIn('head')
    const adviser = await comeIn('protection', 360)

    await duty.page.goto('/run/unmor/situation/sitreps')
    await duty.page.getByRole('button', { name: 'Draft the report' }).waitFor()
    await write(duty.page, /^input From/, '2026-03-02')
    await write(duty.page, /^input To, not included/, '2026-03-09')
    await press(duty.page, /^button Draft the report/)
    await duty.page.waitForURL(/sitreps\/[^/]+$/, { timeout: 60_000 })
    const first = new URL(duty.page.url()).pathname
    await openReport(duty.page, first)

    await press(duty.page, /^button Ask for inputs/)
    // Whom the report before asked is proposed again: the police and human rights.
    await press(duty.page, /^input Military$/, 'Space')
    await press(duty.page, /^input Police$/, 'Space')
    await write(duty.page, /^input Until/, '2026-03-09T04:00')
    await press(duty.page, /^button Ask 2 components/)
    await duty.page.getByText('2 of 2 missing').waitFor()
    await lookedAt(duty.page)

    await adviser.page.goto('/run/unmor/situation/sitreps')
    await adviser.page.getByText('Input missing: Military, Human rights').waitFor()
    await press(adviser.page, /^a [\d-]+.CONFIDENTIAL-1Draft/)
    await adviser.page.getByText('2 of 2 missing').waitFor()
    await press(adviser.page, /^button Give input/)
    await tabTo(adviser.page, /^select/, unseen)
    await adviser.page.keyboard.type('Human')
    await write(adviser.page, /^textarea/, 'Two detainees were released after a visit.')
    await write(adviser.page, /^input Records it rests on/, '1, 3-4')
    await lookedAt(adviser.page)
    await press(adviser.page, /^button Give it/)
    await adviser.page.getByText('1 of 2 missing').waitFor()

    await toSecurity(duty.page)
    await duty.page.keyboard.type('It is calmer in town.')
    await openReport(head.page, first)
    await toSecurity(head.page)
    await head.page.keyboard.type('It is calmer, but only in town.')
    await head.page.keyboard.press('Control+Enter')
    await head.page.getByRole('button', { name: 'Change the comment on Security' }).waitFor()

    // The second of two writers: told, both texts in sight, and nothing typed is gone, not even by a reload.
    await duty.page.keyboard.press('Control+Enter')
    await duty.page.getByText(/Head of mission kept version 1/).waitFor()
    await lookedAt(duty.page)
    await duty.page.reload()
    await duty.page.getByText(/Head of mission kept version 1/).waitFor()
    const field = duty.page.getByRole('textbox', { name: 'Comment on Security' })
    await field.focus()
    expect(await field.inputValue()).toBe('It is calmer in town.')
    await duty.page.getByRole('button', { name: 'Put both together' }).focus()
    await duty.page.keyboard.press('Enter')
    expect(await field.inputValue()).toBe('It is calmer, but only in town.\n\nIt is calmer in town.')
    await field.focus()
    await duty.page.keyboard.press('Control+Enter')
    await duty.page.getByRole('button', { name: '2 versions' }).focus()
    await duty.page.keyboard.press('Enter')
    const versions = duty.page.getByRole('dialog', { name: 'Versions of the comment on Security' })
    await versions.getByText('Version 2', { exact: true }).first().waitFor()
    expect(await versions.locator('ins').first().innerText()).toMatch(/calmer|town/)
    await lookedAt(duty.page)
    await duty.page.keyboard.press('Escape')

    // Facts are links and text: nothing in the document takes writing.
    expect(await duty.page.locator('.sitrep-page').locator('[contenteditable], form').count()).toBe(0)
    await duty.page.getByRole('button', { name: 'Make the facts anew' }).focus()
    await duty.page.keyboard.press('Enter')
    await duty.page.getByText(/Made anew by Duty officer/).waitFor({ timeout: 60_000 })

    await openReport(head.page, first)
    await release(head.page)
    await openReport(adviser.page, first)
    expect(await adviser.page.getByText('MISSING: asked, not received.').count()).toBe(1)

    await openReport(duty.page, first)
    await press(duty.page, /^button Correct it/)
    await press(duty.page, /^button Draft the correction/)
    await duty.page.waitForURL((url) => url.pathname !== first, { timeout: 60_000 })
    const second = new URL(duty.page.url()).pathname
    await duty.page.getByRole('link', { name: /^Corrects / }).waitFor()
    await duty.page.getByText('It is calmer, but only in town.').waitFor()
    await duty.page.getByText('Two detainees were released after a visit.').first().waitFor()
    await openReport(head.page, second)
    await release(head.page)

    await adviser.page.goto('/run/unmor/situation')
    const bell = adviser.page.getByRole('button', { name: /one correction/ })
    await bell.focus()
    await adviser.page.keyboard.press('Enter')
    await adviser.page.getByText(/which you were given, was corrected by/).waitFor()
    await press(adviser.page, /^button Acknowledge/)
    await adviser.page.getByRole('button', { name: /one correction/ }).waitFor({ state: 'hidden' })
    await openReport(adviser.page, first)
    await adviser.page
      .getByRole('status')
      .getByText(/^Corrected by /)
      .waitFor()
    await lookedAt(adviser.page)

    await openReport(duty.page, first)
    await duty.page.getByText('Told of the correction').waitFor()
    await duty.page.getByText(/^acknowledged /).waitFor()
    await lookedAt(duty.page)

    expect(unseen).toEqual([])
    for (const desk of [duty, head, adviser]) {
      expect(desk.faults).toEqual([])
      await desk.close()
    }
  }, 600_000)
})

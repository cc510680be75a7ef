import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFaults } from './browser.ts'
import { acceptInvitation } from './people.ts'
import { setStage } from './stage.ts'

const stage = setStage()
const EIRENE = join(import.meta.dirname, '..', 'packages', 'server', 'bin', 'eirene.mjs')
const SEED = 7
/** Records that the journey works while the mission goes on. */
const ACTS = 4

/** A run of the command line on the data of the program, with what it printed. */
interface Run {
  readonly printed: () => string
  readonly ended: Promise<unknown>
}

function run(...args: readonly string[]): Run {
  const child = spawn(process.execPath, [EIRENE, ...args, '--data', stage.program().dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')))
  return { printed: () => printed, ended: once(child, 'close').then(([code]: unknown[]) => code) }
}

/** Notes what moves by itself: a shift that follows a key or a click within half a second is the person's own. */
const WATCH_SHIFTS = `
  globalThis.shifts = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput)
        for (const { node, previousRect: a, currentRect: b } of entry.sources)
          if (node?.nodeType === 1 && node.closest('.inbox-list, .inbox-record, dialog'))
            shifts.push(node.className + ' "' + node.textContent.slice(0, 40) + '" ' + [a.x, a.y, b.x, b.y].map(Math.round))
  }).observe({ type: 'layout-shift', buffered: true })`

/** What the person is on: the element itself, and where it stands. */
async function standOf(focused: Locator): Promise<unknown> {
  return focused.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    return { x, y, width, height, text: element.textContent, isFocused: element === document.activeElement }
  })
}

/** What the counts of the queues say. */
async function countsIn(page: Page): Promise<string | null> {
  return page.locator('.inbox-queues').textContent()
}

/** Waits until the counts are others than these: the players went on, and the screen knows. */
async function othersWentOn(page: Page, counts: string | null): Promise<void> {
  await page.waitForFunction((was) => document.querySelector('.inbox-queues')?.textContent !== was, counts, {
    timeout: 240_000,
  })
}

/** Presses Tab until the focus is on what the selector names. */
async function tabInto(page: Page, selector: string): Promise<void> {
  for (let step = 0; step < 30; step++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${selector}`)
}

async function shiftsOf(page: Page): Promise<unknown> {
  return page.evaluate('shifts')
}

describe('four weeks of the operations centre, played at high speed', () => {
  it('let a person work the inbox by keyboard: nothing jumps, nothing typed is lost, and the chain verifies', async () => {
    const { page, faults, close } = await stage.open({ viewport: { width: 1440, height: 900 } })
    await acceptInvitation(page, stage.program(), 'duty')
    await page.addInitScript(WATCH_SHIFTS)
    const replay = run('exercise', 'replay', '--minutes', '2', '--seed', String(SEED))
    await page.goto('/run/unmor/incident?queue=screen')
    await page.locator('.inbox-items button').first().waitFor()
    for (let n = 0; n < ACTS; n++) {
      // The row under the focus stays the same element at the same place while others bring in and take away.
      await page.keyboard.press('j')
      const row = page.locator('.inbox-items button[aria-current="true"]')
      await row.waitFor()
      await page.locator('.verification-state').waitFor()
      await row.focus()
      const handle = await row.elementHandle()
      const before = await standOf(row)
      await othersWentOn(page, await countsIn(page))
      expect(await standOf(row)).toEqual(before)
      expect(await handle.evaluate((element) => element.isConnected && element === document.activeElement)).toBe(true)
      // What is typed stays, where it is typed, however much comes in between.
      await page.keyboard.press('a')
      const dialog = page.locator('dialog[open]')
      await dialog.waitFor()
      const reason = dialog.getByLabel('Reason')
      await tabInto(page, 'textarea')
      await page.keyboard.type('Seen by the patrol ')
      const typing = await standOf(reason)
      await othersWentOn(page, await countsIn(page))
      expect(await standOf(reason)).toEqual(typing)
      await page.keyboard.type('and told by residents.')
      expect(await reason.inputValue()).toBe('Seen by the patrol and told by residents.')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await dialog.waitFor({ state: 'hidden' })
      await page.locator('.verification-state strong', { hasText: /^Reported$/ }).waitFor()
    }
    // The other acts of a duty officer, each by its key: a grade, and the history of the record.
    await page.keyboard.press('e')
    const grade = page.locator('dialog[open]')
    await grade.waitFor()
    await tabInto(page, 'input[type=radio]')
    await page.keyboard.press('ArrowRight')
    await tabInto(page, 'textarea')
    await page.keyboard.type('Known to be careful.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await grade.waitFor({ state: 'hidden' })
    expect(await shiftsOf(page)).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('h')
    await page.locator('.record-history').getByText('Known to be careful.').waitFor()

    // Each screen once what it is for is there, while records go on coming in.
    const screens: readonly (readonly [path: string, sign: Locator])[] = [
      ['incident?queue=duplicates', page.locator('.inbox-items button').first()],
      ['situation/flash', page.getByRole('heading', { level: 1 })],
      ['situation/watch', page.getByLabel('Entry')],
      ['situation', page.getByRole('listbox', { name: 'Records' }).getByRole('option').first()],
      ['situation/sitreps', page.getByRole('heading', { level: 1 })],
    ]
    for (const [path, sign] of screens) {
      await page.goto(`/run/unmor/${path}`)
      await sign.waitFor()
      expect(await accessibilityFaults(page), path).toEqual([])
    }
    expect(await replay.ended, replay.printed()).toBe(0)
    expect(replay.printed()).toMatch(/ 0 there already, 0 refused/)
    const proof = run('ledger', 'verify', '--operation', 'unmor')
    expect(await proof.ended, proof.printed()).toBe(0)
    expect(proof.printed()).toContain('unmor: proven')
    expect(faults).toEqual([])
    await close()
  }, 900_000)
})

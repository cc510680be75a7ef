import { describe, expect, it } from 'vitest'
import { accessibilityFaults, sidewaysOverflow } from './browser.ts'
import { openLink } from './link.ts'
import { acceptInvitation } from './people.ts'
import { setStage } from './stage.ts'

const stage = setStage()

describe('a patrol without a link', () => {
  it('opens the form that it opened once, writes a report after a reload, and has it received when the link is back', async () => {
    const link = await openLink(stage.program().address)
    const duty = await stage.open({ viewport: { width: 360, height: 740 } }, link.address)
    const { page } = duty
    await acceptInvitation(page, stage.program(), 'duty')
    await page.goto('/run/unmor/report/new')
    await page.getByRole('button', { name: 'Incident', exact: true }).waitFor()
    // Resolves once the files of the program are kept.
    await page.evaluate(() => navigator.serviceWorker.ready)

    link.cut()
    await page.reload()
    await page.getByText(/No answer from the server. You can write/).waitFor()
    await page.getByRole('button', { name: 'Incident', exact: true }).click()
    await page.getByLabel('Search all types').fill('clash')
    await page.getByRole('list', { name: 'Types' }).getByRole('button').first().click()
    await page.getByLabel('Name of the place').fill('The market of the demonstration')
    await page.getByLabel('Callsign or code').fill('PTL-N-04')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await sidewaysOverflow(page)).toBe(0)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('On this device only').waitFor()
    // In another language than it was opened in.
    for (const [language, words] of [
      ['ar', 'لا جواب من الخادم. يمكنك الكتابة'],
      ['en', 'No answer from the server. You can write'],
    ] as const) {
      await page.evaluate((chosen) => {
        localStorage.setItem('eirene.language', chosen)
      }, language)
      await page.reload()
      await page.getByText(words).waitFor()
    }
    await page.getByText('On this device only').waitFor()

    const kept = await page.evaluate(async () => {
      const caches = await globalThis.caches.keys()
      const addresses = await Promise.all(
        caches.map(async (name) => (await (await globalThis.caches.open(name)).keys()).map(({ url }) => url)),
      )
      return addresses.flat().map((url) => new URL(url).pathname)
    })
    expect(kept.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([])

    link.mend()
    await page.getByText('The link is back. What waited').waitFor()
    await page.getByText(/Received at \d{6}Z/).waitFor()
    await page
      .getByRole('navigation', { name: 'Rooms' })
      .getByRole('link', { name: /Situation/ })
      .click()
    await page.waitForURL('**/situation')
    expect(duty.faults.filter((fault) => !fault.includes('net::ERR_'))).toEqual([])
    await duty.close()
    await link.close()
  }, 400_000)
})

import { describe, expect, it } from 'vitest'
import { acceptInvitation } from './people.ts'
import { setStage } from './stage.ts'

const stage = setStage()

/** A PNG of one pixel. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

describe('a night at the desk', () => {
  it('a report with a photo, written without a link, is received when it is back; a flash report is acknowledged; the watch is handed over', async () => {
    const duty = await stage.open({ viewport: { width: 360, height: 740 } })
    await acceptInvitation(duty.page, stage.program(), 'duty')
    await duty.page.goto('/run/unmor/report/new')
    await duty.page.getByRole('button', { name: 'Incident', exact: true }).waitFor()

    await duty.page.context().setOffline(true)
    await duty.page.getByRole('button', { name: 'Incident', exact: true }).click()
    await duty.page.getByLabel('Search all types').fill('clash')
    await duty.page.getByRole('list', { name: 'Types' }).getByRole('button').first().click()
    await duty.page.getByLabel('Name of the place').fill('The market of the demonstration')
    await duty.page.getByLabel('Callsign or code').fill('PTL-N-04')
    await duty.page
      .locator('input[type=file][multiple]')
      .setInputFiles({ name: 'IMG_1.png', mimeType: 'image/png', buffer: DOT })
    await duty.page.getByText('Photo 1').waitFor()
    await duty.page.getByRole('button', { name: 'Send', exact: true }).click()
    await duty.page.getByText('On this device only').waitFor()
    await duty.page.getByText('One photo waits for the link').waitFor()
    expect(await duty.page.getByRole('link', { name: /Outbox/ }).innerText()).toContain('2')

    await duty.page.context().setOffline(false)
    await duty.page.getByText(/Received at \d{6}Z/).waitFor()
    await duty.page.getByText('One photo stored').waitFor()
    await duty.page.getByText('Receipt', { exact: true }).click()
    await duty.page.getByText('worked through on this device: it holds').waitFor()

    const head = await stage.open()
    await acceptInvitation(head.page, stage.program(), 'head')
    await head.page.goto('/run/unmor/situation/flash')

    await duty.page.goto('/run/unmor/situation/flash/new')
    await duty.page.getByLabel('What', { exact: true }).fill('Mortar fire on the market')
    await duty.page.getByRole('button', { name: 'Send to the tree' }).click()
    await duty.page.getByText('Who was told').waitFor()
    await duty.page.getByText(/no answer yet/).waitFor()

    await head.page.getByRole('link', { name: /Mortar fire on the market/ }).click()
    await head.page.getByRole('button', { name: 'Acknowledge' }).last().click()
    await head.page.getByText(/acknowledged \d{6}Z/).waitFor()
    await duty.page.reload()
    await duty.page.getByText(/acknowledged \d{6}Z/).waitFor()

    await duty.page.goto('/run/unmor/situation/watch')
    await duty.page.getByLabel('Entry').fill('Ask N-04 for a count')
    await duty.page.getByLabel('Action for').selectOption('TL')
    await duty.page.getByRole('button', { name: 'Write into the log' }).click()
    await duty.page.getByText('One open action').waitFor()
    await duty.page.getByLabel('What the next watch must know').fill('Quiet since midnight.')
    await duty.page.getByRole('button', { name: 'Sign and hand over' }).click()
    await duty.page.getByText('The incoming officer signs with their own sign-in.').waitFor()
    expect(duty.faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
    expect(head.faults).toEqual([])
    await duty.close()
    await head.close()
  }, 400_000)
})

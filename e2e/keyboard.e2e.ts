import { describe, expect, it } from 'vitest'
import { acceptInvitation, PASSWORD } from './people.ts'
import { setStage } from './stage.ts'
import { tabTo } from './tab-to.ts'

const stage = setStage()

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

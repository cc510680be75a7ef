import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { accessibilityFaults, sidewaysOverflow } from './browser.ts'
import { acceptInvitation, PASSWORD, signIn } from './people.ts'
import { setStage } from './stage.ts'

const stage = setStage()

/** The short name of the demonstration's operation, from the address that a sign-in leads to. */
async function slugOf(page: Page): Promise<string> {
  await page.waitForURL('**/run/*/**')
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

async function invite(page: Page, login: string): Promise<string> {
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await page.getByLabel('Name for signing in').fill(login)
  await page.getByLabel('Name to show').fill('Amara Diallo')
  await page.getByRole('checkbox', { name: /^Observer/ }).check()
  await page.getByLabel('Reason', { exact: true }).fill('joins the team')
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = await page.locator('.link-once code').innerText()
  await page.getByRole('button', { name: 'Close' }).click()
  return new URL(link).pathname
}

describe('the people of an operation', () => {
  it('are invited, come in, are shut out; the screen that was open says so', async () => {
    const keeper = await stage.open({ viewport: { width: 1440, height: 900 } })
    await acceptInvitation(keeper.page, stage.program(), 'duty')
    const slug = await slugOf(keeper.page)
    await keeper.page.goto(`/run/${slug}/people`)
    const path = await invite(keeper.page, 'amara')
    expect(await accessibilityFaults(keeper.page)).toEqual([])

    const guest = await stage.open({ viewport: { width: 360, height: 780 } })
    await guest.page.goto(path)
    await guest.page.getByLabel('New password').fill(PASSWORD)
    await guest.page.getByLabel('The same again').fill(PASSWORD)
    await guest.page.getByRole('button', { name: 'Set password and come in' }).click()
    await slugOf(guest.page)
    await guest.page.goto('/account')
    await guest.page.getByText('this one').waitFor()
    expect(await sidewaysOverflow(guest.page)).toBe(0)
    expect(await accessibilityFaults(guest.page)).toEqual([])

    await keeper.page.reload()
    await keeper.page.getByRole('button', { name: 'Amara Diallo' }).click()
    await keeper.page.getByLabel('Reason for the act').fill('has left')
    await keeper.page.getByRole('button', { name: 'Disable', exact: true }).click()
    await keeper.page.getByRole('cell', { name: /disabled/ }).waitFor()
    await guest.page.getByRole('button', { name: 'Change the password' }).waitFor()
    await guest.page.getByLabel('Minutes without use').selectOption('5')
    await guest.page.getByText('Your session has ended').waitFor()

    await keeper.page.goto(`/run/${slug}/people/log`)
    await keeper.page.getByRole('rowheader', { name: 'disabled' }).waitFor()
    expect(await accessibilityFaults(keeper.page)).toEqual([])
    await keeper.page.setViewportSize({ width: 360, height: 780 })
    expect(await sidewaysOverflow(keeper.page)).toBe(0)
    expect([...keeper.faults, ...guest.faults]).toEqual([])
    await guest.close()
    await keeper.close()
  })

  it('lock their screen by a key, which forgets what was loaded, and unlock it at the same address', async () => {
    const desk = await stage.open({ viewport: { width: 1440, height: 900 } })
    await acceptInvitation(desk.page, stage.program(), 'head')
    const slug = await slugOf(desk.page)
    await desk.page.goto(`/run/${slug}/situation?q=x`)
    await desk.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
    const before = desk.page.url()
    // The lock takes a fresh page, so that nothing stays of what was loaded.
    const fresh = desk.page.waitForEvent('domcontentloaded')
    await desk.page.keyboard.press('Control+l')
    await fresh
    await desk.page.getByRole('heading', { name: 'Locked' }).waitFor()
    expect(await desk.page.locator('.frame').count()).toBe(0)
    expect(await accessibilityFaults(desk.page)).toEqual([])
    const refused = await desk.page.request.get(`/v1/operations/${slug}/incidents`)
    expect(refused.status()).toBe(423)
    await desk.page.getByLabel('Password').fill(PASSWORD)
    await desk.page.keyboard.press('Enter')
    await desk.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
    expect(desk.page.url()).toBe(before)

    await desk.page.getByRole('button', { name: 'Head of mission' }).click()
    const onTheWall = desk.page.waitForEvent('domcontentloaded')
    await desk.page.getByRole('button', { name: /wallboard/ }).click()
    await onTheWall
    await desk.page.getByText('Lowest markings only').waitFor()
    // Nothing of what the person had on screen stays: neither its marking nor its figures.
    await desk.page.getByRole('region', { name: 'Highest marking' }).getByText('UN UNCLASSIFIED').waitFor()
    await desk.page.getByText(/^[\d,]+ records$/).waitFor()
    expect(await desk.page.getByText('UN CONFIDENTIAL').count()).toBe(0)
    expect(await accessibilityFaults(desk.page)).toEqual([])
    await desk.page.getByRole('button', { name: 'End the wallboard' }).click()
    await desk.page.getByRole('heading', { level: 1 }).waitFor()
    expect(desk.faults).toEqual([])
    await desk.close()
  })

  it('add a passkey and sign in with it', async () => {
    const address = stage.program().address.replace('127.0.0.1', 'localhost')
    const desk = await stage.open({}, address)
    const { page } = desk
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await page.goto('/sign-in?to=/account')
    await signIn(page, 'duty')
    await page.getByLabel('What you call it').fill('This laptop')
    await page.locator('form', { hasText: 'Add a passkey' }).getByLabel('Your present password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('This laptop').waitFor()
    await page.request.delete('/v1/session', {
      headers: { 'x-eirene-csrf': (await (await page.request.get('/v1/session')).json()).csrfToken },
    })
    await page.goto('/sign-in?to=/account')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText(/last used/).waitFor()
    expect(desk.faults).toEqual([])
    await desk.close()
  })
})

import type { Page } from 'playwright-core'
import type { Program } from './program.ts'

/** Of the people of these journeys; each program begins with its own. */
export const PASSWORD = 'five calm words in a row'

/** Opens the one-time link of a first person, sets a password and comes in. */
export async function acceptInvitation(page: Page, program: Program, login: string): Promise<void> {
  const link = program.invitations.get(login)
  if (link === undefined) throw new Error(`the terminal printed no link for ${login}:\n${program.output()}`)
  await page.goto(link)
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByLabel('The same again').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set password and come in' }).click()
  await page.waitForURL('**/run**')
}

/** Comes in by name and password, from whatever page asked for it. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.getByLabel('Name').fill(login)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

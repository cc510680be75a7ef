import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { LockCover } from './LockCover.tsx'
import { SessionProvider } from './SessionProvider.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('the lock says of a wrong password that the password is wrong, because no name is asked for', async () => {
  const session = { csrfToken: '', displayName: 'Amara', isLocked: true, hasPassword: true, operations: [] }
  vi.stubGlobal('fetch', (_: string, init?: RequestInit) =>
    Promise.resolve(
      init?.method === 'POST'
        ? Response.json({ type: 'access.password_refused', title: 'That is not your password.' }, { status: 401 })
        : Response.json(session),
    ),
  )
  render(
    <I18nProvider initial="en">
      <SessionProvider>
        <LockCover />
      </SessionProvider>
    </I18nProvider>,
  )
  fireEvent.change(await screen.findByLabelText('Password'), { target: { value: 'wrong' } })
  fireEvent.click(screen.getByRole('button', { name: 'Unlock' }))
  expect((await screen.findByRole('alert')).textContent).toBe('The password is not right.')
})

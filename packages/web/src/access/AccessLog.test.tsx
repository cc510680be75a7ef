import type { AccessEventView } from '@eirene/domain/access'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { AccessLog } from './AccessLog.tsx'
import { SessionProvider } from './SessionProvider.tsx'

const session = { csrfToken: '', wallboardUntil: null, operations: [{ slug: 'minusca', timeZone: 'Etc/GMT+2' }] }

async function rowOf(event: Partial<AccessEventView>): Promise<string> {
  const line = { id: 'e', at: '2026-11-24T21:39:00.123Z', kind: '', person: null, actor: null, detail: {}, ...event }
  vi.stubGlobal('fetch', (path: string) =>
    Promise.resolve(Response.json(path === '/v1/session' ? session : { events: [line], next: null })),
  )
  render(
    <I18nProvider initial="en">
      <SessionProvider>
        <AccessLog slug="minusca" />
      </SessionProvider>
    </I18nProvider>,
  )
  const cell = await screen.findByText('24 Nov 2026, 19:39 UTC−2')
  return cell.closest('tr')?.textContent ?? ''
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the log of access', () => {
  it('writes when it was in the time of the operation, with its zone', async () => {
    expect(await rowOf({ kind: 'sign_out', person: 'Amara Diallo' })).toContain('signed out')
  })
})

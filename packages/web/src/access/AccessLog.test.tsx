import { ACCESS_EVENTS, type AccessEventView } from '@eirene/domain/access'
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

  it('says what a line holds in words: no codes, no ids, no instant as a machine writes it', async () => {
    const row = await rowOf({
      kind: 'release.decided',
      detail: {
        operation: 'minusca',
        release: '01900000-0000-7000-8000-000000000001',
        session: '01900000-0000-7000-8000-000000000002',
        audience: 'partner',
        to: 'released',
        roles: ['DO'],
        compartments: [],
        until: '2026-11-25T05:30:00.000Z',
      },
    })
    expect(row).toContain('release decided')
    expect(row).toContain(
      'audience: Partner · decision: Released · roles: Duty officer · until: 25 Nov 2026, 03:30 UTC−2',
    )
    expect(row).not.toMatch(/0190|minusca|\[|000Z/)
  })

  it('can be asked for every kind that it holds', async () => {
    await rowOf({ kind: 'sign_out' })
    const offered = screen.getAllByRole<HTMLOptionElement>('option').map(({ value }) => value)
    expect(offered).toEqual(['', ...ACCESS_EVENTS])
  })
})

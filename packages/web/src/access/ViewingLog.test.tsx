import type { ViewingPage } from '@eirene/domain/access'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { SessionProvider } from './SessionProvider.tsx'
import { ViewingLog } from './ViewingLog.tsx'

const session = { csrfToken: '', wallboardUntil: null, operations: [{ slug: 'minusca', timeZone: 'Etc/GMT+2' }] }
const page: ViewingPage = {
  viewings: [
    {
      ...{ id: 'v1', at: '2026-11-24T21:39:00Z', personId: 'p1', person: 'Amara Diallo', recordKind: 'incident' },
      ...{ recordId: 'i1', title: 'A matter', compartments: ['CRSV'] },
    },
  ],
  people: [{ personId: 'p1', displayName: 'Amara Diallo' }],
  next: null,
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  history.replaceState(null, '', '/')
})

/** Addresses at which the log was asked, oldest first. */
async function show(): Promise<string[]> {
  const asked: string[] = []
  vi.stubGlobal('fetch', (path: string) => {
    if (path === '/v1/session') return Promise.resolve(Response.json(session))
    asked.push(path)
    return Promise.resolve(Response.json(page))
  })
  render(
    <I18nProvider initial="en">
      <SessionProvider>
        <ViewingLog slug="minusca" zone="Etc/GMT+2" />
      </SessionProvider>
    </I18nProvider>,
  )
  await screen.findByRole('link', { name: 'A matter' })
  return asked
}

it('says who looked at which record of which compartment, in the time of the operation', async () => {
  await show()
  const row = screen.getByRole('link', { name: 'A matter' }).closest('tr')
  expect(row?.textContent).toMatch(/24 Nov 2026, 19:39 UTC−2.*Amara Diallo.*A matter.*conflict-related/i)
})

it('asks by person, record and days of the operation, and its address holds what is asked', async () => {
  const asked = await show()
  fireEvent.change(screen.getByLabelText('Person'), { target: { value: 'p1' } })
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-11-24' } })
  fireEvent.change(screen.getByLabelText('To, not included'), { target: { value: '2026-11-25' } })
  fireEvent.click(screen.getByRole('button', { name: 'only this record' }))
  await vi.waitFor(() => {
    const query = new URL(asked.at(-1) ?? '', 'http://x').searchParams
    expect(Object.fromEntries(query)).toEqual({
      ...{ person: 'p1', record: 'i1', from: '2026-11-24T02:00:00.000Z', to: '2026-11-25T02:00:00.000Z' },
    })
  })
  expect(new URLSearchParams(location.search).get('record')).toBe('i1')
  fireEvent.click(screen.getByRole('button', { name: 'Every record' }))
  await vi.waitFor(() => {
    expect(asked.at(-1)).not.toContain('record')
  })
})

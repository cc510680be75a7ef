import type { OperationView } from '@eirene/domain/operation'
import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { SessionProvider } from '../access/index.ts'
import { I18nProvider } from '../i18n/index.ts'
import { PictureBar } from './PictureBar.tsx'
import type { ColumnsHold } from './use-columns.ts'
import { useViewState } from './view-state.ts'

const operation: OperationView = {
  id: 'o',
  slug: 'minusca',
  name: 'Stabilization mission',
  acronym: 'MINUSCA',
  realm: 'LIVE',
  timeZone: 'Africa/Bangui',
  hostCountriesIso3: ['CAF'],
  libraryId: null,
  geography: null,
  bounds: null,
}
const columns: ColumnsHold = { engine: null, loaded: null, refusal: null, waiting: 0, refresh: () => undefined }

function Bar() {
  const state = useViewState()
  return <PictureBar {...{ operation, state, columns }} answer={null} onFilters={() => undefined} />
}

async function toolsOf(wallboardUntil: string | null): Promise<readonly (string | null)[]> {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ csrfToken: '', operations: [], wallboardUntil })))
  const { container } = render(
    <I18nProvider initial="en">
      <SessionProvider>
        <Bar />
      </SessionProvider>
    </I18nProvider>,
  )
  await screen.findByText('Filters')
  await vi.waitFor(() => {
    expect(container.querySelector('.bar-tools') === null).toBe(wallboardUntil !== null)
  })
  return within(container)
    .queryAllByRole('link')
    .map((link) => link.textContent)
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('offers the desks to a person, and on a wallboard nothing that would be refused', async () => {
  expect(await toolsOf(null)).toEqual(['Releases', 'Duty desk', 'SITREP'])
  cleanup()
  expect(await toolsOf('2026-11-25T05:30:00Z')).toEqual([])
})

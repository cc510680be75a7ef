import type { PublicReleaseLine } from '@eirene/domain/release'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { PublicReleases } from './PublicReleases.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  location.hash = ''
})

function show(lines: readonly PublicReleaseLine[]): void {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json(lines)))
  render(
    <I18nProvider initial="en">
      <PublicReleases openId={null} nameOf={(code) => code} />
    </I18nProvider>,
  )
}

it('shows of a release that was taken back its number, its days and the reason, and no way to its content', async () => {
  show([
    {
      ...{ id: 'r1', number: '3', releasedOn: '2024-03-02', operation: { acronym: 'MINUSCA', realm: 'LIVE' } },
      withdrawn: { on: '2024-03-05', reason: 'One source was counted twice' },
    },
  ])
  const item = await screen.findByRole('listitem')
  expect(item.textContent).toMatch(/Withdrawn on 2024-03-05.*MINUSCA.*3.*2024-03-02.*One source was counted twice/)
  expect(screen.queryByRole('link')).toBeNull()
})

it('opens what a link leads to only when somebody presses', async () => {
  location.hash = '#secret'
  show([])
  expect(await screen.findByRole('button', { name: 'Open it' })).toBeTruthy()
})

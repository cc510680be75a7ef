import type { ReleaseLinkSummary } from '@eirene/domain/release'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { ReleaseLinks } from './ReleaseLinks.tsx'

const link: ReleaseLinkSummary = {
  ...{ id: 'l1', toWhom: 'Liaison officer', isOneTime: true, madeBy: 'Hanna', madeAt: '2024-03-02T09:00:00Z' },
  ...{ expiresAt: '2024-03-09T09:00:00Z', lastOpenedAt: null, endedBy: null, endedAt: null, isOver: null },
}

/** Every request with its body, and a server whose links change by them. */
function serve(links: ReleaseLinkSummary[]): readonly (readonly [string, unknown])[] {
  const asked: [string, unknown][] = []
  vi.stubGlobal('fetch', (path: string, init: RequestInit = {}) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    if (init.method === 'POST') asked.push([path, body])
    if (path.endsWith('/end')) links[0] = { ...link, isOver: 'ended', endedBy: 'Lena', endedAt: '2024-03-03T09:00:00Z' }
    else if (init.method === 'POST') return Promise.resolve(Response.json({ token: 'secret', expiresAt: '' }))
    return Promise.resolve(Response.json(links))
  })
  return asked
}

function show(state: 'released' | 'withdrawn'): void {
  render(
    <I18nProvider initial="en">
      <ReleaseLinks slug="night" zone="UTC" release={{ id: 'r1', state, toWhom: 'The regional organisation' }} />
    </I18nProvider>,
  )
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('says of each link for whom, by whom, until when and when it was last opened, and ends it', async () => {
  const asked = serve([link])
  show('released')
  const item = await screen.findByRole('listitem')
  expect(item.textContent).toMatch(/Liaison officer.*Opens.*made by Hanna.*opens once.*expires.*not opened yet/)
  fireEvent.click(screen.getByRole('button', { name: 'End this link' }))
  await screen.findByText(/ended by Lena/)
  expect(asked).toEqual([['/v1/operations/night/releases/r1/links/l1/end', undefined]])
  expect(screen.queryByRole('button', { name: 'End this link' })).toBeNull()
})

it('shows the address of a new link once, with the secret where no server sees it', async () => {
  const asked = serve([])
  show('released')
  await screen.findByText('No link leads to this release yet.')
  expect(screen.getByLabelText<HTMLInputElement>('Link for').value).toBe('The regional organisation')
  fireEvent.click(screen.getByRole('button', { name: 'Make a link' }))
  expect((await screen.findByText(/#secret$/)).textContent).toBe(`${location.origin}/study/released#secret`)
  expect(asked).toEqual([
    ['/v1/operations/night/releases/r1/links', { toWhom: 'The regional organisation', days: 7, isOneTime: true }],
  ])
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  expect(screen.queryByText(/#secret/)).toBeNull()
})

it('makes no link to what was withdrawn', async () => {
  serve([{ ...link, isOver: 'withdrawn' }])
  show('withdrawn')
  await screen.findByText('Withdrawn')
  expect(screen.queryByRole('button')).toBeNull()
})

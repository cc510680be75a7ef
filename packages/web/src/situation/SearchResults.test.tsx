import type { OperationView } from '@eirene/domain/operation'
import type { SearchPage } from '@eirene/domain/situation'
import axe from 'axe-core'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { go } from '../edge/index.ts'
import { I18nProvider } from '../i18n/index.ts'
import { SearchResults } from './SearchResults.tsx'

const marking = {
  operationId: 'o',
  realm: 'LIVE',
  policy: 'UN',
  level: 'UNCLASSIFIED',
  releasableTo: [],
  compartments: [],
  caveats: [],
} as const
// What the view reads of an operation.
const operation = { slug: 'minusca', timeZone: 'Africa/Bangui', realm: 'LIVE' } as OperationView

const found: SearchPage = {
  hits: [
    {
      kind: 'incident',
      id: '01900000-0000-7000-8000-000000000001',
      title: { text: 'Shots <b>heard</b> near Damara', marks: [[0, 5]] },
      snippet: { text: 'Several shots.', marks: [[8, 13]] },
      language: 'en',
      at: '2024-03-01T08:00:00Z',
      state: 'reported',
      type: 'ARM-01',
      incidentId: null,
      marking,
    },
    {
      kind: 'report',
      id: '01900000-0000-7000-8000-000000000002',
      title: { text: 'طلقات قرب دامارا', marks: [[0, 5]] },
      snippet: { text: '', marks: [] },
      language: 'ar',
      at: '2024-02-01T08:00:00Z',
      state: null,
      type: 'PATREP',
      incidentId: null,
      marking,
    },
  ],
  before: '1.01900000-0000-7000-8000-000000000002',
  place: null,
}

let asked: string[]
let answers: SearchPage[]
beforeEach(() => {
  asked = []
  answers = [found]
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path)
    return Promise.resolve(
      new Response(JSON.stringify(answers.shift() ?? { hits: [], before: null, place: null }), { status: 200 }),
    )
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function show(query: string): HTMLElement {
  go(`/run/minusca/situation/search${query}`)
  return render(
    <I18nProvider initial="en">
      <SearchResults operation={operation} onMarking={() => undefined} />
    </I18nProvider>,
  ).container
}

describe('the page of what was found', () => {
  it('marks the found words and shows what looks like markup as it was written', async () => {
    const container = show('?q=shots')
    await screen.findByText('Several', { exact: false })
    expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['Shots', 'shots', 'طلقات'])
    expect(container.querySelector('b')).toBeNull()
    expect(container.querySelector('[lang="ar"]')?.getAttribute('dir')).toBe('auto')
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  it('asks by kind and period in the days of the operation', async () => {
    show('?q=shots&kinds=report&from=2024-03-01&to=2024-03-02')
    await screen.findAllByRole('article')
    const query = new URL(asked[0]!, 'http://x').searchParams
    expect(Object.fromEntries(query)).toEqual({
      q: 'shots ',
      kinds: 'report',
      from: '2024-02-29T23:00:00.000Z',
      to: '2024-03-02T23:00:00.000Z',
    })
    fireEvent.click(within(screen.getByRole('group', { name: 'Kinds of record' })).getByText('Incident'))
    expect(location.search).toContain('kinds=report%2Cincident')
  })

  it('puts older records below when they are asked for, and says when there are none', async () => {
    show('?q=shots')
    fireEvent.click(await screen.findByText('Older records'))
    await vi.waitFor(() => {
      expect(screen.queryByText('Older records')).toBeNull()
    })
    expect(asked[1]).toContain('before=1.01900000')
    cleanup()
    answers = []
    show('?q=nothing')
    expect(await screen.findByText('No record that you may see holds these words')).toBeTruthy()
  })

  it('says what cannot be searched without asking the server', async () => {
    show('?q=-fire')
    expect(await screen.findByText(/cannot be searched/)).toBeTruthy()
    expect(asked).toEqual([])
  })
})

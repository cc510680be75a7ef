import type { AwaitedAct, CorrectionNotice, NoticeView } from '@eirene/domain/situation'
import { act, cleanup, fireEvent, render, type RenderResult } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { I18nProvider } from '../../i18n/index.ts'
import { NoticeBell } from './NoticeBell.tsx'

const unknown = { low: null, best: null, high: null }
const notice: NoticeView = {
  report: {
    id: '01900000-0000-7000-8000-000000000001',
    number: '2024-03-02/1',
    precedence: 'FLASH',
    threadId: '01900000-0000-7000-8000-000000000001',
    incidentId: null,
    content: {
      ...{ what: 'Mortar fire on the market', who: null, occurred: null, where: null, how: null },
      ...{ killed: unknown, injured: unknown, actionTaken: null, immediateNeeds: null },
      ...{ nextUpdateAt: '2024-03-02T10:00:00Z', releasableLine: null },
    },
    marking: {
      ...{ operationId: 'o', realm: 'LIVE', policy: 'UN', level: 'UNCLASSIFIED' },
      ...{ releasableTo: [], compartments: [], caveats: [] },
    },
    firstWordAt: '2024-03-02T08:55:00Z',
    sentAt: '2024-03-02T09:00:00Z',
    sentBy: 'duty',
  },
  notifiedAt: '2024-03-02T09:00:00Z',
  acknowledgedAt: null,
}

const streams: EventTarget[] = []

class FakeStream extends EventTarget {
  constructor() {
    super()
    streams.push(this)
  }
  close(): void {
    // Nothing is connected.
  }
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  streams.length = 0
})

/** What the server would answer, by the end of the address; looks that the clock makes never come. */
function serve(answers: Record<string, unknown>): void {
  vi.stubGlobal('EventSource', FakeStream)
  vi.stubGlobal('fetch', (path: string) =>
    Promise.resolve(Response.json(Object.entries(answers).find(([end]) => path.endsWith(end))?.[1] ?? [])),
  )
  vi.stubGlobal('setInterval', () => 0)
}

function tellOfNews(): void {
  act(() => {
    streams[0]?.dispatchEvent(new MessageEvent('desk', { data: '{}' }))
  })
}

function renderBell(toConfirm = 0): RenderResult {
  return render(
    <I18nProvider initial="en">
      <NoticeBell slug="night" toConfirm={toConfirm} />
    </I18nProvider>,
  )
}

it('rings as soon as the server tells of news, without waiting for the next look', async () => {
  const answers: Record<string, unknown> = {}
  serve(answers)
  const { container, findByText } = renderBell()
  await findByText('0', { selector: '[data-count]' })
  expect(streams).toHaveLength(1)
  answers['/notices'] = [notice]
  tellOfNews()
  await findByText('1', { selector: '[data-count]' })
  expect(container.querySelector('[data-count]')?.textContent).toBe('1')
})

it('rings at once for a correction and for every kind of act that is awaited', async () => {
  const answers: Record<string, unknown> = {}
  serve(answers)
  const { findByText, getByRole } = renderBell()
  await findByText('0', { selector: '[data-count]' })
  const since = '2024-03-02T09:00:00Z'
  const correction: CorrectionNotice = {
    ...{ sitrepId: 's0', number: '2024-03-01/1', correctedBy: null, toldAt: since, acknowledgedAt: null },
  }
  const awaited: readonly AwaitedAct[] = [
    {
      ...{ kind: 'release.decide', releaseId: 'r1', title: 'Incidents in January', audience: 'open' },
      ...{ proposedBy: 'amara', since },
    },
    { kind: 'sitrep.release', sitrepId: 's1', number: '2024-03-02/1', draftedBy: 'jo', since },
    {
      ...{ kind: 'sitrep.input', sitrepId: 's2', number: '2024-03-02/2', since },
      components: [{ component: 'gender', cutoffAt: '2024-03-02T16:00:00Z' }],
    },
  ]
  Object.assign(answers, { '/correction-notices': [correction], '/awaited-acts': awaited })
  tellOfNews()
  await findByText('4', { selector: '[data-count]' })
  fireEvent.click(getByRole('button', { name: /3 acts await you/ }))
  for (const [words, address] of [
    [/A release awaits your decision \(Everybody\) Incidents in January by amara/, '/run/night/situation/releases/r1'],
    [/SITREP 2024-03-02\/1 awaits release by jo/, '/run/night/situation/sitreps/s1'],
    [/SITREP 2024-03-02\/2 awaits your input Gender, by 021600Z MAR 24/, '/run/night/situation/sitreps/s2'],
    [/SITREP 2024-03-01\/1, which you were given, was corrected/, '/run/night/situation/sitreps/s0'],
  ] as const)
    expect(getByRole('link', { name: words }).getAttribute('href')).toBe(address)
})

it('leads to the verifications that await a second person', async () => {
  serve({})
  const { findByText, getByRole } = renderBell(2)
  await findByText('2', { selector: '[data-count]' })
  fireEvent.click(getByRole('button', { name: /2 acts await you/ }))
  const link = getByRole('link', { name: '2 verifications await a second person' })
  expect(link.getAttribute('href')).toBe('/run/night/incident?queue=confirm')
})

import type { NoticeView } from '@eirene/domain/situation'
import { act, cleanup, render } from '@testing-library/react'
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

it('rings as soon as the server tells of news, without waiting for the next look', async () => {
  let told: readonly NoticeView[] = []
  vi.stubGlobal('EventSource', FakeStream)
  vi.stubGlobal('fetch', (path: string) => Promise.resolve(Response.json(path.endsWith('/notices') ? told : [])))
  // Looks that the clock makes never come here.
  vi.stubGlobal('setInterval', () => 0)
  const { container, findByText } = render(
    <I18nProvider initial="en">
      <NoticeBell slug="night" />
    </I18nProvider>,
  )
  await findByText('0', { selector: '[data-count]' })
  expect(streams).toHaveLength(1)
  told = [notice]
  act(() => {
    streams[0]?.dispatchEvent(new MessageEvent('desk', { data: '{}' }))
  })
  await findByText('1', { selector: '[data-count]' })
  expect(container.querySelector('[data-count]')?.textContent).toBe('1')
})

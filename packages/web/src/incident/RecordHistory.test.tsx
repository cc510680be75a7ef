import type { HistoryEvent, RecordHistoryView, RecordVersion } from '@eirene/domain/incident'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { RecordHistory } from './RecordHistory.tsx'

const version = (id: string, kind: RecordVersion['kind'], recordedAt: string): RecordVersion => ({
  ...{ id, kind, recordedAt },
  fields: { title: `title ${id}`, narrative: '' },
})

function show(history: Partial<RecordHistoryView>): void {
  const body = { events: [], versions: [], ...history }
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status: 200 })))
  render(
    <I18nProvider initial="en">
      <RecordHistory slug="room" zone="UTC" id="a" backHref="/" />
    </I18nProvider>,
  )
}

/** The titles that stand under Before and After. */
async function compared(): Promise<readonly (string | undefined)[]> {
  const row = (await screen.findByRole('rowheader', { name: 'Title' })).closest('tr')
  return [...(row?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent)
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('two versions side by side', () => {
  it('stand with the older as before: of a record and its report, the report', async () => {
    show({
      versions: [
        version('record', 'incident', '2026-03-01T10:00:00Z'),
        version('report', 'report', '2026-03-01T09:00:00Z'),
      ],
    })
    expect(await compared()).toEqual(['title report', 'title record'])
    cleanup()
    const at = '2026-03-01T10:00:00Z'
    show({ versions: [version('record', 'incident', at), version('report', 'report', at)] })
    expect(await compared()).toEqual(['title report', 'title record'])
  })

  it('are the oldest and the newest of the record where it has several', async () => {
    show({
      versions: [
        version('first', 'incident', '2026-03-01T10:00:00Z'),
        version('second', 'incident', '2026-03-02T10:00:00Z'),
        version('third', 'incident', '2026-03-03T10:00:00Z'),
        version('report', 'report', '2026-03-01T09:00:00Z'),
      ],
    })
    expect(await compared()).toEqual(['title first', 'title third'])
  })
})

describe('the history', () => {
  it('names of a verification who proposed and who confirmed', async () => {
    const event: HistoryEvent = {
      ...{ kind: 'state', at: '2026-03-01T10:00:00Z', from: 'corroborated', to: 'verified', reason: 'seen' },
      ...{ personName: 'Head of mission', confirmedByName: 'Adviser' },
    }
    show({ events: [event] })
    expect(await screen.findByText('seen · proposed by Head of mission, confirmed by Adviser')).toBeTruthy()
  })
})

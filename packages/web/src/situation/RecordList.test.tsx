import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { SituationRow } from '@eirene/analysis/situation'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import type { Engine } from './engine/engine.ts'
import type { LoadedColumns, PictureAnswer } from './engine/protocol.ts'
import { RecordList } from './RecordList.tsx'
import { viewStateOf } from './view-state.ts'

const row: SituationRow = {
  id: '01900000-0000-7000-8000-000000000001',
  occurredAtMs: Date.UTC(2026, 1, 3),
  typeCode: 'ARM-01',
  state: 'reported',
  killed: null,
  countingRule: '',
  point: null,
  h3: null,
  actors: [],
  dataset: 'mission',
  marking: '',
  placeName: 'Damara',
  adm1: null,
  countryIso3: null,
}

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe(): void {
        // The list has the size that its test gives it.
      }
      disconnect(): void {
        // Nothing was observed.
      }
    },
  )
  history.replaceState(null, '', '/run/unmor/situation')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the list of records', () => {
  it('opens the row that was asked for by Enter even when its content is still on its way', async () => {
    const asked: { readonly rows: readonly number[]; readonly answer: (rows: readonly SituationRow[]) => void }[] = []
    const engine = {
      rows: (rows: readonly number[]) => new Promise<readonly SituationRow[]>((answer) => asked.push({ rows, answer })),
    } as unknown as Engine
    const answer = { rows: new Uint32Array([7]) } as unknown as PictureAnswer
    const columns = {
      engine,
      loaded: { size: 8 } as unknown as LoadedColumns,
      refusal: null,
      waiting: 0,
      refresh: () => undefined,
    }
    render(
      <I18nProvider initial="en">
        <RecordList state={viewStateOf(new URLSearchParams())} columns={columns} answer={answer} zone="UTC" />
      </I18nProvider>,
    )
    fireEvent.keyDown(await screen.findByRole('listbox', { name: 'Records' }), { key: 'Enter' })
    expect(asked.map(({ rows }) => rows)).toContainEqual([7])
    for (const { answer: tell } of asked) tell([row])
    await vi.waitFor(() => {
      expect(new URLSearchParams(location.search).get('sel')).toBe(row.id)
    })
  })
})

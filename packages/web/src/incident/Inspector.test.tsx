import type { IncidentView } from '@eirene/domain/incident'
import axe from 'axe-core'
import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { Inspector } from './index.ts'

const incident: IncidentView = {
  id: '01900000-0000-7000-8000-000000000001',
  typeCode: 'ARM-01',
  sourceType: '1 state-based',
  codeListVersion: '2026.1',
  state: 'reported',
  title: 'Government – CPC · Damara town',
  occurred: { from: '2021-01-02T00:00:00Z', to: null, precision: 'day' },
  place: {
    point: { lon: 18.7, lat: 4.96, precisionM: 25_000 },
    name: 'Damara town',
    adm1: 'Ombella-M’Poko',
    adm2: null,
    countryIso3: 'CAF',
  },
  killed: { low: 8, best: 8, high: null },
  marking: {
    operationId: 'o',
    realm: 'LIVE',
    policy: 'UN',
    level: 'UNCLASSIFIED',
    releasableTo: [],
    compartments: [],
    caveats: [],
  },
  narrative: 'As reported.',
  language: 'en',
  recordedAt: '2026-11-22T03:42:00Z',
  method: 'import',
  supersededAt: null,
  harm: [
    { category: 'killed', group: 'all', sex: null, ageBand: null, low: 8, best: 8, high: null, countingRule: 'ucdp' },
    {
      category: 'killed',
      group: 'civilian',
      sex: null,
      ageBand: null,
      low: null,
      best: 0,
      high: null,
      countingRule: 'ucdp',
    },
  ],
  actors: [{ id: 'a', name: 'CPC', kind: 'rebel_group', role: 'side_b' }],
  reports: [
    {
      id: 'r',
      type: 'DATASET',
      title: '',
      body: '',
      language: 'en',
      originatedAt: null,
      reliability: 'F',
      credibility: 6,
      recordedAt: '2026-11-22T03:42:00Z',
      supersededAt: null,
      source: {
        code: 'ucdp-ged 23.1',
        name: 'UCDP GED',
        kind: 'dataset',
        reliability: 'F',
        citation: 'How to cite it',
        url: null,
        machineGenerated: false,
      },
      dataset: { dataset: 'ucdp-ged', release: '23.1', externalId: '361082', rowNo: 1501, fileName: 'ged.csv' },
      original: { where_prec: '2', best: '8' },
      observations: [
        {
          ...{ id: 'seen', sense: 'heard', what: 'Shelling, artillery or mortar – Houldène', weapon: null },
          ...{ count: null, countIsApproximate: false, directionDeg: 135, distanceM: null },
          occurredFrom: '2021-01-02T00:00:00Z',
        },
      ],
      attachments: [
        {
          id: '01900000-0000-7000-8000-00000000000a',
          mediaType: 'image/jpeg',
          bytes: 100,
          sha256: 'a',
          hasThumbnail: true,
          widthPx: 640,
          heightPx: 480,
          recordedAt: '2026-11-22T03:42:00Z',
        },
        {
          id: '01900000-0000-7000-8000-00000000000b',
          mediaType: 'audio/mpeg',
          bytes: 100,
          sha256: 'b',
          hasThumbnail: false,
          widthPx: null,
          heightPx: null,
          recordedAt: '2026-11-22T03:42:00Z',
        },
      ],
    },
  ],
  stateChanges: [],
  citedBy: [],
}

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(incident), { status: 200 })))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function show(): Promise<HTMLElement> {
  const { container } = render(
    <I18nProvider initial="en">
      <Inspector
        slug="minusca"
        zone="Africa/Bangui"
        id={incident.id}
        onClose={() => undefined}
        onShown={() => undefined}
      />
    </I18nProvider>,
  )
  await screen.findByRole('heading', { name: incident.title })
  return container
}

describe('the inspector', () => {
  it('tells zero from not known', async () => {
    await show()
    const [all, civilians] = screen.getAllByRole('row').slice(1)
    expect(
      within(all!)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['8', '8', 'not known'])
    expect(
      within(civilians!)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['not known', '0', 'not known'])
  })

  it('keeps verification, reliability of the source and credibility of the information apart', async () => {
    await show()
    expect(screen.getByText('Reported')).toBeTruthy()
    expect(screen.getByText('F · cannot be judged')).toBeTruthy()
    expect(screen.getByText('6 · cannot be judged')).toBeTruthy()
  })

  it('gives a grid no finer than the place is known', async () => {
    await show()
    expect(screen.getByText(/within 25 km/)).toBeTruthy()
    expect(screen.getByText(/^33N [A-Z]{2} \d \d$|^34N [A-Z]{2} \d \d$/)).toBeTruthy()
  })

  it('says what was heard in a sentence, and apart from it that nobody counted', async () => {
    await show()
    expect(screen.getByText('Heard:').closest('li')?.querySelector('span')?.textContent).toBe(
      'Shelling, artillery or mortar – Houldène',
    )
    expect(screen.getByText('how many: not known · 135°')).toBeTruthy()
  })

  it('says that a part in an incident is alleged', async () => {
    await show()
    expect(screen.getByText('alleged side B')).toBeTruthy()
  })

  it('shows the photos of a report in small and lets its recordings be heard', async () => {
    const container = await show()
    const photo = screen.getByRole('link', { name: 'Photo 1' })
    expect(photo.querySelector('img')?.getAttribute('src')).toBe(
      '/v1/operations/minusca/attachments/01900000-0000-7000-8000-00000000000a/thumbnail',
    )
    expect(container.querySelector('audio')?.getAttribute('aria-label')).toBe('Recording 2')
  })

  it('leads to the row that the record came from', async () => {
    const container = await show()
    expect(screen.getByText(/ucdp-ged 23.1, record 361082, row 1,501/)).toBeTruthy()
    expect(screen.getByText('where_prec')).toBeTruthy()
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})

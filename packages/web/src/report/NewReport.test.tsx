import axe from 'axe-core'
import type { OperationView } from '@eirene/domain/operation'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import type { TypeChoice } from './form/type-choice.ts'
import { NewReport } from './NewReport.tsx'
import type { OutboxFile } from './outbox/file-store.ts'
import type { Outbox } from './outbox/outbox.ts'
import type { OutboxEntry } from './outbox/outbox-store.ts'

const WEST = [
  [16, 4],
  [19, 4],
  [19, 7],
  [16, 7],
  [16, 4],
]
const operation: OperationView = {
  id: 'op',
  slug: 'minusca',
  name: 'MINUSCA',
  acronym: 'MINUSCA',
  realm: 'LIVE',
  timeZone: 'Africa/Bangui',
  hostCountriesIso3: ['CAF'],
  libraryId: null,
  geography: {
    places: {
      type: 'FeatureCollection',
      features: [
        { type: 'Feature', geometry: { type: 'Point', coordinates: [18.52, 4.26] }, properties: { name: 'Bimbo' } },
      ],
    },
    adm1: {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          geometry: { type: 'Polygon', coordinates: [WEST] },
          properties: { name: 'Ombella-Mpoko' },
        },
      ],
    },
  },
  bounds: [14.4, 2.2, 27.5, 11],
}
const types: readonly TypeChoice[] = [
  { code: 'ARM-01', label: 'Armed clash', familyLabel: 'Armed conflict', compartments: [], words: '' },
  { code: 'CFV-01', label: 'Small-arms fire', familyLabel: 'Ceasefire violations', compartments: [], words: '' },
  { code: 'CRS-01', label: 'Rape', familyLabel: 'Sexual violence', compartments: ['CRSV'], words: '' },
]
type Added = Parameters<Outbox['add']>[0]
let added: Added[]
let filesRemoved: string[]
let filesAddedTo: string[]
const outbox: Outbox = {
  personId: 'amara',
  view: () => ({
    ...{ entries: [] as readonly OutboxEntry[], sendingIds: new Set(), waitsFor: null, isKept: true },
    ...{ files: [], fileOnItsWay: null },
  }),
  subscribe: () => () => undefined,
  add: (entry) => {
    added.push(entry)
    return Promise.resolve()
  },
  remove: () => Promise.resolve(),
  addFile: ({ reportId }) => {
    filesAddedTo.push(reportId)
    return Promise.resolve()
  },
  removeFile: (id) => {
    filesRemoved.push(id)
    return Promise.resolve()
  },
  removeFilesOf: () => Promise.resolve(),
  moveFiles: () => Promise.resolve(),
  readFile: () => Promise.resolve(new ArrayBuffer(4)),
  wake: () => undefined,
  close: () => undefined,
}

function photoOf(reportId: string): OutboxFile {
  return {
    ...{ id: 'photo', reportId, personId: 'amara', slug: 'minusca', kind: 'photo', mediaType: 'image/jpeg' },
    ...{ bytes: 400_000, addedAt: '2024-03-02T09:15:00Z', state: 'waiting', problem: null },
  }
}

beforeEach(() => {
  added = []
  filesRemoved = []
  filesAddedTo = []
  localStorage.clear()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no link')))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function open(compartments: readonly 'CRSV'[] = [], files: readonly OutboxFile[] = []): Promise<HTMLElement> {
  const { container } = render(
    <I18nProvider initial="en">
      <NewReport
        operation={operation}
        personId="amara"
        compartments={compartments}
        types={types}
        outbox={outbox}
        outboxView={{ files }}
        clock={() => new Date('2024-03-02T09:15:00Z')}
        onKept={() => undefined}
      />
    </I18nProvider>,
  )
  await screen.findByRole('heading', { name: 'New report' })
  await waitFor(() => {
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(false)
  })
  return container
}

function type(label: string | RegExp, value: string): void {
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
}

/** The six taps of a patrol, and where. */
function fill(): void {
  fireEvent.click(screen.getByRole('button', { name: 'Incident' }))
  fireEvent.click(screen.getByRole('button', { name: /Armed clash/ }))
  type('Coordinates or grid reference', '4.36, 18.55')
  type('The place surely lies within', '1000')
  type('Callsign or code', 'PTL-N-04')
}

function send(): void {
  fireEvent.click(screen.getByRole('button', { name: 'Send' }))
}

describe('the form of a field report', () => {
  it('has now, by the operation’s clocks, and sends a report after few answers', async () => {
    const container = await open()
    expect(screen.getByLabelText<HTMLInputElement>(/Day and time/).value).toBe('2024-03-02T10:15')
    fill()
    const { violations } = await axe.run(container, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
    send()
    expect(added).toHaveLength(1)
    expect(added[0]?.report).toMatchObject({
      type: 'INCREP',
      typeCode: 'ARM-01',
      occurred: { from: '2024-03-02T09:15:00.000Z', precision: 'minute' },
      place: { point: { lon: 18.55, lat: 4.36, precisionM: 1000 } },
      harm: [],
    })
  })

  it('takes harm that nobody typed as not known, and zero only where somebody typed it', async () => {
    await open()
    fill()
    const killed = within(screen.getByRole('group', { name: 'Killed' }))
    expect(killed.getAllByPlaceholderText('not known')).toHaveLength(3)
    fireEvent.change(killed.getByLabelText('Low'), { target: { value: '0' } })
    send()
    expect(added[0]?.report.harm).toEqual([
      { category: 'killed', group: 'all', sex: null, ageBand: null, low: 0, best: null, high: null },
    ])
  })

  it('says that no type fits, instead of an empty box', async () => {
    await open()
    type('Search all types', 'zzz')
    expect(screen.getByText(/No type fits these words/)).toBeTruthy()
    expect(screen.queryByRole('list', { name: 'Types' })).toBeNull()
  })

  it('always asks how surely the place is known', async () => {
    await open()
    fill()
    type('The place surely lies within', '')
    send()
    expect(added).toEqual([])
    expect(screen.getByText(/within which distance/)).toBeTruthy()
  })

  it('proposes how surely a town is known, and says that it is a proposal', async () => {
    await open()
    type('A place by its name', 'bimb')
    fireEvent.click(screen.getByRole('button', { name: 'Bimbo' }))
    expect(screen.getByLabelText<HTMLSelectElement>('The place surely lies within').value).toBe('5000')
    expect(screen.getByText(/A proposal for a town/)).toBeTruthy()
    type('The place surely lies within', '1000')
    expect(screen.queryByText(/A proposal for a town/)).toBeNull()
  })

  it('goes to the first field at fault after Send', async () => {
    await open()
    fill()
    type('The place surely lies within', '')
    send()
    expect(document.activeElement).toBe(screen.getByLabelText(/surely lies within/))
    type(/surely lies within/, '1000')
    type('Callsign or code', '')
    send()
    expect(document.activeElement).toBe(screen.getByLabelText('Callsign or code'))
    fireEvent.click(screen.getByRole('button', { name: 'Begin anew' }))
    send()
    expect(document.activeElement).toBe(screen.getAllByRole('button')[0])
  })

  it('catches latitude and longitude in each other’s place, and exchanges them', async () => {
    await open()
    fill()
    type('Coordinates or grid reference', '18.55, 4.36')
    expect(screen.getByText(/look exchanged/)).toBeTruthy()
    send()
    expect(added).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Exchange them' }))
    send()
    expect(added[0]?.report.place.point).toMatchObject({ lon: 18.55, lat: 4.36 })
  })

  it('reads a grid reference with its precision', async () => {
    await open()
    fill()
    type('Coordinates or grid reference', '34N BL 41 65')
    expect(screen.getByLabelText<HTMLSelectElement>('The place surely lies within').value).toBe('1000')
  })

  it('keeps what was typed when the tab is killed', async () => {
    await open()
    fill()
    type('What was perceived', 'Shots from the mar')
    cleanup()
    await open()
    expect(screen.getByLabelText<HTMLTextAreaElement>('What was perceived').value).toBe('Shots from the mar')
    expect(screen.getByText('Armed clash')).toBeTruthy()
    send()
    expect(localStorage.getItem('eirene.report.amara.minusca') ?? '').toContain('Shots from the mar')
  })

  it('keeps a photo that was taken before anything was typed, although the camera ended the tab', async () => {
    const container = await open()
    const photo = new File(
      [new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 20 }, () => 0)])],
      'IMG_1.jpg',
    )
    fireEvent.change(container.querySelector('input[capture]')!, { target: { files: [photo] } })
    await waitFor(() => {
      expect(filesAddedTo).toHaveLength(1)
    })
    cleanup()
    await open([], [photoOf(filesAddedTo[0]!)])
    expect(screen.getByText('Photo 1')).toBeTruthy()
  })

  it('warns at a plain name, not at places and parties that it knows, and says that it finds only some', async () => {
    await open()
    fill()
    type('What was perceived', 'Shots near Kaga Bandoro')
    expect(screen.getByText(/may name a person/)).toBeTruthy()
    type('Name of the place', 'Kaga Bandoro')
    expect(screen.queryByText(/may name a person/)).toBeNull()
    type('What was perceived', 'Abou Traore, a trader, was wounded')
    expect(screen.getByText(/may name a person/)).toBeTruthy()
    expect(screen.getByText(/Only some patterns are found/)).toBeTruthy()
  })

  it('warns at names and numbers of people, and does not hinder the report', async () => {
    await open()
    fill()
    type('What was perceived', 'Told by Mr. Kassim, call +236 75 12 34 56')
    expect(screen.getByText(/may name a person/)).toBeTruthy()
    expect(screen.getByText(/telephone number/)).toBeTruthy()
    send()
    expect(added).toHaveLength(1)
  })
})

describe('a restricted matter in the form', () => {
  it('ends at area and month: neither sent nor kept are the words', async () => {
    await open()
    fill()
    type('What was perceived', 'A woman said that soldiers raped her neighbour.')
    expect(screen.getByText('Restricted matter: do not interview')).toBeTruthy()
    expect(screen.queryByLabelText('Coordinates or grid reference')).toBeNull()
    expect(localStorage.getItem('eirene.report.amara.minusca')).not.toMatch(/raped|18\.55/)
    type('District or region', '')
    send()
    expect(added).toEqual([])
    type('District or region', 'Ombella-Mpoko')
    send()
    expect(added[0]?.report).toMatchObject({
      narrative: '',
      place: { point: null, name: 'Ombella-Mpoko' },
      occurred: { precision: 'month' },
      compartments: ['CRSV'],
    })
    expect(JSON.stringify(added[0])).not.toContain('neighbour')
  })

  it('keeps no photo on the device, and offers to take none', async () => {
    await open()
    expect(screen.getByRole('button', { name: 'Choose files' })).toBeTruthy()
    const { draft } = JSON.parse(localStorage.getItem('eirene.report.amara.minusca') ?? '{}') as {
      draft?: { id: string }
    }
    expect(draft).toBeUndefined()
    type('Callsign or code', 'PTL-N-04')
    const kept = JSON.parse(localStorage.getItem('eirene.report.amara.minusca')!) as { draft: { id: string } }
    cleanup()
    await open([], [photoOf(kept.draft.id)])
    expect(screen.getByText('Photo 1')).toBeTruthy()
    type('What was perceived', 'A woman said that soldiers raped her neighbour.')
    await waitFor(() => {
      expect(filesRemoved).toEqual(['photo'])
    })
    expect(screen.queryByRole('button', { name: 'Choose files' })).toBeNull()
    expect(screen.getByText(/No photos, recordings or documents/)).toBeTruthy()
  })

  const SHELLING = 'Mortar fire at the market: a child was killed.'

  it('names the word, and has the district of the place that was chosen', async () => {
    await open()
    fill()
    type('What was perceived', SHELLING)
    expect(screen.getAllByText(/The word “child” makes this a restricted matter/)).toHaveLength(2)
    expect(screen.getByLabelText<HTMLInputElement>('District or region').value).toBe('Ombella-Mpoko')
  })

  it('says by its type where no word made it one', async () => {
    await open()
    type('Search all types', 'rape')
    fireEvent.click(screen.getByRole('button', { name: /Rape/ }))
    expect(screen.getByText(/chosen type makes this/)).toBeTruthy()
  })

  it('gives everything back when the word is taken out: words, place, time, harm, parties and photos', async () => {
    await open()
    type('Callsign or code', 'PTL-N-04')
    const { draft } = JSON.parse(localStorage.getItem('eirene.report.amara.minusca')!) as { draft: { id: string } }
    cleanup()
    await open([], [photoOf(draft.id)])
    fill()
    type('Name of the place', 'the market of Bimbo')
    fireEvent.change(within(screen.getByRole('group', { name: 'Killed' })).getByLabelText('Low'), {
      target: { value: '3' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Add a party' }))
    type('Party', 'Group A')
    type('What was perceived', SHELLING)
    const stored = localStorage.getItem('eirene.report.amara.minusca')
    expect(stored).not.toMatch(/child|18\.55|Bimbo|Group A|T10:15/)
    type('What was perceived', 'Mortar fire at the market: people were killed.')
    await waitFor(() => {
      expect(filesAddedTo).toEqual([draft.id])
    })
    send()
    expect(added[0]?.report).toMatchObject({
      occurred: { from: '2024-03-02T09:15:00.000Z', precision: 'minute' },
      place: { point: { lon: 18.55, lat: 4.36, precisionM: 1000 }, name: 'the market of Bimbo' },
      harm: [{ low: 3 }],
      actors: [{ name: 'Group A' }],
      narrative: 'Mortar fire at the market: people were killed.',
    })
  })

  it('does not say one thing and do another: a month without a time, and no word of keeping what is not kept', async () => {
    await open()
    fill()
    type('The place surely lies within', '')
    send()
    expect(screen.getByRole('button', { name: 'Send' })).toBeTruthy()
    type('What was perceived', SHELLING)
    expect(screen.queryByText(/Some fields need correction/)).toBeNull()
    expect(screen.queryByLabelText(/Day and time/)).toBeNull()
    expect(screen.getByLabelText<HTMLSelectElement>('Month').value).toBe('2024-03')
    expect(screen.queryByText('Kept on this device as you type.')).toBeNull()
    expect(screen.queryByText(/made of type and place/)).toBeNull()
    expect(screen.getByText(/Kept on this device: type, month, area and source/)).toBeTruthy()
  })

  it('is written in full by who holds its compartment', async () => {
    await open(['CRSV'])
    fill()
    type('What was perceived', 'A woman said that soldiers raped her neighbour.')
    expect(screen.queryByText('Restricted matter: do not interview')).toBeNull()
  })

  it('is not among the types that the device remembers as chosen last', async () => {
    await open(['CRSV'])
    fireEvent.click(screen.getByRole('button', { name: 'Incident' }))
    type('Search all types', 'rape')
    fireEvent.click(screen.getByRole('button', { name: /Rape/ }))
    type('Coordinates or grid reference', '4.36, 18.55')
    type('The place surely lies within', '1000')
    type('Callsign or code', 'PTL-N-04')
    send()
    expect(added[0]?.report.typeCode).toBe('CRS-01')
    expect(localStorage.getItem('eirene.types.amara') ?? '').not.toContain('CRS-01')
  })
})

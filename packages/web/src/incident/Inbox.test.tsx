import type { InboxItem, InboxPage, IncidentRow, IncidentView, VerificationView } from '@eirene/domain/incident'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider, type Language } from '../i18n/index.ts'
import { Inbox } from './index.ts'

function row(id: string, title: string): IncidentRow {
  return {
    id,
    typeCode: 'ARM-01',
    state: 'received',
    title,
    occurred: { from: '2026-03-01T10:00:00Z', to: null, precision: 'hour' },
    place: { point: null, name: 'Danneth', adm1: null, adm2: null, countryIso3: null },
    killed: null,
    marking: {
      operationId: 'o',
      realm: 'LIVE',
      policy: 'UN',
      level: 'UNCLASSIFIED',
      releasableTo: [],
      compartments: [],
      caveats: [],
    },
  }
}

const item = (id: string, title: string) => ({
  incident: row(id, title),
  waitingSince: '2026-03-01T08:00:00Z',
  twin: null,
})
const first: InboxPage = {
  queues: [
    { queue: 'screen', count: 2 },
    { queue: 'grade', count: 0 },
  ],
  queue: 'screen',
  items: [item('a', 'Shots at the bridge'), item('b', 'Road closed')],
  after: null,
}
const incident: IncidentView = {
  ...row('a', 'Shots at the bridge'),
  ...{ sourceType: null, codeListVersion: '1', narrative: '', language: 'en', recordedAt: '2026-03-01T10:00:00Z' },
  ...{ method: 'human', supersededAt: null, harm: [], actors: [], stateChanges: [], citedBy: [] },
  reports: [
    {
      ...{
        id: 'r',
        type: 'INCREP',
        title: '',
        body: '',
        language: 'en',
        originatedAt: null,
        reliability: 'B',
        credibility: 3,
      },
      ...{
        recordedAt: '2026-03-01T10:00:00Z',
        supersededAt: null,
        dataset: null,
        original: null,
        observations: [],
        attachments: [],
      },
      source: {
        ...{ code: 'PTL-E', name: 'Patrols', kind: 'patrol', reliability: 'B', citation: null, url: null },
        machineGenerated: false,
      },
    },
  ],
}
const verification: VerificationView = {
  incidentId: 'a',
  state: 'received',
  revision: 4,
  restriction: [],
  isReporter: false,
  may: { become: ['reported', 'rejected'], grade: true, propose: false, confirm: false, merge: false, unmerge: false },
  origins: { count: 1, reports: [{ reportId: 'r', notCounted: null }] },
  grades: [],
  proposal: null,
  verified: null,
  mergedInto: null,
  merged: [],
  suggestions: [],
}

const counted = (reportId: string) => ({ reportId, notCounted: null })

let inbox: InboxPage
let shown: VerificationView
let answer: () => Response
let sent: { path: string; body: unknown }[]

beforeEach(() => {
  history.replaceState(null, '', '/run/room/incident')
  inbox = first
  shown = verification
  sent = []
  answer = () => new Response(JSON.stringify(shown), { status: 201 })
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    if (init?.method === 'POST') {
      sent.push({ path, body: JSON.parse(typeof init.body === 'string' ? init.body : '') })
      return Promise.resolve(answer())
    }
    const body = path.includes('/inbox') ? inbox : path.endsWith('/verification') ? shown : incident
    return Promise.resolve(new Response(JSON.stringify(body), { status: 200 }))
  })
  Element.prototype.scrollIntoView = () => undefined
  HTMLDialogElement.prototype.showModal = function open(this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
    this.open = false
  }
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function view(changes = 0, language: Language = 'en') {
  return (
    <I18nProvider initial={language}>
      <Inbox
        slug="room"
        zone="UTC"
        changes={changes}
        clock={() => new Date('2026-03-01T11:00:00Z')}
        onShown={() => undefined}
      />
    </I18nProvider>
  )
}

async function open(): Promise<ReturnType<typeof render>> {
  const opened = render(view())
  await screen.findByText('Shots at the bridge')
  return opened
}

describe('the inbox', () => {
  it('shows the queues with what waits, and each record with how long it has waited', async () => {
    const { container } = await open()
    const queues = within(screen.getByRole('navigation', { name: 'Queues' })).getAllByRole('link')
    expect(queues.map((link) => link.textContent)).toEqual(['To screen2', 'To grade0'])
    expect(screen.getAllByText('3 hrs')).toHaveLength(2)
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  it('stays as it is while others act, and says how much came or went', async () => {
    const { rerender } = await open()
    inbox = {
      ...first,
      queues: [{ queue: 'screen', count: 2 }],
      items: [item('c', 'New one'), item('b', 'Road closed')],
    }
    rerender(view(1))
    const mark = await screen.findByRole('button', { name: '2 changes' })
    expect(screen.getByText('Shots at the bridge')).toBeTruthy()
    expect(screen.queryByText('New one')).toBeNull()
    fireEvent.click(mark)
    expect(await screen.findByText('New one')).toBeTruthy()
    expect(screen.queryByText('Shots at the bridge')).toBeNull()
  })

  it('counts also what came behind the first page, and nothing for what moved up into it', async () => {
    const many = Array.from({ length: 51 }, (_, i) => item(`m${i}`, `Record ${i}`))
    const page = (items: readonly InboxItem[], count: number): InboxPage => ({
      ...{ queues: [{ queue: 'screen', count }], queue: 'screen', items, after: 'next' },
    })
    inbox = page(many.slice(0, 50), 60)
    const { rerender } = render(view())
    await screen.findByText('Record 49')
    inbox = page(many.slice(0, 50), 63)
    rerender(view(1))
    await screen.findByText('3 changes')
    // One of the first left, so that the next in line stands on the first page.
    inbox = page(many.slice(1), 59)
    rerender(view(2))
    await screen.findByText('1 change')
    expect(screen.queryByText('Record 50')).toBeNull()
  })

  it('counts no change for the last of a page that the person did themselves', async () => {
    const many = Array.from({ length: 51 }, (_, i) => item(i === 49 ? 'a' : `m${i}`, `Record ${i}`))
    const page = (items: readonly InboxItem[], count: number): InboxPage => ({
      ...{ queues: [{ queue: 'screen', count }], queue: 'screen', items, after: 'next' },
    })
    inbox = page(many.slice(0, 50), 60)
    const { rerender } = render(view())
    fireEvent.click(await screen.findByText('Record 49'))
    fireEvent.click(await screen.findByText('Reject'))
    inbox = page([...many.slice(0, 49), ...many.slice(50)], 59)
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'spam' } })
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Reject' }))
    const queues = screen.getByRole('navigation', { name: 'Queues' })
    await within(queues).findByText('59')
    expect(screen.queryByText(/^\d+ changes?$/)).toBeNull()
    inbox = page([...many.slice(0, 49), ...many.slice(50)], 60)
    rerender(view(1))
    expect(await screen.findByText('1 change')).toBeTruthy()
  })

  it('takes back the mark of a pair whose merge the person undid: it waits again', async () => {
    const twin: InboxItem['twin'] = { incident: row('b', 'Shots, told again'), reasons: [] }
    const pair = { ...item('a', 'Shots at the bridge'), twin }
    inbox = { queues: [{ queue: 'duplicates', count: 1 }], queue: 'duplicates', items: [pair], after: null }
    const merge = { mergeId: 'm', incident: row('b', 'Shots, told again'), reason: 'one', personName: 'Bo' }
    shown = { ...verification, may: { ...verification.may, become: ['reported'], unmerge: true } }
    await open()
    const list = within(screen.getByRole('list', { name: 'What waits, longest first' }))
    history.replaceState(null, '', '/run/room/incident?queue=duplicates&sel=a')
    window.dispatchEvent(new PopStateEvent('popstate'))
    shown = { ...shown, mergedInto: { ...merge, mergedAt: '2026-03-01T10:00:00Z' } }
    fireEvent.click(await screen.findByRole('button', { name: 'Accept as reported' }))
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'one event' } })
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Accept as reported' }))
    await list.findByText(/Done/)
    fireEvent.click(await screen.findByRole('button', { name: 'Undo the merge' }))
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'two after all' } })
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Undo the merge' }))
    expect(await list.findByText(/Merge undone, waits again/)).toBeTruthy()
    expect(list.queryByText(/Done/)).toBeNull()
    expect(list.getByRole('button').dataset['done']).toBe('false')
  })

  it('opens with j, takes the step that leads on with a, and sends it with its reason and what was seen', async () => {
    await open()
    fireEvent.keyDown(document, { key: 'j' })
    await screen.findByRole('button', { name: 'Accept as reported' })
    fireEvent.keyDown(document, { key: 'a' })
    const dialog = await screen.findByRole('dialog', { name: 'Accept as reported' })
    const submit = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Accept as reported' })
    expect(submit.disabled).toBe(true)
    fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'within the mandate' } })
    fireEvent.click(submit)
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    expect(sent).toEqual([
      {
        path: '/v1/operations/room/incidents/a/state-changes',
        body: { to: 'reported', reason: 'within the mandate', seenRevision: 4 },
      },
    ])
  })

  it('keeps what the person acted on in its place, says so, and leads on from there', async () => {
    await open()
    fireEvent.keyDown(document, { key: 'j' })
    await screen.findByRole('button', { name: 'Accept as reported' })
    inbox = { ...first, items: [item('b', 'Road closed')] }
    fireEvent.keyDown(document, { key: 'a' })
    const dialog = await screen.findByRole('dialog', { name: 'Accept as reported' })
    fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'within the mandate' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Accept as reported' }))
    const list = screen.getByRole('list', { name: 'What waits, longest first' })
    await within(list).findByText(/Done/)
    const rows = within(list).getAllByRole('button')
    expect(rows.map((row) => row.dataset['done'])).toEqual(['true', 'false'])
    fireEvent.keyDown(document, { key: 'j' })
    expect(rows.map((row) => row.getAttribute('aria-current'))).toEqual([null, 'true'])
  })

  it('counts possible duplicates beside the list, which does not wait for it', async () => {
    inbox = { ...first, queues: [...first.queues, { queue: 'duplicates', count: null }] }
    await open()
    const link = within(screen.getByRole('navigation', { name: 'Queues' })).getByRole('link', { name: /duplicates/ })
    expect(link.textContent).toBe('Possible duplicates')
    cleanup()
    inbox = { ...first, queues: [...first.queues, { queue: 'duplicates', count: 3 }] }
    await open()
    expect(await screen.findByText('3')).toBeTruthy()
  })

  it('takes no letter of an act after g, which goes to a room', async () => {
    await open()
    fireEvent.keyDown(document, { key: 'j' })
    await screen.findByRole('button', { name: 'Accept as reported' })
    fireEvent.keyDown(document, { key: 'g' })
    fireEvent.keyDown(document, { key: 'a' })
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('says who changed the record meanwhile, and offers to look again', async () => {
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    fireEvent.click(await screen.findByRole('button', { name: 'Reject' }))
    answer = () =>
      new Response(
        JSON.stringify({ type: 'incident.changed', title: 'Amara changed this record while you looked at it.' }),
        {
          status: 409,
        },
      )
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: 'spam' } })
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Reject' }))
    expect((await screen.findByRole('alert')).textContent).toContain('Amara changed this record')
    expect(screen.getByRole('button', { name: 'Look at it again' })).toBeTruthy()
  })

  it('says of an open record that somebody else has acted on it, and shows what stands when asked', async () => {
    const { rerender } = await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    await screen.findByRole('button', { name: 'Reject' })
    shown = { ...verification, state: 'reported', revision: 5, may: { ...verification.may, become: [] } }
    rerender(view(1))
    fireEvent.click(await screen.findByRole('button', { name: 'Look again' }))
    await waitFor(() => {
      expect(screen.queryByRole('button', { name: 'Reject' })).toBeNull()
    })
    expect(screen.queryByRole('button', { name: 'Look again' })).toBeNull()
  })

  it('has three controls: verification of the record, source and information of each report', async () => {
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    fireEvent.click(await screen.findByRole('button', { name: 'Grade the report of PTL-E' }))
    const dialog = screen.getByRole('dialog', { name: 'Grade' })
    const groups = within(dialog).getAllByRole('group')
    expect(groups.map((group) => within(group).getAllByRole('radio').length)).toEqual([6, 6])
    expect(document.body.textContent).not.toContain('%')
  })

  it('shows of a verified record the two people and on what it rests', async () => {
    shown = {
      ...verification,
      state: 'verified',
      may: { ...verification.may, become: [], grade: false },
      verified: {
        ...({ basis: 'documentary_proof', reason: 'photographs fit' } as const),
        ...{ proposedByName: 'Bo', confirmedByName: 'Chi', verifiedAt: '2026-03-01T10:00:00Z' },
      },
    }
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    expect(await screen.findByText(/^Proposed by Bo, confirmed by Chi on /)).toBeTruthy()
    expect(screen.getByText('Documentary or forensic proof')).toBeTruthy()
  })

  it('says which report it grades, and how it is graded now', async () => {
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    await screen.findByRole('button', { name: 'Grade the report of PTL-E' })
    fireEvent.keyDown(document, { key: 'e' })
    expect(within(screen.getByRole('dialog')).getByText('Report of PTL-E (Patrols), now B3')).toBeTruthy()
  })

  it('says that a verification rests on its basis where fewer than two origins stand behind the record', async () => {
    shown = { ...verification, state: 'corroborated', may: { ...verification.may, become: [], propose: true } }
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    fireEvent.click(await screen.findByRole('button', { name: 'Propose verification' }))
    expect(
      screen.getByText(/^1 independent origin stands behind this record here. .* must bear it alone.$/),
    ).toBeTruthy()
    cleanup()
    history.replaceState(null, '', '/run/room/incident')
    shown = {
      ...shown,
      origins: { count: 2, reports: [...shown.origins.reports, { reportId: 's', notCounted: null }] },
    }
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    fireEvent.click(await screen.findByRole('button', { name: 'Propose verification' }))
    expect(screen.queryByText(/must bear it alone/)).toBeNull()
  })

  it('counts origins in reports, one and several, in words of each language', async () => {
    const origins = [verification.origins, { count: 2, reports: ['r', 's', 't'].map(counted) }]
    const said: Readonly<Record<Language, readonly string[]>> = {
      en: ['1 independent origin in 1 report', '2 independent origins in 3 reports'],
      fr: ['1 origine indépendante dans 1 rapport', '2 origines indépendantes dans 3 rapports'],
      ar: ['مصدر مستقل واحد في تقرير واحد', 'مصدران مستقلان في 3 تقارير'],
    }
    for (const language of ['en', 'fr', 'ar'] as const)
      for (const [i, one] of origins.entries()) {
        history.replaceState(null, '', '/run/room/incident?sel=a')
        shown = { ...verification, origins: one }
        render(view(0, language))
        expect(await screen.findByText(said[language][i] ?? '')).toBeTruthy()
        cleanup()
      }
  })

  it('says to who reported a record what is barred to them, and that the rest is not', async () => {
    shown = { ...verification, isReporter: true }
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    expect(await screen.findByText(/others propose and confirm its verification. .* not barred/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Reject' })).toBeTruthy()
  })

  it('verifies on no basis that nobody chose, and says what is missing', async () => {
    shown = { ...verification, state: 'corroborated', may: { ...verification.may, become: [], propose: true } }
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    fireEvent.click(await screen.findByRole('button', { name: 'Propose verification' }))
    const dialog = within(screen.getByRole('dialog', { name: 'Propose verification' }))
    const submit = dialog.getByRole<HTMLButtonElement>('button', { name: 'Propose verification' })
    expect(dialog.getAllByRole<HTMLInputElement>('radio').some(({ checked }) => checked)).toBe(false)
    fireEvent.change(dialog.getByLabelText('Reason'), { target: { value: 'the witness was heard' } })
    expect(submit.disabled).toBe(true)
    expect(dialog.getByText(/Choose on what the verification rests/)).toBeTruthy()
    fireEvent.click(dialog.getByLabelText(/first-hand testimony/))
    expect(dialog.queryByText(/Choose on what/)).toBeNull()
    fireEvent.click(submit)
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([
        { basis: 'first_hand_testimony', reason: 'the witness was heard', seenRevision: 4 },
      ])
    })
  })

  it('offers the second person to confirm and to decline, and the first to withdraw', async () => {
    const proposal = {
      ...({ id: 'p', basis: 'direct_observation', reason: 'seen', personName: 'Bo' } as const),
      proposedAt: '2026-03-01T10:00:00Z',
    }
    shown = {
      ...verification,
      state: 'corroborated',
      may: { ...verification.may, become: [], confirm: true },
      proposal: { ...proposal, isOwn: false },
    }
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    expect(await screen.findByText(/Bo proposed verification/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Confirm as second person' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Decline' })).toBeTruthy()
    cleanup()
    history.replaceState(null, '', '/run/room/incident')
    shown = { ...shown, may: { ...shown.may, confirm: false }, proposal: { ...proposal, isOwn: true } }
    await open()
    fireEvent.click(screen.getByText('Shots at the bridge'))
    expect(await screen.findByRole('button', { name: 'Withdraw my proposal' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Confirm as second person' })).toBeNull()
  })
})

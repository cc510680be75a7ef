import { openMarking } from '@eirene/domain/access'
import type { SitrepCommentVersion, SitrepProcess, SitrepSummary } from '@eirene/domain/situation'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../../i18n/index.ts'
import { CommentEditor } from './CommentEditor.tsx'
import { InputForm } from './InputForm.tsx'
import { ReleaseDialog } from './ReleaseDialog.tsx'

const version = (versionNo: number, body: string, by: string): SitrepCommentVersion => ({
  ...{ section: 'security', versionNo, body, by, at: '2026-03-01T04:00:00Z' },
})

let sent: { method: string; path: string; body: unknown }[]
let answer: () => Response

beforeEach(() => {
  sessionStorage.clear()
  sent = []
  answer = () => new Response('{}', { status: 200 })
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    const body: unknown = JSON.parse(typeof init?.body === 'string' ? init.body : 'null')
    sent.push({ method: init?.method ?? 'GET', path, body })
    return Promise.resolve(answer())
  })
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

function editor(versions: readonly SitrepCommentVersion[], mayWrite = true) {
  return (
    <I18nProvider initial="en">
      <CommentEditor
        {...{ slug: 'room', id: 'sitrep', zone: 'UTC', section: 'security', versions, mayWrite }}
        onKept={() => undefined}
      />
    </I18nProvider>
  )
}

const field = (): HTMLTextAreaElement => screen.getByRole('textbox', { name: 'Comment on Security' })

describe('the comment of a section', () => {
  it('is read by everybody and written by who drafts', async () => {
    const { container, rerender } = render(editor([version(1, 'Calm.', 'Amara')], false))
    expect(await screen.findByText('Calm.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Change/ })).toBeNull()
    rerender(editor([version(1, 'Calm.', 'Amara')]))
    fireEvent.click(screen.getByRole('button', { name: 'Change the comment on Security' }))
    expect(field().value).toBe('Calm.')
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  it('keeps what was typed through a reload, and sends it with the version that was read', async () => {
    render(editor([version(2, 'Calm.', 'Amara')]))
    fireEvent.click(await screen.findByRole('button', { name: 'Change the comment on Security' }))
    fireEvent.change(field(), { target: { value: 'Calm in town.' } })
    cleanup()
    render(editor([version(2, 'Calm.', 'Amara')]))
    await screen.findByRole('textbox')
    expect(field().value).toBe('Calm in town.')
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
    await waitFor(() => {
      expect(screen.queryByRole('textbox')).toBeNull()
    })
    expect(sent).toEqual([
      {
        method: 'PUT',
        path: '/v1/operations/room/sitreps/sitrep/comments/security',
        body: { body: 'Calm in town.', basedOnNo: 2 },
      },
    ])
  })

  it('overtaken by another, shows both texts, keeps nothing by accident, and goes on as the writer chooses', async () => {
    const { rerender } = render(editor([]))
    fireEvent.click(await screen.findByRole('button', { name: 'Write a comment on Security' }))
    fireEvent.change(field(), { target: { value: 'Mine.' } })
    rerender(editor([version(1, 'Theirs.', 'Bo')]))
    expect(screen.getByRole('alert').textContent).toContain('Bo kept version 1')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Keep this version' }).disabled).toBe(true)
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true })
    expect(sent).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Put both together' }))
    expect(field().value).toBe('Theirs.\n\nMine.')
    fireEvent.click(screen.getByRole('button', { name: 'Keep this version' }))
    await waitFor(() => {
      expect(sent.map(({ body }) => body)).toEqual([{ body: 'Theirs.\n\nMine.', basedOnNo: 1 }])
    })
  })
})

const process: SitrepProcess = {
  ...{ revision: 7, factsNo: 0, facts: [], versions: [version(1, 'Calm.', 'Amara')], requests: [], inputs: [] },
  ...{ askedBefore: [], takings: [], told: [], isYours: false },
}
const report: SitrepSummary = {
  ...{ id: 'sitrep', number: '2026-03-01/1', state: 'edited', draftedAt: '2026-03-01T04:00:00Z' },
  ...{ releasedBy: null, releasedAt: null, correctedBy: null, fromOn: '2026-02-28', toOn: '2026-03-01' },
  ...{ language: 'en', draftedBy: 'Amara', correctsId: null, marking: openMarking('o', 'LIVE'), missing: [] },
}

describe('the check before release', () => {
  it('names what is open, waits for a tick, and releases what was looked at', async () => {
    sessionStorage.setItem('eirene.comment.sitrep.outlook', JSON.stringify({ body: 'Rain.', basedOnNo: 0 }))
    render(
      <I18nProvider initial="en">
        <ReleaseDialog
          {...{ slug: 'room', report, process }}
          lines={[
            {
              ...{ component: 'police', state: 'missing', text: '', nos: [], by: null, at: null },
              cutoffAt: '2026-03-01T04:00:00Z',
            },
            {
              ...{ component: 'gender', state: 'awaited', text: '', nos: [], by: null, at: null },
              cutoffAt: '2026-03-01T09:00:00Z',
            },
          ]}
          changes={{ state: 'loading' }}
          onClose={() => undefined}
          onDone={() => undefined}
        />
      </I18nProvider>,
    )
    expect(
      await screen.findByText(/^Input missing, printed as missing: Police\. Input awaited, not yet due/),
    ).toBeTruthy()
    expect(screen.getByText(/^Without a comment: Highlights/).textContent).not.toContain('Security')
    // What is not known is an open point, never in order.
    expect(screen.getByText(/is not known now/)).toBeTruthy()
    expect(screen.getByText(/have not kept it.*: Outlook/)).toBeTruthy()
    const release = await screen.findByRole<HTMLButtonElement>('button', { name: 'Release' })
    expect(release.disabled).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Release it as it stands' }))
    fireEvent.click(release)
    await waitFor(() => {
      expect(sent).toMatchObject([{ method: 'POST', body: { revision: 7 } }])
    })
  })
})

describe('the input of a component', () => {
  it('takes the numbers of records that the report has, and says so of others', async () => {
    const onGiven = vi.fn()
    render(
      <I18nProvider initial="en">
        <InputForm
          {...{ slug: 'room', id: 'sitrep', lines: [], records: [], onGiven }}
          components={['police', 'military']}
        />
      </I18nProvider>,
    )
    fireEvent.change(await screen.findByLabelText('What the component reports'), { target: { value: 'Two patrols.' } })
    fireEvent.change(screen.getByLabelText('Records it rests on'), { target: { value: '1' } })
    expect(screen.getByRole('alert').textContent).toContain('Only numbers of Annex A')
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Give it' }).disabled).toBe(true)
    fireEvent.click(screen.getByRole('checkbox', { name: 'Nothing significant to report' }))
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Give it' }).disabled).toBe(false)
  })
})

import axe from 'axe-core'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { OwnFiles } from './OwnFiles.tsx'
import type { OutboxFile } from './outbox/file-store.ts'
import type { Outbox } from './outbox/outbox.ts'

afterEach(cleanup)

function file(id: string, part: Partial<OutboxFile> = {}): OutboxFile {
  return {
    ...{ id, reportId: 'report', personId: 'amara', slug: 'minusca', kind: 'photo', mediaType: 'image/jpeg', bytes: 9 },
    ...{ addedAt: '2024-03-02T09:15:00Z', state: 'waiting', problem: null },
    ...part,
  }
}

function show(files: readonly OutboxFile[], onItsWayId?: string) {
  const removeFile = vi.fn<Outbox['removeFile']>().mockResolvedValue(undefined)
  const fileOnItsWay = onItsWayId === undefined ? null : { id: onItsWayId, share: 0.4 }
  const { container } = render(
    <I18nProvider initial="en">
      <OwnFiles reportId="report" outbox={{ removeFile } as Partial<Outbox> as Outbox} view={{ files, fileOnItsWay }} />
    </I18nProvider>,
  )
  return { container, removeFile }
}

describe('the files of one’s own report', () => {
  it('says what waits, what is on its way and what is stored, each kind by itself', async () => {
    const { container } = show(
      [
        file('a'),
        file('b'),
        file('c'),
        file('d', { kind: 'recording', state: 'stored' }),
        file('e', { reportId: 'other' }),
      ],
      'a',
    )
    expect(await screen.findByText('2 photos wait for the link')).toBeTruthy()
    expect(screen.getByRole('progressbar', { name: 'Sending a photo' })).toBeTruthy()
    expect(screen.getByText('One recording stored')).toBeTruthy()
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  it('says why one was refused, and lets it be taken off the device', async () => {
    const problem = { code: 'attachment.too_many', message: '' }
    const { removeFile } = show([file('a', { state: 'refused', problem })])
    expect(await screen.findByText(/as many attachments as it may have/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }))
    expect(removeFile).toHaveBeenCalledWith('a')
  })

  it('is nothing for a report without files', () => {
    expect(show([]).container.textContent).toBe('')
  })
})

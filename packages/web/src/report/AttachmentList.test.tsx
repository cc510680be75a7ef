import type { AttachmentView } from '@eirene/domain/report'
import axe from 'axe-core'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { AttachmentList } from './AttachmentList.tsx'

afterEach(cleanup)

function view(id: string, part: Partial<AttachmentView>): AttachmentView {
  return {
    ...{ id, mediaType: 'image/jpeg', bytes: 9, sha256: '', hasThumbnail: false, widthPx: null, heightPx: null },
    recordedAt: '2024-03-02T09:15:00Z',
    ...part,
  }
}

describe('the attachments of a report', () => {
  it('are a photo in small, a recording to hear and a document to take, each by its number', async () => {
    const { container } = render(
      <I18nProvider initial="en">
        <AttachmentList
          slug="minusca"
          attachments={[
            view('a', { hasThumbnail: true }),
            view('b', { mediaType: 'audio/wav' }),
            view('c', { mediaType: 'application/pdf' }),
          ]}
        />
      </I18nProvider>,
    )
    const photo = await screen.findByRole('img', { name: 'Photo 1' })
    expect(photo.getAttribute('src')).toBe('/v1/operations/minusca/attachments/a/thumbnail')
    expect(container.querySelector('audio')?.getAttribute('aria-label')).toBe('Recording 2')
    const document = screen.getByRole('link', { name: 'Document 3' })
    expect(document.getAttribute('href')).toBe('/v1/operations/minusca/attachments/c')
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})

import { ATTACHMENT_LIMITS } from '@eirene/domain/report'
import axe from 'axe-core'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../i18n/index.ts'
import { AttachmentPicker, type ChosenFile } from './AttachmentPicker.tsx'

afterEach(cleanup)

function show(files: readonly ChosenFile[] = []) {
  const onAdd = vi.fn<(files: readonly File[]) => void>()
  const onRemove = vi.fn<(key: string) => void>()
  const { container } = render(
    <I18nProvider initial="en">
      <AttachmentPicker files={files} onAdd={onAdd} onRemove={onRemove} />
    </I18nProvider>,
  )
  return { container, onAdd, onRemove }
}

const photo = new File(['x'], 'IMG_1.jpg', { type: 'image/jpeg' })

describe('the picker of attachments', () => {
  it('says that nobody may be recognised, takes what fits and says what does not', async () => {
    const { container, onAdd } = show()
    expect(await screen.findByText(/No faces, no children/)).toBeTruthy()
    const large = new File(['x'], 'large.wav')
    Object.defineProperty(large, 'size', { value: ATTACHMENT_LIMITS.bytes + 1 })
    fireEvent.change(container.querySelector('input')!, { target: { files: [photo, large] } })
    expect(onAdd).toHaveBeenCalledWith([photo])
    expect(await screen.findByText(/Larger than 25 MiB/)).toBeTruthy()
  })

  it('shows how far each has come and lets it be taken away until it is stored', async () => {
    const { container, onRemove } = show([
      { key: 'a', file: photo, share: null },
      { key: 'b', file: photo, share: 0.5 },
      { key: 'c', file: photo, share: 1 },
      { key: 'd', file: photo, share: null, fault: 'damaged' },
    ])
    expect(await screen.findByText('waits')).toBeTruthy()
    expect(screen.getByText('damaged')).toBeTruthy()
    const remove = screen.getAllByRole('button', { name: /Remove attachment/ })
    expect(remove).toHaveLength(3)
    fireEvent.click(remove[0]!)
    expect(onRemove).toHaveBeenCalledWith('a')
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  it('takes no more than a report may have', async () => {
    show(Array.from({ length: ATTACHMENT_LIMITS.perReport }, (_, i) => ({ key: String(i), file: photo, share: null })))
    expect((await screen.findByRole('button', { name: 'Add photo or recording' })).hasAttribute('disabled')).toBe(true)
  })
})

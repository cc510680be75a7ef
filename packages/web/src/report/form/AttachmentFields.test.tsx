import { ATTACHMENT_LIMITS } from '@eirene/domain/report'
import axe from 'axe-core'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { I18nProvider } from '../../i18n/index.ts'
import type { OutboxFile } from '../outbox/file-store.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { AttachmentFields } from './AttachmentFields.tsx'
import { prepareFile } from './prepare-file.ts'

const addFile = vi.fn<Outbox['addFile']>()
const removeFile = vi.fn<Outbox['removeFile']>()
const outbox = { addFile, removeFile, readFile: () => Promise.resolve(undefined) } as Partial<Outbox> as Outbox

beforeEach(() => {
  addFile.mockReset().mockResolvedValue(undefined)
  removeFile.mockReset().mockResolvedValue(undefined)
})
afterEach(cleanup)

function show(files: readonly OutboxFile[] = []): HTMLElement {
  const { container } = render(
    <I18nProvider initial="en">
      <AttachmentFields
        {...{ slug: 'minusca', reportId: 'draft', files, outbox }}
        clock={() => new Date('2024-03-02T09:15:00Z')}
        onTake={() => undefined}
      />
    </I18nProvider>,
  )
  return container
}

function kept(i: number): OutboxFile {
  return {
    ...{
      id: `f${i}`,
      reportId: 'draft',
      personId: 'amara',
      slug: 'minusca',
      kind: 'recording',
      mediaType: 'audio/wav',
    },
    ...{ bytes: 2048, addedAt: '2024-03-02T09:15:00Z', state: 'waiting', problem: null },
  }
}

const JPEG = [0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 20 }, () => 0)]
const jpeg = (bytes = 24): File => new File([new Uint8Array(JPEG), new Uint8Array(bytes - 24)], 'IMG_1.jpg')

function choose(container: HTMLElement, files: readonly File[]): void {
  fireEvent.change(container.querySelector('input[multiple]')!, { target: { files } })
}

describe('photos, recordings and documents in the form', () => {
  it('says that nobody may be recognised, and keeps what is chosen on the device at once, without its name', async () => {
    const container = show()
    expect(await screen.findByText(/No faces, no children/)).toBeTruthy()
    choose(container, [jpeg()])
    await waitFor(() => {
      expect(addFile).toHaveBeenCalledTimes(1)
    })
    const [file, bytes] = addFile.mock.calls[0]!
    expect(file).toMatchObject({ reportId: 'draft', kind: 'photo', mediaType: 'image/jpeg' })
    expect(bytes.byteLength).toBe(24)
    expect(JSON.stringify(file)).not.toContain('IMG')
  })

  it('says in words what it does not take and why, and takes the rest', async () => {
    const container = show()
    await screen.findByText(/No faces/)
    addFile.mockRejectedValueOnce(new Error('quota'))
    choose(container, [new File(['just some words, no photo'], 'a.jpg'), jpeg(), jpeg()])
    expect(await screen.findByText(/This kind of file is not taken/)).toBeTruthy()
    expect(await screen.findByText(/no room/)).toBeTruthy()
    expect(addFile).toHaveBeenCalledTimes(2)
  })

  it('takes no more than a report may have', async () => {
    const container = show(Array.from({ length: ATTACHMENT_LIMITS.perReport }, (_, i) => kept(i)))
    const button = await screen.findByRole('button', { name: 'Choose files' })
    expect(button.hasAttribute('disabled')).toBe(true)
    choose(container, [jpeg()])
    expect(await screen.findByText(/the rest was not added/)).toBeTruthy()
    expect(addFile).not.toHaveBeenCalled()
  })

  it('shows what is kept, lets each be taken away, and axe finds nothing', async () => {
    const container = show([kept(1), kept(2)])
    expect(await screen.findByText('Recording 2')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Remove attachment 2' }))
    expect(removeFile).toHaveBeenCalledWith('f2')
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})

describe('a file before it is kept', () => {
  const small = (): Promise<Blob> => Promise.resolve(new Blob([new Uint8Array(10)]))

  it('is made smaller when it is a large photo, and left alone when it is not', async () => {
    const large = await prepareFile(jpeg(2 * 1024 * 1024), small)
    expect(large).toMatchObject({ isTaken: true, mediaType: 'image/jpeg' })
    expect(large.isTaken && large.bytes.byteLength).toBe(10)
    const shrink = vi.fn(small)
    const little = await prepareFile(jpeg(1024), shrink)
    expect(little.isTaken && little.bytes.byteLength).toBe(1024)
    expect(shrink).not.toHaveBeenCalled()
  })

  it('is refused when it is too large and nothing can make it smaller', async () => {
    const large = jpeg(ATTACHMENT_LIMITS.bytes + 1)
    expect(await prepareFile(large, () => Promise.resolve(null))).toEqual({ isTaken: false, why: 'large' })
  })

  it('goes as it is when this browser cannot decode it and it fits', async () => {
    const photo = await prepareFile(jpeg(2 * 1024 * 1024), () => Promise.resolve(null))
    expect(photo.isTaken && photo.bytes.byteLength).toBe(2 * 1024 * 1024)
  })
})

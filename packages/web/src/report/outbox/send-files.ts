import { Refusal } from '../../edge/index.ts'
import type { FileStore, OutboxFile } from './file-store.ts'
import type { OutboxStore } from './outbox-store.ts'
import { isAboutContent, outcomeOf, type SendOutcome } from './send-outbox.ts'

/** A file on its way, and how much of it the link has taken, in [0, 1]. */
export interface FileOnItsWay {
  readonly id: string
  readonly share: number
}

export interface SendFilesDeps {
  readonly store: Pick<OutboxStore, 'list'>
  readonly files: FileStore
  readonly personId: string
  /** POSTs the bytes of one file to its report. Throws Refusal. */
  readonly postFile: (file: OutboxFile, bytes: ArrayBuffer, onShare: (share: number) => void) => Promise<void>
  readonly onSendingFile: (file: FileOnItsWay | null) => void
}

/** The oldest file that waits and whose report the server has. */
async function nextFile({ store, files, personId }: SendFilesDeps): Promise<OutboxFile | undefined> {
  const waiting = (await files.list(personId)).filter(({ state }) => state === 'waiting')
  if (waiting.length === 0) return undefined
  const received = new Set((await store.list(personId)).flatMap(({ id, state }) => (state === 'received' ? [id] : [])))
  return waiting.find(({ reportId }) => received.has(reportId))
}

async function sendFile({ files, postFile, onSendingFile }: SendFilesDeps, file: OutboxFile): Promise<void> {
  const bytes = await files.readBytes(file.id)
  if (bytes === undefined) {
    await files.remove(file.id)
    return
  }
  onSendingFile({ id: file.id, share: 0 })
  try {
    await postFile(file, bytes, (share) => {
      onSendingFile({ id: file.id, share })
    })
    await files.settle(file.id, { state: 'stored', problem: null })
  } catch (error) {
    const isRefused = error instanceof Refusal && (isAboutContent(error) || error.code === 'attachment.too_many')
    if (!isRefused) throw error
    await files.settle(file.id, { state: 'refused', problem: { code: error.code, message: error.message } })
  }
}

/**
 * Sends the files of received reports, one after another. A report goes before its files and never waits for one. Sending
 * again after a break changes nothing: the server knows the same bytes on the same report. Stops at the first "not now".
 */
export async function sendFiles(deps: SendFilesDeps): Promise<SendOutcome> {
  try {
    for (let file = await nextFile(deps); file !== undefined; file = await nextFile(deps)) await sendFile(deps, file)
    return { waits: false }
  } catch (error) {
    return outcomeOf(error)
  } finally {
    deps.onSendingFile(null)
  }
}

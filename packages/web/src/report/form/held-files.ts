import { useRef } from 'react'
import type { OutboxFile } from '../outbox/file-store.ts'
import type { Outbox } from '../outbox/outbox.ts'

interface HeldFile {
  readonly file: OutboxFile
  readonly bytes: ArrayBuffer
}

interface HeldFiles {
  /** Takes the files off the device, into the memory of this page. */
  readonly hold: (files: readonly OutboxFile[]) => Promise<void>
  /** Keeps them on the device again, in their order. */
  readonly giveBack: () => Promise<void>
  readonly forget: () => void
}

/**
 * Files of a draft that became a restricted matter: off the device at once, since it may be searched, and in memory for as
 * long as the form is open, since a word may have been found by mistake. One step waits for the one before.
 */
export function useHeldFiles(outbox: Outbox | null): HeldFiles {
  const held = useRef<readonly HeldFile[]>([])
  const last = useRef(Promise.resolve())
  const inTurn = (act: () => Promise<void>): Promise<void> => (last.current = last.current.then(act, act))
  return {
    hold: (files) =>
      inTurn(async () => {
        for (const file of files) {
          // One that cannot be read leaves the device all the same.
          const bytes = await outbox?.readFile(file.id).catch(() => undefined)
          if (bytes !== undefined && !held.current.some((one) => one.file.id === file.id))
            held.current = [...held.current, { file, bytes }]
          await outbox?.removeFile(file.id)
        }
      }),
    giveBack: () =>
      inTurn(async () => {
        for (const { file, bytes } of held.current) await outbox?.addFile(file, bytes)
        held.current = []
      }),
    forget: () => {
      held.current = []
    },
  }
}

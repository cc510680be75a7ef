import { useState } from 'react'
import { Refusal } from '../edge/index.ts'
import { useI18n } from '../i18n/index.ts'
import { refusalText } from './refusal-text.ts'

/** What a part of the screen sends to the server. */
export interface Sending {
  /** One is on its way. */
  readonly busy: boolean
  /** In words: why the last one was refused, or what keeps it from being sent. */
  readonly fault: string | undefined
  /** Sends; then calls `after`, or, when the server refused, `refused`. Anything but a Refusal is thrown on. */
  readonly run: <T>(send: () => Promise<T>, after?: (answer: T) => void, refused?: () => void) => void
  /** Says what keeps it from being sent. */
  readonly setFault: (text: string) => void
}

/** Sends one thing at a time and keeps its refusal in words, until the next is sent. */
export function useSending(): Sending {
  const i18n = useI18n()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  return {
    busy,
    fault,
    setFault,
    run: (send, after, refused) => {
      setBusy(true)
      setFault(undefined)
      send()
        .then(after, (error: unknown) => {
          if (!(error instanceof Refusal)) throw error
          setFault(refusalText(error, i18n))
          refused?.()
        })
        .finally(() => {
          setBusy(false)
        })
    },
  }
}

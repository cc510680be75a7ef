import { useState } from 'react'
import { Refusal } from '../../edge/index.ts'
import { useI18n } from '../../i18n/index.ts'
import { refusalText } from '../../widget/index.ts'

/** Acts of a part of the screen: whether one is on its way, and why the last one was refused. */
interface Acting {
  readonly busy: boolean
  readonly fault: string | undefined
  /** Runs an act; false when it was refused. */
  readonly act: (run: () => Promise<unknown>) => Promise<boolean>
}

/** Runs what is sent to the server and keeps its refusal in words. */
export function useAct(): Acting {
  const i18n = useI18n()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const act = async (run: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setFault(undefined)
    try {
      await run()
      return true
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setFault(refusalText(error, i18n))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, fault, act }
}

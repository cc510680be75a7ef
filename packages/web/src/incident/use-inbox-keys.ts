import { useEffect, useRef } from 'react'
import { isTyping } from '../widget/index.ts'

/** Keys of the inbox besides `j` and `k`: each does what its button does, and nothing when there is none. */
export const INBOX_KEYS = [
  ['a', 'advance'],
  ['v', 'verify'],
  ['e', 'grade'],
  ['m', 'merge'],
  ['h', 'history'],
] as const
export type InboxKeyAct = (typeof INBOX_KEYS)[number][1]

/** Listens to `j`, `k` and the letters of acts, unless somebody types, a dialog is open, or `g` waits for a room. */
export function useInboxKeys(onMove: (by: number) => void, onAct: (act: InboxKeyAct) => void): void {
  const waitsForRoom = useRef(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]') !== null) return
      const isSecond = waitsForRoom.current
      waitsForRoom.current = !isSecond && event.key === 'g'
      if (isSecond) return
      if (event.key === 'j') onMove(1)
      if (event.key === 'k') onMove(-1)
      const act = INBOX_KEYS.find(([key]) => key === event.key)?.[1]
      if (act === undefined) return
      event.preventDefault()
      onAct(act)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [onMove, onAct])
}

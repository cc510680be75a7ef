import { ACTIVITY_PATH } from '@eirene/domain/access'
import { useEffect } from 'react'
import { Refusal, send } from '../edge/index.ts'
import { useSession } from './session.ts'

const TELL_EVERY_MS = 60_000
const LOOK_EVERY_MS = 5_000

/**
 * Locks by Ctrl or ⌘ with L at any time, and a shared screen after its idle minutes. While somebody works at a shared screen
 * the server is told at most once a minute, because it locks by itself when it hears nothing.
 */
export function useLock(clock: () => Date): void {
  const { state, session, lock } = useSession()
  const isOpen = state === 'open' && session?.wallboardUntil === null
  const idleMs = (session?.idleLockMinutes ?? 10) * 60_000
  const isShared = session?.isShared ?? false

  useEffect(() => {
    if (!isOpen) return
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'l') return
      event.preventDefault()
      lock()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [isOpen, lock])

  useEffect(() => {
    if (!isOpen || !isShared) return
    let activeMs = clock().getTime()
    let toldMs = activeMs
    const onActivity = (): void => {
      activeMs = clock().getTime()
      if (activeMs - toldMs < Math.min(TELL_EVERY_MS, idleMs / 2)) return
      toldMs = activeMs
      send('POST', ACTIVITY_PATH).catch((error: unknown) => {
        // Without a link the server locks by its own clock; a lock or an end is noticed where refusals are.
        if (!(error instanceof Refusal)) throw error
      })
    }
    const timer = setInterval(() => {
      if (clock().getTime() - activeMs >= idleMs) lock()
    }, LOOK_EVERY_MS)
    const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const kind of kinds) document.addEventListener(kind, onActivity, { passive: true })
    return () => {
      clearInterval(timer)
      for (const kind of kinds) document.removeEventListener(kind, onActivity)
    }
  }, [isOpen, isShared, idleMs, lock, clock])
}

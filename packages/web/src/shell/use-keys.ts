import { useEffect } from 'react'
import { go, setQuery, useAddress } from '../edge/index.ts'
import { roomPath, ROOMS } from './route.ts'

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Keys of the frame: `g` and a letter to a room, `/` to search, `?` for help. Lists add their own `j` and `k`. */
export function useKeys(slug: string, onHelp: () => void): void {
  const { query } = useAddress()
  const asked = query.has('help')
  useEffect(() => {
    if (!asked) return
    setQuery({ help: null }, { replace: true })
    onHelp()
  }, [asked, onHelp])

  useEffect(() => {
    let waitsForRoom = false
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (waitsForRoom) {
        waitsForRoom = false
        const found = ROOMS.find(({ key }) => key === event.key)
        if (found === undefined) return
        event.preventDefault()
        go(roomPath(slug, found.room))
        return
      }
      if (event.key === 'g') waitsForRoom = true
      if (event.key === '?') onHelp()
      if (event.key === '/') {
        const search = document.querySelector<HTMLElement>('[data-key="search"]')
        if (search === null) return
        event.preventDefault()
        search.focus()
      }
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
    }
  }, [slug, onHelp])
}

import { useEffect, useRef } from 'react'
import { go, setQuery, useAddress } from '../edge/index.ts'
import { isTyping } from '../widget/index.ts'
import { OPEN_ROOMS, roomPath } from './route.ts'

/**
 * Keys of the frame: `g` and a letter to a room, `/` to search, `?` for help; null: none, on a wallboard. Lists add their
 * own `j` and `k`.
 */
export function useKeys(slug: string | null, onHelp: () => void): void {
  const { query } = useAddress()
  const asked = query.has('help')
  useEffect(() => {
    if (!asked || slug === null) return
    setQuery({ help: null }, { replace: true })
    onHelp()
  }, [asked, slug, onHelp])

  // Outside the effect: the frame may be rendered anew between the two keys.
  const waitsForRoom = useRef(false)
  useEffect(() => {
    if (slug === null) return
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (waitsForRoom.current) {
        waitsForRoom.current = false
        const found = OPEN_ROOMS.find(({ key }) => key === event.key)
        if (found === undefined) return
        event.preventDefault()
        go(roomPath(slug, found.room))
        return
      }
      if (event.key === 'g') waitsForRoom.current = true
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

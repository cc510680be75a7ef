import { useEffect } from 'react'

/** Names the page in the tab, the history and the bookmarks: most particular first. */
export function useTitle(...parts: readonly (string | undefined)[]): void {
  const title = [...parts, 'Eirene'].filter((part) => part !== undefined && part !== '').join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}

import { useSyncExternalStore } from 'react'

/** What the address bar holds: the whole view, so that a link is a picture of the situation. */
export interface Address {
  readonly path: string
  readonly query: URLSearchParams
}

const listeners = new Set<() => void>()
let current: Address | undefined
let text = ''

function read(): Address {
  const now = location.pathname + location.search
  if (current === undefined || now !== text) {
    text = now
    current = { path: location.pathname, query: new URLSearchParams(location.search) }
  }
  return current
}

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}

/** The address, followed as it changes. */
export function useAddress(): Address {
  return useSyncExternalStore(subscribe, read)
}

/** Goes to an address of this product. `replace` leaves no step to go back to. */
export function go(to: string, { replace = false } = {}): void {
  const url = new URL(to, location.href)
  const next = url.pathname + url.search
  if (next === location.pathname + location.search) return
  if (replace) history.replaceState(null, '', next)
  else history.pushState(null, '', next)
  tell()
}

/** Changes parts of the query; null takes a part away. Other parts stay. */
export function setQuery(changes: Readonly<Record<string, string | null>>, { replace = false } = {}): void {
  const query = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name)
    else query.set(name, value)
  }
  const tail = query.toString()
  go(location.pathname + (tail === '' ? '' : `?${tail}`), { replace })
}

function isWithinPage(link: HTMLAnchorElement): boolean {
  if (link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return false
  return !link.pathname.startsWith('/v1/') && (link.hash === '' || link.pathname !== location.pathname)
}

/** Lets ordinary links move within the page. Links to files, other tabs and other hosts stay as they are. Returns how to stop. */
export function interceptLinks(): () => void {
  const onClick = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null || !isWithinPage(link)) return
    event.preventDefault()
    go(link.pathname + link.search)
  }
  document.addEventListener('click', onClick)
  return () => {
    document.removeEventListener('click', onClick)
  }
}

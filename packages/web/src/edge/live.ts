import { useEffect, useRef } from 'react'

/** One open stream of an address, for all who listen in this tab: a browser allows few connections to one server. */
interface Held {
  readonly source: EventSource
  listeners: number
}

const held = new Map<string, Held>()

/** Hears an event of the server's stream at this address. Returns how to stop; the last one to stop closes the stream. */
export function listenLive(address: string, event: string, heard: (data: string) => void): () => void {
  if (typeof EventSource === 'undefined') return () => undefined
  const before = held.get(address)
  // A stream that the browser gave up (the server said no) is opened anew.
  const stream = before === undefined || before.source.readyState === 2 ? openStream(address) : before
  stream.listeners += 1
  const onEvent = (message: MessageEvent<string>): void => {
    heard(message.data)
  }
  stream.source.addEventListener(event, onEvent)
  return () => {
    stream.source.removeEventListener(event, onEvent)
    stream.listeners -= 1
    if (stream.listeners > 0) return
    stream.source.close()
    if (held.get(address) === stream) held.delete(address)
  }
}

function openStream(address: string): Held {
  const stream = { source: new EventSource(address), listeners: 0 }
  // A browser does not say why: a lost link and a refusal look the same here.
  stream.source.addEventListener('error', () => {
    for (const listener of broken) listener()
  })
  held.set(address, stream)
  return stream
}

const broken = new Set<() => void>()

/** Calls back when a live stream ends or is refused: the session may be over. Returns how to stop. */
export function onLiveBroken(listener: () => void): () => void {
  broken.add(listener)
  return () => broken.delete(listener)
}

/** Hears these events for as long as the component is there; null hears nothing. */
export function useLive(address: string | null, events: readonly string[], heard: () => void): void {
  const latest = useRef(heard)
  useEffect(() => {
    latest.current = heard
  }, [heard])
  const names = events.join(' ')
  useEffect(() => {
    if (address === null) return
    const stops = names.split(' ').map((event) =>
      listenLive(address, event, () => {
        latest.current()
      }),
    )
    return () => {
      for (const stop of stops) stop()
    }
  }, [address, names])
}

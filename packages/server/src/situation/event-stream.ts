import type { FastifyReply } from 'fastify'

/** A response of server-sent events that stays open. */
export interface EventStream {
  readonly send: (event: string, message: Readonly<Record<string, unknown>>) => void
  /** True while the connection takes no more. */
  readonly isFull: () => boolean
  /** Called when a full connection takes more again. */
  readonly onRoom: (act: () => void) => void
  /** Called once when the stream ends, whoever ended it. */
  readonly onEnd: (act: () => void) => void
}

interface EventStreamSettings {
  readonly heartbeatMs: number
  /** Ends the stream without a word: whoever listens comes again. */
  readonly ending: AbortSignal
  readonly isWanted: () => Promise<boolean>
  /** Calls back when `isWanted` should be asked at once. Returns how to stop. */
  readonly onDoubt?: (ask: () => void) => () => void
}

/** Acts when the signal is or becomes aborted. Returns how to stop listening. */
function onAbort(signal: AbortSignal, act: () => void): () => void {
  signal.addEventListener('abort', act)
  if (signal.aborted) act()
  return () => {
    signal.removeEventListener('abort', act)
  }
}

/**
 * Turns a reply into a stream of events. A comment goes out at every heartbeat, so that a dead connection is noticed, and
 * the stream ends when it is no longer wanted (signed out, left the operation, other rights).
 */
export function openEventStream(
  reply: FastifyReply,
  { heartbeatMs, ending, isWanted, onDoubt }: EventStreamSettings,
): EventStream {
  const { raw } = reply
  const endings: (() => void)[] = []
  const rooms: (() => void)[] = []
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value)
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  })
  raw.flushHeaders()
  const ask = (): void => {
    isWanted().then(
      (wanted) => {
        if (raw.writableEnded || raw.destroyed) return
        if (wanted) raw.write(': still here\n\n')
        else raw.end('event: ended\ndata: {}\n\n')
      },
      // The database does not answer just now: who may see what cannot be told, so nothing more is sent.
      () => raw.end(),
    )
  }
  const beat = setInterval(ask, heartbeatMs)
  if (onDoubt !== undefined) endings.push(onDoubt(ask))
  endings.push(onAbort(ending, () => raw.end()))
  raw.on('drain', () => {
    for (const act of rooms) act()
  })
  raw.on('error', () => raw.destroy())
  let isOver = false
  const over = (): void => {
    if (isOver) return
    isOver = true
    clearInterval(beat)
    for (const act of endings) act()
  }
  raw.on('close', over)
  // Whoever asked may have gone while the picture was loaded: then `close` has come before and comes no more.
  if (raw.destroyed || raw.closed || raw.socket === null || raw.socket.destroyed) over()
  return {
    send: (event, message) => {
      if (!raw.writableEnded && !raw.destroyed) raw.write(`event: ${event}\ndata: ${JSON.stringify(message)}\n\n`)
    },
    isFull: () => raw.writableNeedDrain,
    onRoom: (act) => rooms.push(act),
    onEnd: (act) => {
      if (isOver) act()
      else endings.push(act)
    },
  }
}

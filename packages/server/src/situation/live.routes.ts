import type { SituationRow } from '@eirene/analysis/situation'
import { mayRead } from '@eirene/domain/access'
import { LIVE_PATH, type LiveChange, type LiveRow } from '@eirene/domain/situation'
import type { OperationCall, Route } from '../edge/index.ts'
import { openEventStream, type EventStream } from './event-stream.ts'
import type { LivePicture, PictureChange } from './live-picture.ts'
import type { Pictures } from './pictures.ts'
import { revisionFor } from './reader-columns.ts'

function toLiveRow(row: SituationRow): LiveRow {
  return { ...row, h3: row.h3 === null ? null : row.h3.toString(16) }
}

/** The part of a change that a reader of these markings may know of; undefined when there is none. */
function changeFor(change: PictureChange, readable: ReadonlySet<string>): Omit<LiveChange, 'revision'> | undefined {
  if (change.details === null) {
    const concerns = [...change.markings].some((marking) => readable.has(marking))
    return concerns ? { rows: null, removedIds: [] } : undefined
  }
  const rows = change.details.rows.filter((row) => readable.has(row.marking)).map(toLiveRow)
  const here = new Set(rows.map((row) => row.id))
  const removedIds = change.details.removed
    .filter(({ id, marking }) => readable.has(marking) && !here.has(id))
    .map(({ id }) => id)
  return rows.length + removedIds.length === 0 ? undefined : { rows, removedIds }
}

/**
 * Keeps one open screen current. A slow one is not drowned: while its connection is full, changes are folded into one
 * "fetch the columns again".
 */
function follow(picture: LivePicture, call: OperationCall, stream: EventStream): void {
  let isBehind = false
  const revision = (): string => revisionFor(picture, picture.readableKeysOf(call.reader))
  stream.send('opened', { revision: revision() })
  const unsubscribe = picture.subscribe((change) => {
    const seen = changeFor(change, new Set(picture.readableKeysOf(call.reader)))
    if (seen === undefined) return
    if (stream.isFull()) isBehind = true
    else stream.send('changed', { revision: revision(), ...seen } satisfies LiveChange)
  })
  stream.onRoom(() => {
    if (!isBehind) return
    isBehind = false
    stream.send('changed', { revision: revision(), rows: null, removedIds: [] } satisfies LiveChange)
  })
  stream.onEnd(unsubscribe)
}

/**
 * Tells one open screen that something of the desk which its reader may see came or changed; not what. The screen asks for
 * its notices then, as it would by itself. While the connection is full, one telling stands for all.
 */
function followDesk(pictures: Pictures, call: OperationCall, stream: EventStream): void {
  let isBehind = false
  const stop = pictures.onDesk(call.operation.id, (marking) => {
    if (marking !== null && !mayRead(call.reader, marking)) return
    if (stream.isFull()) isBehind = true
    else stream.send('desk', {})
  })
  stream.onRoom(() => {
    if (isBehind) stream.send('desk', {})
    isBehind = false
  })
  stream.onEnd(stop)
}

export interface LiveDeps {
  readonly pictures: Pictures
  /** Whether the person of this call may still see what they saw when it began. */
  readonly isStillAdmitted: (call: OperationCall) => Promise<boolean>
  /** Calls back when the access of the call's person changed. Returns how to stop. */
  readonly onAccessChange: (call: OperationCall, act: () => void) => () => void
  /** Ends the streams of a server that is stopped: screens come again by themselves. */
  readonly ending: AbortSignal
  readonly heartbeatMs?: number
}

const HEARTBEAT_MS = 15_000

/** Changes of the picture as they happen. */
export function liveRoutes({
  pictures,
  isStillAdmitted,
  onAccessChange,
  ending,
  heartbeatMs = HEARTBEAT_MS,
}: LiveDeps): readonly Route[] {
  return [
    {
      method: 'GET',
      path: LIVE_PATH,
      access: 'operation',
      onWallboard: true,
      handle: async (call) => {
        const picture = await pictures.of(call.operation)
        const stream = openEventStream(call.reply, {
          heartbeatMs,
          ending,
          isWanted: () => isStillAdmitted(call),
          onDoubt: (ask) => onAccessChange(call, ask),
        })
        // A wall has no desk.
        if (call.reader.isWallboard !== true) followDesk(pictures, call, stream)
        follow(picture, call, stream)
        return call.reply
      },
    },
  ]
}

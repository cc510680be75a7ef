/// <reference lib="webworker" />
import { decodeColumns, idAt, rowAt, type SituationColumns } from '@eirene/analysis/situation'
import { answerPicture } from './answer-picture.ts'
import type { Answer, LoadedColumns, Request } from './protocol.ts'

let columns: SituationColumns | undefined

function loadedOf(from: SituationColumns): LoadedColumns {
  const { types, datasets, markings, actors } = from.dictionaries
  let firstDay = Number.POSITIVE_INFINITY
  let lastDay = Number.NEGATIVE_INFINITY
  for (let row = 0; row < from.size; row++) {
    const day = from.day[row] ?? 0
    if (day < firstDay) firstDay = day
    if (day > lastDay) lastDay = day
  }
  return {
    size: from.size - from.removed,
    version: from.version,
    firstDay,
    lastDay,
    types,
    datasets,
    markings,
    actors: actors.ids.slice(1).map((id, i) => ({ id, name: actors.names[i + 1] ?? '' })),
  }
}

function answer(request: Request): Answer {
  const { id } = request
  if (request.ask === 'load') {
    const decoded = decodeColumns(new Uint8Array(request.body))
    if (!decoded.ok) return { id, answer: 'failed', message: decoded.issues.map((issue) => issue.message).join(' ') }
    columns = decoded.value
    return { id, answer: 'loaded', loaded: loadedOf(columns) }
  }
  if (columns === undefined) return { id, answer: 'failed', message: 'nothing is loaded' }
  const current = columns
  if (request.ask === 'picture')
    return { id, answer: 'picture', picture: answerPicture(current, request.order, () => performance.now()) }
  if (request.ask === 'rows') return { id, answer: 'rows', rows: request.rows.map((row) => rowAt(current, row)) }
  let found = -1
  for (let row = 0; row < current.size && found < 0; row++)
    if (current.profileNo[row] !== 0 && idAt(current, row) === request.incidentId) found = row
  return { id, answer: 'found', row: found }
}

self.onmessage = (event: MessageEvent<Request>) => {
  const reply = answer(event.data)
  self.postMessage(reply, reply.answer === 'picture' ? { transfer: [reply.picture.rows.buffer] } : {})
}

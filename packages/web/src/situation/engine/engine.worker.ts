/// <reference lib="webworker" />
import { decodeColumns, idAt, rowAt, trend, wholeMask, type SituationColumns } from '@eirene/analysis/situation'
import { answerPicture } from './answer-picture.ts'
import { clustersOf } from './clusters-of.ts'
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
  return answerFrom(columns, request)
}

type Question = Exclude<Request, { readonly ask: 'load' }>

function answerFrom(current: SituationColumns, request: Question): Answer {
  const { id } = request
  switch (request.ask) {
    case 'picture':
      return { id, answer: 'picture', picture: answerPicture(current, request.order, () => performance.now()) }
    case 'trend':
      return {
        id,
        answer: 'trend',
        trend: trend(current, wholeMask(current), request.filter, ['family', 'type', 'area', 'actor']),
      }
    case 'clusters':
      return { id, answer: 'clusters', clusters: clustersOf(current, request.filter) }
    case 'rows':
      return { id, answer: 'rows', rows: request.rows.map((row) => rowAt(current, row)) }
    case 'find':
      return { id, answer: 'found', row: findRow(current, request.incidentId) }
  }
}

function findRow(current: SituationColumns, incidentId: string): number {
  for (let row = 0; row < current.size; row++)
    if (current.profileNo[row] !== 0 && idAt(current, row) === incidentId) return row
  return -1
}

self.onmessage = (event: MessageEvent<Request>) => {
  const reply = answer(event.data)
  self.postMessage(reply, reply.answer === 'picture' ? { transfer: [reply.picture.rows.buffer] } : {})
}

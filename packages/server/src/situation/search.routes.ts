import { Problem } from '@eirene/domain/problem'
import { parseSearchQuery, SEARCH_KINDS, SEARCH_PATH, type SearchKind, type SearchPage } from '@eirene/domain/situation'
import { parseCursor } from '@eirene/store/situation'
import { mustParse, queryPart, type PublicCall, type Route } from '../edge/index.ts'
import { searchRecords, type SearchAsk } from './search-records.ts'

function mustKinds(text: string | undefined): readonly SearchKind[] {
  if (text === undefined || text === '') return SEARCH_KINDS
  const wanted = text.split(',')
  const unknown = wanted.filter((name) => !SEARCH_KINDS.some((kind) => kind === name))
  if (unknown.length > 0)
    throw new Problem('input.invalid', `There is no such kind. There are: ${SEARCH_KINDS.join(', ')}.`)
  return SEARCH_KINDS.filter((kind) => wanted.includes(kind))
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/

function mustInstant(call: PublicCall, name: 'from' | 'to'): string | null {
  const text = queryPart(call, name)
  if (text === undefined || text === '') return null
  if (!INSTANT.test(text) || Number.isNaN(Date.parse(text)))
    throw new Problem('input.invalid', `${name} is no instant of ISO 8601, such as 2024-03-01T00:00:00Z.`)
  return new Date(text).toISOString()
}

function mustAsk(call: PublicCall): SearchAsk {
  const before = queryPart(call, 'before')
  const cursor = before === undefined ? null : parseCursor(before)
  if (cursor === undefined) throw new Problem('input.invalid', 'This is no place in the list. Begin again.')
  return {
    query: mustParse(parseSearchQuery(queryPart(call, 'q') ?? '')),
    kinds: mustKinds(queryPart(call, 'kinds')),
    from: mustInstant(call, 'from'),
    to: mustInstant(call, 'to'),
    before: cursor,
  }
}

/** Search over everything in the operation that the reader may see. */
export function searchRoutes(): readonly Route[] {
  return [
    {
      method: 'GET',
      path: SEARCH_PATH,
      access: 'operation',
      handle: (call): Promise<SearchPage> => searchRecords(call, mustAsk(call)),
    },
  ]
}

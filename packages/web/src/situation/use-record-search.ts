import { parseSearchQuery, type SearchHit, type SearchPage, type SearchPlace } from '@eirene/domain/situation'
import { useEffect, useState } from 'react'
import { getJson, useLoaded } from '../edge/index.ts'
import { searchPath } from './search-address.ts'

const SHOWN = 6
const SHORTEST = 2
/** A pause in typing after which the server is asked. */
const PAUSE_MS = 150

export interface RecordSearch {
  readonly hits: readonly SearchHit[]
  readonly place: SearchPlace | null
}

/** The first records that hold what is being typed; nothing while it cannot be searched. */
export function useRecordSearch(slug: string, wanted: string): RecordSearch {
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(wanted)
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [wanted])
  const parsed = parseSearchQuery(wanted)
  const isAsked = parsed.ok && settled.trim().length >= SHORTEST && wanted !== ''
  const [loaded] = useLoaded(
    isAsked ? `${slug} ${settled}` : null,
    (signal) => getJson<SearchPage>(searchPath(slug, { q: settled, kinds: 'incident,report,sitrep' }), signal),
    { keep: true },
  )
  return {
    hits: isAsked && loaded.state === 'ready' ? loaded.value.hits.slice(0, SHOWN) : [],
    place: parsed.ok ? parsed.value.place : null,
  }
}

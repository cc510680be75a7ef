import { INBOX_PATH, type InboxItem, type InboxPage, type InboxQueue } from '@eirene/domain/incident'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fillPath, getJson, Refusal } from '../edge/index.ts'

/** An act of the person on a record, or on two that may be one. */
export interface InboxAct {
  readonly id: string
  readonly otherId: string | null
}

/** The inbox as it stands on the screen. */
export interface InboxHold {
  readonly page: InboxPage | null
  /** Empty while they are on their way, and for who works none. */
  readonly queues: InboxPage['queues']
  readonly items: readonly InboxItem[]
  readonly refusal: Refusal | null
  /** Records that came into the queue or left it since it was shown. The screen never takes them in by itself. */
  readonly waiting: number
  /** Notes that the person acted on a record: it keeps its place in the list until they take in what changed. */
  readonly acted: (act: InboxAct) => void
  readonly isDone: (item: InboxItem) => boolean
  /** Takes in what changed. */
  readonly refresh: () => void
  /** Adds the next page; null on the last. */
  readonly more: (() => void) | null
}

function addressOf(slug: string, queue: InboxQueue | null, after?: string): string {
  const query = new URLSearchParams()
  if (queue !== null) query.set('queue', queue)
  if (after !== undefined) query.set('after', after)
  const tail = query.toString()
  return `${fillPath(INBOX_PATH, { slug })}${tail === '' ? '' : `?${tail}`}`
}

/** One line for each item, so that two readings of a queue can be compared. */
function keyOf({ incident, twin }: InboxItem): string {
  return twin === null ? incident.id : `${incident.id} ${twin.incident.id}`
}

/** Whether one of these acts was on this item. */
function isActedOn({ incident, twin }: InboxItem, acts: readonly InboxAct[]): boolean {
  return acts.some(
    ({ id, otherId }) => id === incident.id && (otherId === null || twin === null || twin.incident.id === otherId),
  )
}

function withoutActs(items: readonly InboxItem[], acts: readonly InboxAct[]): readonly InboxItem[] {
  return items.filter((item) => !isActedOn(item, acts))
}

function differenceOf(shown: readonly InboxItem[], now: readonly InboxItem[], isWhole: boolean): number {
  const [before, after] = [new Set(shown.map(keyOf)), new Set(now.map(keyOf))]
  const came = [...after].filter((key) => !before.has(key)).length
  const went = isWhole ? [...before].filter((key) => !after.has(key)).length : 0
  return came + went
}

type Queues = InboxPage['queues']

/** The counts of a newer reading; what it did not count stays as it was counted last. */
function withCounts(was: Queues, next: Queues): Queues {
  const known = new Map(was.map(({ queue, count }) => [queue, count]))
  return next.map(({ queue, count }) => ({ queue, count: count ?? known.get(queue) ?? null }))
}

function withDuplicates(queues: Queues, count: number | null): Queues {
  return queues.map((one) => (one.queue === 'duplicates' ? { ...one, count } : one))
}

const PAUSE_MS = 800

interface Watched {
  readonly slug: string
  readonly queue: InboxQueue | null
  readonly changes: number
}

/** Reads the queue again, a moment after `changes` goes up, and tells what it holds now. */
function useFreshness({ slug, queue, changes }: Watched, onRead: (page: InboxPage) => void): void {
  const tell = useRef(onRead)
  useEffect(() => {
    tell.current = onRead
  })
  useEffect(() => {
    if (changes === 0) return
    const abort = new AbortController()
    const timer = setTimeout(() => {
      getJson<InboxPage>(addressOf(slug, queue), abort.signal).then(
        (next) => {
          if (!abort.signal.aborted) tell.current(next)
        },
        (error: unknown) => {
          // The next change asks again; what is shown stays true to when it was read.
          if (!abort.signal.aborted && !(error instanceof Refusal)) throw error
        },
      )
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [slug, queue, changes])
}

/** Counts the possible duplicates beside the list, which need not wait for it: once, and again when the person takes in changes. */
function useDuplicateCount(
  { slug, turn, isWanted }: { readonly slug: string; readonly turn: number; readonly isWanted: boolean },
  onCounted: (count: number | null) => void,
): void {
  const tell = useRef(onCounted)
  useEffect(() => {
    tell.current = onCounted
  })
  useEffect(() => {
    if (!isWanted) return
    const abort = new AbortController()
    getJson<InboxPage>(addressOf(slug, 'duplicates'), abort.signal).then(
      ({ queues }) => {
        const count = queues.find(({ queue }) => queue === 'duplicates')?.count
        if (!abort.signal.aborted) tell.current(count ?? null)
      },
      (error: unknown) => {
        // The number is a courtesy; the queue itself says what was refused.
        if (!abort.signal.aborted && !(error instanceof Refusal)) throw error
      },
    )
    return () => {
      abort.abort()
    }
  }, [slug, turn, isWanted])
}

/** Reads the page behind `after`; null on the last. */
function useMore(
  { slug, queue, after }: Pick<Watched, 'slug' | 'queue'> & { readonly after: string | null },
  { onPage, onRefusal }: { onPage: (page: InboxPage) => void; onRefusal: (refusal: Refusal) => void },
): (() => void) | null {
  const more = useCallback(() => {
    if (after === null) return
    void getJson<InboxPage>(addressOf(slug, queue, after)).then(onPage, (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      onRefusal(error)
    })
  }, [slug, queue, after, onPage, onRefusal])
  return after === null ? null : more
}

/** What the person did since the list was read. */
function useActs(): Pick<InboxHold, 'acted' | 'isDone'> & {
  readonly acts: readonly InboxAct[]
  readonly forget: () => void
} {
  const [acts, setActs] = useState<readonly InboxAct[]>([])
  const acted = useCallback((act: InboxAct) => {
    setActs((was) => [...was, act])
  }, [])
  const forget = useCallback(() => {
    setActs([])
  }, [])
  const isDone = useCallback((item: InboxItem) => isActedOn(item, acts), [acts])
  return { acts, acted, isDone, forget }
}

/**
 * One queue of the reader's inbox. When `changes` goes up, the counts follow and what came or went is counted, but the list
 * stays as it is until the person asks.
 */
export function useInbox(slug: string, queue: InboxQueue | null, changes: number): InboxHold {
  const [page, setPage] = useState<InboxPage | null>(null)
  const [items, setItems] = useState<readonly InboxItem[]>([])
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [waiting, setWaiting] = useState(0)
  const [turn, setTurn] = useState(0)
  const { acts, acted, isDone, forget } = useActs()
  const shown = useRef<readonly InboxItem[]>([])

  const take = useCallback((next: InboxPage, all: readonly InboxItem[]) => {
    shown.current = all
    setPage((was) => (was === null ? next : { ...next, queues: withCounts(was.queues, next.queues) }))
    setItems(all)
    setRefusal(null)
    setWaiting(0)
  }, [])

  const takeMore = useCallback(
    (next: InboxPage) => {
      take(next, [...shown.current, ...next.items])
    },
    [take],
  )

  useEffect(() => {
    const abort = new AbortController()
    getJson<InboxPage>(addressOf(slug, queue), abort.signal).then(
      (next) => {
        if (abort.signal.aborted) return
        take(next, next.items)
        forget()
      },
      (error: unknown) => {
        if (abort.signal.aborted) return
        if (!(error instanceof Refusal)) throw error
        setRefusal(error)
      },
    )
    return () => {
      abort.abort()
    }
  }, [slug, queue, turn, take, forget])

  useFreshness({ slug, queue, changes: changes + acts.length }, (next) => {
    setPage((was) => (was === null ? was : { ...was, queues: withCounts(was.queues, next.queues) }))
    setWaiting(differenceOf(withoutActs(shown.current, acts), withoutActs(next.items, acts), next.after === null))
  })

  const worksDuplicates = page?.queues.some((one) => one.queue === 'duplicates') === true
  useDuplicateCount({ slug, turn, isWanted: worksDuplicates && queue !== 'duplicates' }, (count) => {
    setPage((was) => (was === null ? was : { ...was, queues: withDuplicates(was.queues, count) }))
  })

  const after = page?.after ?? null
  const more = useMore({ slug, queue, after }, { onPage: takeMore, onRefusal: setRefusal })
  const refresh = useCallback(() => {
    setTurn((n) => n + 1)
  }, [])
  const queues = page?.queues ?? []
  return { page, queues, items, refusal, waiting, acted, isDone, refresh, more }
}

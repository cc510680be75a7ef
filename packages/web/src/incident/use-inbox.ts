import { INBOX_PATH, type InboxItem, type InboxPage, type InboxQueue } from '@eirene/domain/incident'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fillPath, getJson, Refusal, useAfterChanges } from '../edge/index.ts'

/** An act of the person on a record, or on two that may be one. */
export interface InboxAct {
  readonly id: string
  readonly otherId: string | null
  /** True when it took back a merge of the two: both wait again, each by itself. */
  readonly isUndo: boolean
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
  /** The person merged the pair and took it back: it waits again. */
  readonly isUndone: (item: InboxItem) => boolean
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

/** Whether the act was on this item. A merge that is taken back names its two records in whichever order. */
function isOn({ incident, twin }: InboxItem, { id, otherId, isUndo }: InboxAct): boolean {
  const ids = isUndo ? [id, otherId] : [id]
  return ids.includes(incident.id) && (otherId === null || twin === null || [id, otherId].includes(twin.incident.id))
}

/** The last of these acts that was on this item. */
function lastActOn(item: InboxItem, acts: readonly InboxAct[]): InboxAct | undefined {
  return acts.findLast((act) => isOn(item, act))
}

/** Whether the person has done with this item: acted on it, and did not take it back. */
function isActedOn(item: InboxItem, acts: readonly InboxAct[]): boolean {
  return lastActOn(item, acts)?.isUndo === false
}

function withoutActs(items: readonly InboxItem[], acts: readonly InboxAct[]): readonly InboxItem[] {
  return items.filter((item) => !isActedOn(item, acts))
}

/** A queue as far as it was read from its front. */
interface QueueReading {
  readonly items: readonly InboxItem[]
  /** What waits in the whole queue; null: not counted. */
  readonly count: number | null
  readonly isWhole: boolean
}

function readingOf({ queue, queues, after }: InboxPage, items: readonly InboxItem[]): QueueReading {
  return { items, count: queues.find((one) => one.queue === queue)?.count ?? null, isWhole: after === null }
}

/** Items that the other reading lacks: up to the last that both have, or all where the other was read to its end. */
function missingIn(other: QueueReading, { items }: QueueReading): readonly InboxItem[] {
  const keys = new Set(other.items.map(keyOf))
  const last = other.isWhole ? items.length : items.findLastIndex((item) => keys.has(keyOf(item)))
  return items.slice(0, Math.max(0, last)).filter((item) => !keys.has(keyOf(item)))
}

/**
 * How many records came into the queue or left it, without what the person acted on: those seen, and behind what was read as
 * many as the count of the whole queue tells.
 */
function differenceOf(shown: QueueReading, now: QueueReading, acts: readonly InboxAct[]): number {
  const came = missingIn(shown, now)
  const went = withoutActs(missingIn(now, shown), acts)
  const seen = withoutActs(came, acts).length + went.length
  if (shown.count === null || now.count === null || (shown.isWhole && now.isWhole)) return seen
  const keys = new Set(now.items.map(keyOf))
  const done = shown.items.filter((item) => isActedOn(item, acts) && !keys.has(keyOf(item)))
  return seen + Math.abs(now.count - shown.count - came.length + went.length + done.length)
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

/** Reads a queue from its front until as many items are there as are shown, or to its end. */
async function readAsFar(
  { slug, queue }: Pick<Watched, 'slug' | 'queue'>,
  shown: number,
  signal: AbortSignal,
): Promise<{ readonly page: InboxPage; readonly reading: QueueReading }> {
  const first = await getJson<InboxPage>(addressOf(slug, queue), signal)
  const items = [...first.items]
  let page = first
  while (page.after !== null && items.length < shown) {
    page = await getJson<InboxPage>(addressOf(slug, queue, page.after), signal)
    items.push(...page.items)
  }
  // Later pages are not counted.
  const counted = { ...page, queues: first.queues }
  return { page: counted, reading: readingOf(counted, items) }
}

/** Reads the queue again as far as it is shown, a moment after `changes` goes up, and tells what it holds now. */
function useFreshness(
  { slug, queue, changes }: Watched,
  shown: { readonly current: QueueReading },
  onRead: (page: InboxPage, reading: QueueReading) => void,
): void {
  useAfterChanges(`${slug} ${queue ?? ''}`, { changes, pauseMs: PAUSE_MS }, (signal) =>
    readAsFar({ slug, queue }, shown.current.items.length, signal).then(
      ({ page, reading }) => {
        if (!signal.aborted) onRead(page, reading)
      },
      (error: unknown) => {
        // The next change asks again; what is shown stays true to when it was read.
        if (!signal.aborted && !(error instanceof Refusal)) throw error
      },
    ),
  )
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
function useActs(): Pick<InboxHold, 'acted' | 'isDone' | 'isUndone'> & {
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
  const isUndone = useCallback((item: InboxItem) => lastActOn(item, acts)?.isUndo === true, [acts])
  return { acts, acted, isDone, isUndone, forget }
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
  const { acts, acted, isDone, isUndone, forget } = useActs()
  const shown = useRef<QueueReading>({ items: [], count: null, isWhole: false })

  const take = useCallback((next: InboxPage, all: readonly InboxItem[]) => {
    shown.current = readingOf(next, all)
    setPage((was) => (was === null ? next : { ...next, queues: withCounts(was.queues, next.queues) }))
    setItems(all)
    setRefusal(null)
    setWaiting(0)
  }, [])

  const takeMore = useCallback(
    (next: InboxPage) => {
      const { items: before, count } = shown.current
      take(next, [...before, ...next.items])
      shown.current = { ...shown.current, count }
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

  useFreshness({ slug, queue, changes: changes + acts.length }, shown, (next, reading) => {
    setPage((was) => (was === null ? was : { ...was, queues: withCounts(was.queues, next.queues) }))
    setWaiting(differenceOf(shown.current, reading, acts))
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
  return { page, queues, items, refusal, waiting, acted, isDone, isUndone, refresh, more }
}

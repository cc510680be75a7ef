import type { SituationRow, Trend } from '@eirene/analysis/situation'
import type { PictureFilter } from '@eirene/domain/situation'
import type { Answer, ClustersAnswer, LoadedColumns, PictureAnswer, PictureOrder, Request } from './protocol.ts'

type Ask<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never

/** The situation engine in its worker: the same code as on the server, over the rows that the reader may see. */
export interface Engine {
  readonly load: (body: ArrayBuffer) => Promise<LoadedColumns>
  /** Only the last order counts: an earlier one that is still waiting is dropped and answers undefined. */
  readonly picture: (order: PictureOrder) => Promise<PictureAnswer | undefined>
  /** The filter must name a period with two ends. */
  readonly trend: (filter: PictureFilter) => Promise<Trend>
  readonly clusters: (filter: PictureFilter) => Promise<ClustersAnswer>
  readonly rows: (rows: readonly number[]) => Promise<readonly (SituationRow | undefined)[]>
  /** Row of an incident; -1 when it is not among the loaded ones. */
  readonly find: (incidentId: string) => Promise<number>
  readonly close: () => void
}

type Run = (order: PictureOrder) => Promise<PictureAnswer | undefined>

/** Runs one order at a time; of those that come meanwhile only the last is run, the others answer undefined. */
export function latestOnly(work: Run): Run {
  let running = false
  let next:
    | {
        readonly order: PictureOrder
        readonly resolve: (answer: PictureAnswer | undefined) => void
        readonly reject: (reason: unknown) => void
      }
    | undefined
  const run: Run = async (order) => {
    running = true
    try {
      return await work(order)
    } finally {
      running = false
      const then = next
      next = undefined
      if (then !== undefined) void run(then.order).then(then.resolve, then.reject)
    }
  }
  return (order) => {
    if (!running) return run(order)
    next?.resolve(undefined)
    return new Promise((resolve, reject) => {
      next = { order, resolve, reject }
    })
  }
}

/** Speaks to one worker. Failures of the engine itself are bugs and reject. */
export function openEngine(worker: Worker): Engine {
  const waiting = new Map<number, (answer: Answer) => void>()
  let lastId = 0
  worker.onmessage = (event: MessageEvent<Answer>) => {
    waiting.get(event.data.id)?.(event.data)
    waiting.delete(event.data.id)
  }

  const ask = (request: Ask<Request>, transfer: Transferable[] = []): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      waiting.set(id, (answer) => {
        if (answer.answer === 'failed') reject(new Error(answer.message))
        else resolve(answer)
      })
      worker.postMessage({ ...request, id }, transfer)
    })

  const latest = latestOnly(async (order) => {
    const answer = await ask({ ask: 'picture', order })
    return answer.answer === 'picture' ? answer.picture : undefined
  })
  return {
    load: async (body) => {
      const answer = await ask({ ask: 'load', body }, [body])
      if (answer.answer !== 'loaded') throw new Error('the engine answered something else')
      return answer.loaded
    },
    picture: latest,
    trend: async (filter) => {
      const answer = await ask({ ask: 'trend', filter })
      if (answer.answer !== 'trend') throw new Error('the engine answered something else')
      return answer.trend
    },
    clusters: async (filter) => {
      const answer = await ask({ ask: 'clusters', filter })
      if (answer.answer !== 'clusters') throw new Error('the engine answered something else')
      return answer.clusters
    },
    rows: async (rows) => {
      const answer = await ask({ ask: 'rows', rows })
      return answer.answer === 'rows' ? answer.rows : []
    },
    find: async (incidentId) => {
      const answer = await ask({ ask: 'find', incidentId })
      return answer.answer === 'found' ? answer.row : -1
    },
    close: () => {
      worker.terminate()
    },
  }
}

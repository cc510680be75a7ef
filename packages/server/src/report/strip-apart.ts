import { Worker } from 'node:worker_threads'
import { Problem, type ProblemCode } from '@eirene/domain/problem'
import type { AttachmentType } from '@eirene/domain/report'
import type { StrippedFile } from './strip-file.ts'
import { unreadable } from './strip.ts'

/** What the thread is given: a copy of the bytes, so that nothing of theirs is shared. */
export interface StripOrder {
  readonly mediaType: AttachmentType
  readonly original: Uint8Array
}

/** What the thread says at its end. */
export type StripAnswer =
  | { readonly stripped: StrippedFile }
  | {
      readonly problem: {
        readonly code: ProblemCode
        readonly message: string
        readonly details: Readonly<Record<string, unknown>>
      }
    }

/** What reading one file may take; and who reads it. */
export interface StripLimits {
  readonly ms: number
  /** Of values and texts in the thread; the bytes of the file and of its copy come on top. */
  readonly heapMb: number
  readonly script: URL
}

const LIMITS: StripLimits = { ms: 60_000, heapMb: 512, script: new URL('./strip-worker.ts', import.meta.url) }

const tooMuch = (what: string): Problem =>
  unreadable(`Reading this file takes too much ${what}: it was put together in an unusual way, or to do harm.`)

/**
 * `stripFile` in a thread of its own, which is ended when it takes too long or too much memory: the server answers others all
 * the while. Throws what `stripFile` throws, and Problem 'attachment.unreadable' at a limit.
 */
export async function stripApart(
  mediaType: AttachmentType,
  original: Buffer,
  limits: Partial<StripLimits> = {},
): Promise<StrippedFile> {
  const answer = await answerOf({ mediaType, original }, { ...LIMITS, ...limits })
  if ('stripped' in answer) return answer.stripped
  const { code, message, details } = answer.problem
  throw new Problem(code, message, details)
}

function answerOf(order: StripOrder, { ms, heapMb, script }: StripLimits): Promise<StripAnswer> {
  const worker = new Worker(script, { workerData: order, resourceLimits: { maxOldGenerationSizeMb: heapMb } })
  return new Promise<StripAnswer>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(tooMuch('time'))
    }, ms)
    worker.once('message', resolve)
    worker.once('error', (error: Error) => {
      const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(isMemory ? tooMuch('memory') : error)
    })
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('the thread that reads a file ended without an answer'))
    })
  }).finally(() => worker.terminate())
}

import { parentPort, workerData } from 'node:worker_threads'
import { Problem } from '@eirene/domain/problem'
import { stripFile } from './strip-file.ts'
import type { StripAnswer, StripOrder } from './strip-apart.ts'

function answer({ mediaType, original }: StripOrder): StripAnswer {
  try {
    return { stripped: stripFile(mediaType, Buffer.from(original.buffer, original.byteOffset, original.byteLength)) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, message, details } = error
    return { problem: { code, message, details } }
  }
}

// `stripApart` gives it nothing else.
parentPort?.postMessage(answer(workerData as StripOrder))

import { parentPort, workerData } from 'node:worker_threads'
import type { StripOrder } from '../strip-apart.ts'

/** Stands for a file that is read for a long time: its thread says that it has begun, and does nothing else until the gate opens. */
const { original } = workerData as StripOrder // what `stripApart` gives
const [GATE, BEGUN] = [0, 1]
const shared = new Int32Array(original.buffer)
Atomics.store(shared, BEGUN, 1)
Atomics.notify(shared, BEGUN)
Atomics.wait(shared, GATE, 0)
parentPort?.postMessage({ stripped: { bytes: new Uint8Array(), takenOff: {}, size: null } })

import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useAfterChanges } from './use-after-changes.ts'

const PAUSE_MS = 800

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A reading that lasts as long as it is told to. */
function slowRead(lastsMs: number) {
  const signals: AbortSignal[] = []
  let atOnce = 0
  let most = 0
  const read = async (signal: AbortSignal): Promise<void> => {
    signals.push(signal)
    most = Math.max(most, ++atOnce)
    await new Promise((resolve) => setTimeout(resolve, lastsMs))
    atOnce--
  }
  return { read, signals, most: () => most }
}

function show(read: (signal: AbortSignal) => Promise<void>, atOnce = false) {
  let changes = 0
  const hook = renderHook(
    ({ key, count }: { key: string; count: number }) => {
      useAfterChanges(key, { changes: count, pauseMs: PAUSE_MS, atOnce }, read)
    },
    { initialProps: { key: 'a', count: 0 } },
  )
  return {
    change: (key = 'a') => {
      hook.rerender({ key, count: ++changes })
    },
    end: hook.unmount,
  }
}

const pass = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })

it('a flow of changes that never pauses is read all the same, one reading at a time', async () => {
  const { read, signals, most } = slowRead(2000)
  const { change } = show(read)
  for (let n = 0; n < 300; n++) {
    change()
    await pass(100)
  }
  // 30 s: each reading comes 800 ms after the one before, which lasts 2 s.
  expect(signals.length).toBe(11)
  expect(most()).toBe(1)
})

it('a burst is read once, and once more for what came while it was read', async () => {
  const { read, signals } = slowRead(500)
  const { change } = show(read)
  for (let n = 0; n < 5; n++) change()
  await pass(PAUSE_MS)
  expect(signals).toHaveLength(1)
  change()
  change()
  await pass(10_000)
  expect(signals).toHaveLength(2)
})

it('nothing is read where nothing changed, and what is under way for another key or a closed page is aborted', async () => {
  const { read, signals } = slowRead(500)
  const { change, end } = show(read)
  await pass(10_000)
  expect(signals).toHaveLength(0)
  change()
  await pass(PAUSE_MS)
  change('b')
  expect(signals.map((signal) => signal.aborted)).toEqual([true])
  await pass(PAUSE_MS)
  end()
  await pass(10_000)
  expect(signals.map((signal) => signal.aborted)).toEqual([true, true])
})

it('what is read at once is read for each key without a pause, and then as after any change', async () => {
  const { read, signals } = slowRead(500)
  const { change } = show(read, true)
  await pass(0)
  expect(signals).toHaveLength(1)
  change()
  await pass(500 + PAUSE_MS - 1)
  expect(signals).toHaveLength(1)
  await pass(1)
  expect(signals).toHaveLength(2)
  change('b')
  await pass(0)
  expect(signals.map((signal) => signal.aborted)).toEqual([true, true, false])
})

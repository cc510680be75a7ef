import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readEnv } from '../config/index.ts'
import { EXIT } from './exit-code.ts'
import { runCommandLine } from './run.ts'
import { VERBS } from './verbs.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'eirene-exercise-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** Runs `eirene exercise ARGS` on a data directory on which nothing runs. */
async function exercise(...args: readonly string[]): Promise<readonly [code: number, told: string]> {
  let told = ''
  const code = await runCommandLine(['exercise', ...args], VERBS, readEnv({ EIRENE_DATA: dataDir }), {
    out: (text) => (told += text),
    err: (text) => (told += text),
    clock: () => new Date('2026-04-01T06:00:00Z'),
    signal: new AbortController().signal,
    crash: new Promise<never>(() => undefined),
  })
  return [code, told]
}

describe('eirene exercise', () => {
  it.each([
    [[], 'npx eirene exercise replay'],
    [['inject'], 'npx eirene exercise replay'],
    [['replay', '--weeks', '0'], '--weeks is a number from 1 to 12'],
    [['replay', '--weeks', '1.5'], '--weeks is a whole number'],
    [['replay', '--leave', '2'], '--leave is a number from 0 to 1'],
    [['replay', '--minutes', ''], '--minutes is a number'],
    [['replay', '--seed', 'x'], '--seed is a number'],
  ] as const)('refuses %j in words', async (args, words) => {
    const [code, told] = await exercise(...args)
    expect([code, told]).toEqual([EXIT.usage, expect.stringContaining(words)])
  })

  it('starts no server of its own: it says how to', async () => {
    const [code, told] = await exercise('replay')
    expect([code, told]).toEqual([EXIT.usage, expect.stringContaining('start it first, "npx eirene start"')])
  })
})

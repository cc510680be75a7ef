import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem, PROBLEM_STATUS, type ProblemCode } from '@eirene/domain/problem'
import { afterAll, describe, expect, it } from 'vitest'
import { readEnv } from '../config/index.ts'
import { EXIT, exitCodeOf } from './exit-code.ts'
import { runCommandLine } from './run.ts'
import { VERBS } from './verbs.ts'
import type { Verb } from './verb.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'eirene-cli-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

function verb(name: string, run: Verb['run']): Verb {
  const options = { count: { type: 'string', short: 'c', value: 'N', help: 'how many' } } as const
  return { name, summary: `Does ${name}.`, usage: 'FILE', example: `npx eirene ${name} file.csv`, options, run }
}

const told = verb('count', (context) => {
  context.progress('working')
  context.answer({ count: context.text('count') ?? null, files: context.positionals }, ['counted'])
  return Promise.resolve(EXIT.rejectedRows)
})
const refusing = verb('refuse', () =>
  Promise.reject(new Problem('record.not_found', 'There is no such record.', { id: 7 })),
)
const hanging = verb('hang', () => new Promise(() => undefined))
const broken = verb('break', () => Promise.reject(new TypeError('x is not a function')))

/** Never settles: nothing breaks outside a call. */
let crash = new Promise<never>(() => undefined)

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await runCommandLine(args, [told, refusing, broken, hanging], readEnv({ EIRENE_DATA: dataDir }), {
    out: (text) => (out += text),
    err: (text) => (err += text),
    clock: () => new Date('2024-05-01T12:00:00Z'),
    signal: new AbortController().signal,
    crash,
  })
  return { code, out, err }
}

describe('exit codes', () => {
  it('are these and no others', () => {
    expect(EXIT).toEqual({ done: 0, bug: 1, usage: 2, rejectedRows: 3, refused: 4, environment: 5 })
  })

  it('follow from the kind of the Problem, for every Problem there is', () => {
    const codes = Object.keys(PROBLEM_STATUS) as ProblemCode[]
    const by = (code: number): string[] => codes.filter((one) => exitCodeOf(one) === code).sort()
    expect(by(EXIT.usage)).toEqual(['usage.invalid'])
    expect(by(EXIT.environment)).toEqual(codes.filter((one) => one.startsWith('environment.')).sort())
    expect(by(EXIT.refused)).toEqual(
      codes.filter((one) => one !== 'usage.invalid' && !one.startsWith('environment.')).sort(),
    )
    expect(by(EXIT.refused)).toContain('data.in_use')
  })
})

describe('a verb', () => {
  it('answers on standard output, says what it does on standard error, and gives its own exit code', async () => {
    expect(await run('count', 'a', '-c', '3')).toEqual({ code: 3, out: 'counted\n', err: 'working\n' })
  })

  it('answers one JSON document and nothing else with --json', async () => {
    const { code, out, err } = await run('count', 'a', 'b', '--json')
    expect({ code, err }).toEqual({ code: 3, err: '' })
    expect(JSON.parse(out)).toEqual({ count: null, files: ['a', 'b'] })
  })

  it('shows its help with an example instead of running', async () => {
    const { code, out } = await run('break', '--help')
    expect(code).toBe(0)
    for (const part of ['Does break.', 'npx eirene break file.csv', '-c, --count N', 'how many', '--data DIR'])
      expect(out).toContain(part)
    expect(await run('help', 'break')).toMatchObject({ code: 0, out })
  })

  it('says a refusal as it is and exits with 4; with --json as a document too', async () => {
    expect(await run('refuse')).toEqual({ code: 4, out: '', err: 'There is no such record.\n' })
    expect(JSON.parse((await run('refuse', '--json')).out)).toEqual({
      problem: 'record.not_found',
      message: 'There is no such record.',
      details: { id: 7 },
    })
  })

  it('tells of a fault only its number, exits with 1, and writes the rest to a log that only its account can read', async () => {
    const { code, out, err } = await run('break')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).not.toContain('x is not a function')
    const traceId = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(err)?.[0]
    const file = join(dataDir, 'eirene.log')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const line: unknown = JSON.parse(readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '')
    expect(line).toMatchObject({ traceId, verb: 'break', stack: expect.stringContaining('x is not a function') })
  })

  it('ends as a fault of ours when something breaks outside every call', async () => {
    const before = crash
    crash = Promise.reject(new Error('a timer threw'))
    const { code, err } = await run('hang')
    crash = before
    expect(code).toBe(1)
    expect(err).not.toContain('a timer threw')
  })

  it.each([['--cuont', '3'], ['--count'], ['--json=yes']])(
    'refuses %s with exit code 2 and names the help',
    async (...args) => {
      const { code, err } = await run('count', ...args)
      expect(code).toBe(2)
      expect(err).toContain('npx eirene count --help')
    },
  )
})

describe('an unknown verb', () => {
  it.each([
    ['conut', 'count'],
    ['refues', 'refuse'],
    ['brea', 'break'],
  ])('%s suggests %s and exits with 2', async (typed, meant) => {
    const { code, err } = await run(typed)
    expect(code).toBe(2)
    expect(err).toContain(`Did you mean "${meant}"?`)
  })

  it('suggests nothing when nothing is near', async () => {
    expect((await run('xyzzy')).err).not.toContain('Did you mean')
  })
})

describe('the verbs of eirene', () => {
  it('have one name each, a summary that is a sentence, and an example that calls them', () => {
    expect(new Set(VERBS.map((one) => one.name)).size).toBe(VERBS.length)
    for (const one of VERBS) {
      expect(one.summary).toMatch(/^[A-Z].*\.$/)
      expect(one.example).toMatch(new RegExp(`^npx eirene ${one.name}\\b`))
    }
  })

  it('are all listed by --help and by eirene alone', async () => {
    let out = ''
    for (const args of [[], ['--help'], ['-h'], ['help']]) {
      out = ''
      const signal = new AbortController().signal
      const terminal = {
        out: (text: string) => (out += text),
        err: () => undefined,
        clock: () => new Date(0),
        signal,
        crash,
      }
      expect(await runCommandLine(args, VERBS, readEnv({}), terminal)).toBe(0)
      for (const one of VERBS) expect(out).toContain(`  ${one.name} `)
    }
  })
})

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'

/** What follows `npm test` in `.ci/run`: checks, the store on a PostgreSQL server, another locale, the browser journeys. */

interface Outcome {
  readonly name: string
  readonly passed: number
  readonly failed: number
  /** Names of the tests that failed, each with the first line of why. */
  readonly faults?: readonly string[]
}

const outcomes: Outcome[] = []
const startedAtMs = performance.now()

function say(text: string): void {
  console.log(`== [${((performance.now() - startedAtMs) / 1000).toFixed(0)} s] ${text}`)
}

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  const child = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } })
  return child.status ?? 1
}

/** One check, passed or failed. */
function check(
  name: string,
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): void {
  say(name)
  const status = run(command, args, env)
  outcomes.push({ name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 })
  if (status !== 0) console.log(`FAILED: ${name} (exit ${status})`)
}

/** Counts of a vitest run from its JSON report; a run that left no report counts as one failure. */
function countTests(name: string, file: string, status: number): void {
  if (!existsSync(file)) {
    outcomes.push({ name, passed: 0, failed: 1 })
    return
  }
  // Written by vitest's JSON reporter.
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    testResults: readonly {
      name: string
      status: string
      message: string
      assertionResults: readonly { status: string; fullName: string; failureMessages: readonly string[] }[]
    }[]
  }
  const faults = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    // A file that could not be run has no tests that failed.
    if (failed.length === 0) return status === 'failed' ? [`${name}: ${message}`] : []
    return failed.map((test) => `${name}: ${test.fullName}\n${test.failureMessages.join('\n').slice(0, 2000)}`)
  })
  const silentFailure = status !== 0 && report.numFailedTests === 0 ? 1 : 0
  outcomes.push({ name, passed: report.numPassedTests, failed: report.numFailedTests + silentFailure, faults })
}

function tests(name: string, args: readonly string[], env: Readonly<Record<string, string>>): void {
  say(name)
  const file = `out/ci-${name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}.json`
  const status = run(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...args,
    ],
    env,
  )
  countTests(name, file, status)
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.setTimeout(2000)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    for (const event of ['error', 'timeout']) {
      socket.once(event, () => {
        socket.destroy()
        resolve(false)
      })
    }
  })
}

/** Installs Debian packages when we are root and a command of theirs is missing; says so when it can't. */
function ensureCommand(command: string, packages: readonly string[]): boolean {
  if (spawnSync('which', [command]).status === 0) return true
  if (process.getuid?.() !== 0) {
    console.log(`${command} is missing: install ${packages.join(', ')}`)
    return false
  }
  say(`installing ${packages.join(', ')}`)
  run('apt-get', ['update', '-qq'])
  return (
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      DEBIAN_FRONTEND: 'noninteractive',
    }) === 0
  )
}

/** Address of a PostgreSQL server for the tests: the one that listens here, else a cluster of Debian's, installed and started. */
async function postgresServer(): Promise<string | undefined> {
  const given = process.env['EIRENE_TEST_DATABASE_URL']
  if (given !== undefined) return given
  const url = 'postgres://postgres@127.0.0.1:5432/postgres'
  if (await isListening(5432)) return url
  if (!ensureCommand('pg_createcluster', ['postgresql'])) return undefined
  // A cluster of its own: what the machine keeps in its PostgreSQL, and who may come in there, is not ours to change.
  const ownPort = 54391
  run('bash', [
    '-c',
    `v=$(ls /usr/lib/postgresql | sort -V | tail -1); pg_createcluster "$v" eirene_ci --port ${ownPort} --start -- --auth=trust || pg_ctlcluster --skip-systemctl-redirect "$v" eirene_ci start`,
  ])
  for (let attempt = 0; attempt < 50; attempt++) {
    if (await isListening(ownPort)) return `postgres://postgres@127.0.0.1:${ownPort}/postgres`
    spawnSync('sleep', ['0.2'])
  }
  return undefined
}

mkdirSync('out', { recursive: true })
countTests('npm test', 'out/ci-npm-test.json', Number(process.argv[2] ?? '1'))

check('format', 'npx', ['prettier', '--check', '.'])
check('types', process.execPath, ['tools/typecheck.ts'])
check('lint', 'npx', ['eslint', '.'])
check('boundaries', 'npx', ['depcruise', 'packages', '--config', '.dependency-cruiser.cjs'])
check('dead code', 'npx', ['knip'])
check('status table', process.execPath, ['tools/status-table.ts', '--check'])
check('reference of problems', process.execPath, ['tools/problem-reference.ts', '--check'])
check('build of the web client', process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'packages/web'])
check('sizes of the web client', process.execPath, ['tools/check-bundle.ts'])

check('kill -9: 40 cycles under load', process.execPath, ['tools/kill-test.ts', '--cycles', '40'])

const server = await postgresServer()
if (server === undefined) {
  console.log('FAILED: no PostgreSQL server could be found or started')
  outcomes.push({ name: 'PostgreSQL server', passed: 0, failed: 1 })
} else {
  tests(
    'store on a PostgreSQL server',
    [
      '--project',
      'database',
      'packages/store',
      'packages/server/src/access',
      'packages/server/src/incident',
      'packages/server/src/ledger',
      'packages/server/src/situation',
      'packages/server/src/report',
    ],
    { EIRENE_TEST_DATABASE_URL: server },
  )
}
tests('another time zone and language', ['--project', 'unit'], {
  TZ: 'Pacific/Auckland',
  LANG: 'ar_EG.UTF-8',
  LC_ALL: 'ar_EG.UTF-8',
})

check('fuzz of the parsers, 100,000 runs', process.execPath, ['tools/fuzz.ts', '--runs', '100000', '--only', 'parsers'])

if (ensureCommand('chromium', ['chromium', 'fonts-liberation'])) {
  ensureCommand('pdftotext', ['poppler-utils'])
  tests('browser journeys', ['--config', 'e2e/vitest.config.ts'], {})
} else {
  outcomes.push({ name: 'browser journeys', passed: 0, failed: 1 })
}

say('done')
// At the end, where somebody who has only the last page of the log finds it.
for (const { name, faults = [] } of outcomes) for (const fault of faults) console.log(`FAILED in ${name}: ${fault}`)
for (const outcome of outcomes)
  console.log(
    `${outcome.failed === 0 ? 'ok    ' : 'FAILED'} ${outcome.name}: ${outcome.passed} passed, ${outcome.failed} failed`,
  )
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

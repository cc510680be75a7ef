import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/** What is there and what is not: the source of the README's tables. A "yes" names the tests that prove it. */
interface Status {
  readonly id: string
  readonly name: string
  readonly state: 'yes' | 'part' | 'no'
  /** What is not there yet; required for "part". */
  readonly missing: string
  /** `path/to/file.test.ts: title of the test`; at least one for "yes" and "part". */
  readonly tests: readonly string[]
}
interface SystemStatus extends Status {
  readonly screen: string
  readonly picture: string
}
interface CapabilityStatus extends Status {
  readonly group: string
}

const SOURCE = 'docs/reference/capabilities.json'
const READ_ME = 'README.md'
const START = '<!-- status:start (generated from docs/reference/capabilities.json by tools/status-table.ts) -->'
const END = '<!-- status:end -->'

function readStatus(): { systems: readonly SystemStatus[]; capabilities: readonly CapabilityStatus[] } {
  // The file is the project's own; its shape is checked by `faultsOf`.
  return JSON.parse(readFileSync(SOURCE, 'utf8')) as { systems: SystemStatus[]; capabilities: CapabilityStatus[] }
}

/** Every entry that claims more than a test proves. */
function faultsOf(entry: Status): readonly string[] {
  const faults: string[] = []
  if (!['yes', 'part', 'no'].includes(entry.state))
    faults.push(`${entry.id}: state "${entry.state}" is not yes, part or no`)
  if (entry.state === 'part' && entry.missing === '') faults.push(`${entry.id}: "part" must say what is missing`)
  if (entry.state !== 'no' && entry.tests.length === 0) faults.push(`${entry.id}: "${entry.state}" needs a test`)
  for (const test of entry.tests) {
    const [file = '', ...title] = test.split(': ')
    if (!existsSync(file)) faults.push(`${entry.id}: no such test file ${file}`)
    else if (!readFileSync(file, 'utf8').includes(title.join(': ')))
      faults.push(`${entry.id}: ${file} has no test "${title.join(': ')}"`)
  }
  return faults
}

const MARK = { yes: '● yes', part: '◐ part', no: '○ no' } as const

function testLinks(tests: readonly string[]): string {
  return tests
    .map((test) => test.split(': ')[0] ?? '')
    .filter((file, i, all) => all.indexOf(file) === i)
    .map((file) => `[test](${file})`)
    .join(' ')
}

function tables(): string {
  const { systems, capabilities } = readStatus()
  const count = (state: Status['state']): number => capabilities.filter((c) => c.state === state).length
  const systemRows = systems.map((s) => {
    const picture = s.picture === '' ? '' : `[picture](${s.picture})`
    return `| ${s.id} | ${s.name} | ${MARK[s.state]} | ${s.screen} ${picture} ${testLinks(s.tests)} | ${s.missing} |`
  })
  const groups = [...new Set(capabilities.map((c) => c.group))]
  const capabilityRows = groups.flatMap((group) => [
    `| | **${group}** | | | |`,
    ...capabilities
      .filter((c) => c.group === group)
      .map((c) => `| ${c.id} | ${c.name} | ${MARK[c.state]} | ${testLinks(c.tests)} | ${c.missing} |`),
  ])
  return [
    '### Systems',
    '',
    '| | system | state | screen, picture, test | what is there, what is not |',
    '|---|---|---|---|---|',
    ...systemRows,
    '',
    `### Capabilities: ${count('yes')} yes, ${count('part')} part, ${count('no')} no of ${capabilities.length}`,
    '',
    '<details><summary>All 86</summary>',
    '',
    '| | capability | state | test | what is there, what is not |',
    '|---|---|---|---|---|',
    ...capabilityRows,
    '',
    '</details>',
  ].join('\n')
}

const { systems, capabilities } = readStatus()
const faults = [...systems, ...capabilities].flatMap(faultsOf)
const readMe = readFileSync(READ_ME, 'utf8')
const [before = '', rest = ''] = readMe.split(START)
const [, after = ''] = rest.split(END)
const wanted = `${before}${START}\n\n${tables()}\n\n${END}${after}`
if (process.argv.includes('--check')) {
  if (wanted !== readMe)
    faults.push('README.md: the status tables are older than docs/reference/capabilities.json; run npm run status')
} else {
  writeFileSync(READ_ME, wanted)
}
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1

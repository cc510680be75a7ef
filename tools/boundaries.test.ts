import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, cpSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** A small workspace under the same rules, in which each rule is broken once on purpose. */
const root = process.cwd()
let folder = ''

function write(file: string, text: string): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

const BREAKS: readonly [rule: string, file: string, text: string][] = [
  ['layer-domain', 'packages/domain/src/report/a.ts', "export { b } from '../../../store/src/report/index.ts'\n"],
  ['layer-web', 'packages/web/src/report/a.ts', "export { b } from '../../../store/src/report/index.ts'\n"],
  ['flow-report', 'packages/domain/src/report/c.ts', "export { b } from '../situation/index.ts'\n"],
  ['shared-below-rooms', 'packages/domain/src/place/d.ts', "export { b } from '../incident/index.ts'\n"],
  ['rooms-below-app', 'packages/server/src/report/e.ts', "export { b } from '../app/index.ts'\n"],
  ['exercise-is-beside', 'packages/domain/src/report/f.ts', "export { b } from '../exercise/index.ts'\n"],
  ['one-door', 'packages/domain/src/incident/g.ts', "export { b } from '../report/inner.ts'\n"],
  [
    'domain-and-analysis-are-pure',
    'packages/analysis/src/situation/h.ts',
    "import { readFileSync } from 'node:fs'\nexport const b = readFileSync\n",
  ],
  ['no-cycles', 'packages/domain/src/lesson/i.ts', "import { j } from './j.ts'\nexport const i = (): number => j()\n"],
]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'eirene-boundaries-'))
  cpSync(join(root, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'))
  cpSync(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'))
  write('tsconfig.json', '{ "extends": "./tsconfig.base.json", "include": ["packages/*/src"] }')
  write('package.json', '{ "name": "broken", "type": "module" }')
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [pkg, room] of [
    ['store', 'report'],
    ['domain', 'situation'],
    ['domain', 'incident'],
    ['server', 'app'],
    ['domain', 'exercise'],
    ['domain', 'report'],
  ]) {
    write(`packages/${pkg ?? ''}/src/${room ?? ''}/index.ts`, 'export const b = 1\n')
  }
  write('packages/domain/src/report/inner.ts', 'export const b = 1\n')
  write('packages/domain/src/lesson/j.ts', "import { i } from './i.ts'\nexport const j = (): number => i()\n")
  for (const [, file, text] of BREAKS) write(file, text)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the boundary check', () => {
  it('names every rule that is broken', { timeout: 60_000 }, () => {
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
        'packages',
        '--config',
        '.dependency-cruiser.cjs',
        '--output-type',
        'json',
      ],
      { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 },
    )
    // The JSON report of dependency-cruiser.
    const report = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string }; from: string }[] } }
    const broken = new Set(report.summary.violations.map((violation) => `${violation.rule.name} ${violation.from}`))
    for (const [rule, file] of BREAKS) expect(broken, `${rule} by ${file}`).toContain(`${rule} ${file}`)
  })
})

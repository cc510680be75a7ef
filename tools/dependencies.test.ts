import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const rows = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))

/** What a row says of: names with commas between, a version behind a name, `@scope/*` for all of a scope. */
const named = rows.flatMap((row) => (row.split('|')[1] ?? '').split(',').map((name) => name.trim().split(' ')[0] ?? ''))

function isNamed(dependency: string): boolean {
  return named.some((name) => (name.endsWith('*') ? dependency.startsWith(name.slice(0, -1)) : name === dependency))
}

describe('each dependency of the program', () => {
  it.each(readdirSync(join(root, 'packages')))('has a row in docs/dependencies.md (%s)', (folder) => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>
    }
    const own = Object.keys(dependencies).filter((name) => !name.startsWith('@eirene/'))
    expect(own.filter((name) => !isNamed(name))).toEqual([])
  })
})

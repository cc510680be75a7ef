import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const pages = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: root, encoding: 'utf8' })
  .stdout.split('\n')
  .filter((page) => page !== '' && existsSync(join(root, page)))

/** Places in the repository that a page links to, or shows as a picture; addresses elsewhere are left out. */
function placesIn(page: string): readonly string[] {
  const links = readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)
  return [...links].flatMap(([, link = '']) => {
    const path = link.split('#')[0] ?? ''
    return path === '' || /^[a-z]+:/.test(path) ? [] : [path]
  })
}

describe('the documentation', () => {
  it('has its pages', () => {
    expect(pages).toContain('README.md')
    expect(pages.flatMap(placesIn).length).toBeGreaterThan(20)
  })

  it('links to nothing that is not there', () => {
    const dead = pages.flatMap((page) =>
      placesIn(page).flatMap((path) => (existsSync(join(root, dirname(page), path)) ? [] : [`${page}: ${path}`])),
    )
    expect(dead).toEqual([])
  })

  it('names no decision that was not written down', () => {
    const found = spawnSync('git', ['grep', '-hoE', '(ADR[- ]|docs/adr/)[0-9]{4}'], { cwd: root, encoding: 'utf8' })
    const numbers = new Set(found.stdout.match(/\d{4}/g))
    const written = pages.filter((page) => page.startsWith('docs/adr/')).map((page) => page.slice(9, 13))
    expect(written).toEqual([...new Set(written)])
    expect([...numbers].filter((number) => !written.includes(number))).toEqual([])
  })
})

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '..')

/** Files that a file of the web imports, as paths; what loads later is not among them. */
function importsOf(file: string): readonly string[] {
  if (file.endsWith('.css')) return []
  const text = readFileSync(file, 'utf8')
  const named = [...text.matchAll(/(?:from|^import) '(\.[^']+)'/gm)].flatMap((match) => match[1] ?? [])
  return named.map((path) => join(dirname(file), path)).filter((path) => existsSync(path))
}

function reachableFrom(entry: string): ReadonlySet<string> {
  const found = new Set([entry])
  for (const file of found) for (const next of importsOf(file)) found.add(next)
  return found
}

/** Classes that rules of a sheet begin with: a class inside another's rule is not styled by itself. */
const classesIn = (css: string): readonly string[] =>
  [...css.matchAll(/^ *\.([a-z][\w-]*)/gm)].flatMap((match) => match[1] ?? [])
const stylesOf = (files: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...files].filter((file) => file.endsWith('.css')).flatMap((file) => classesIn(readFileSync(file, 'utf8'))))
const classNamesIn = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/className="([^"]+)"/g)].flatMap((match) => match[1]?.split(' ') ?? [])

/** The parts of the room that load when they are entered, by the file of each. */
const PARTS = [...readFileSync(join(import.meta.dirname, 'parts.ts'), 'utf8').matchAll(/import\('(\.[^']+)'\)/g)].map(
  (match) => join(import.meta.dirname, match[1] ?? ''),
)
const shell = reachableFrom(join(SRC, 'shell/main.tsx'))

describe('a part of the room that is loaded directly', () => {
  it.each(PARTS)('%s brings the style of everything that it shows', (part) => {
    const own = reachableFrom(part)
    const styled = new Set([...stylesOf(own), ...stylesOf(shell)])
    const styledSomewhere = stylesOf(new Set(PARTS.flatMap((other) => [...reachableFrom(other)])))
    const shown = [...own]
      .filter((file) => file.startsWith(import.meta.dirname) && file.endsWith('.tsx'))
      .flatMap(classNamesIn)
    const bare = shown.filter((name) => styledSomewhere.has(name) && !styled.has(name))
    expect([...new Set(bare)]).toEqual([])
  })
})

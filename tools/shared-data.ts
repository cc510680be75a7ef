import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Path of a file of real open data that lies beside the project (`../shared/data`), or undefined where it is absent.
 * Tests on real data skip with a message then: `it.skipIf(file === undefined)(…)`.
 */
export function sharedData(relativePath: string): string | undefined {
  // From an ordinary clone and from a linked worktree.
  for (const base of [join(root, '..', 'shared', 'data'), join(root, '..', '..', 'shared', 'data')]) {
    const file = join(base, relativePath)
    if (existsSync(file)) return file
  }
  return undefined
}

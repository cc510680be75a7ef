// npm test: sets everything up, then runs the tests on Node 24.
import { join } from 'node:path'
import { ensureInstalled, root } from './setup.mjs'

ensureInstalled()
const { runWithNode24 } = await import('./node24.mjs')
process.chdir(root)
process.exitCode = await runWithNode24([
  join(root, 'node_modules', 'vitest', 'vitest.mjs'),
  'run',
  ...process.argv.slice(2),
])

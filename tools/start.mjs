// npm start: sets everything up, then starts the server on Node 24. Options are passed on: npm start -- --port 8080
import { join } from 'node:path'
import { ensureInstalled, ensureWebBuilt, root } from './setup.mjs'

ensureInstalled()
const { runWithNode24 } = await import('./node24.mjs')
const built = await ensureWebBuilt(runWithNode24)
process.exitCode =
  built === 0
    ? await runWithNode24([
        join(root, 'packages', 'server', 'src', 'cli', 'main.ts'),
        'start',
        ...process.argv.slice(2),
      ])
    : built

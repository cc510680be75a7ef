import { spawnSync } from 'node:child_process'

/** Type-checks each package with its own libraries (so that `domain` cannot see Node or the DOM), then tests and tools. */
const projects = ['packages/domain', 'packages/analysis', 'packages/store', 'packages/server', 'packages/web', '.']
let failed = false
for (const project of projects) {
  const run = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], { stdio: 'inherit' })
  if (run.status !== 0) failed = true
}
process.exitCode = failed ? 1 : 0

import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

// npm run fuzz -- --runs 100000 --seed 7 [--only parsers|routes]: the fuzz tests with as many runs as asked for.

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20000' }, seed: { type: 'string' }, only: { type: 'string' } },
})
const seed = values.seed ?? String(1 + Math.floor(Math.random() * 2 ** 30))
console.log(`fuzz: ${values.runs} runs, seed ${seed}`)
const files = {
  parsers: 'packages/server/src/app/fuzz-parsers.test.ts',
  routes: 'packages/server/src/app/fuzz.routes.test.ts',
}
const chosen = Object.entries(files).filter(([name]) => values.only === undefined || values.only === name)
const run = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=3600000', ...chosen.map(([, file]) => file)],
  { stdio: 'inherit', env: { ...process.env, EIRENE_FUZZ_RUNS: values.runs, EIRENE_FUZZ_SEED: seed } },
)
process.exitCode = run.status ?? 1

// node tools/with-node24.mjs FILE ARGS…        runs a TypeScript file
// node tools/with-node24.mjs --bin NAME ARGS…  runs an installed package's command
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runWithNode24 } from './node24.mjs'

const args = process.argv.slice(2)
if (args[0] === '--bin') {
  const require = createRequire(import.meta.url)
  const name = args[1]
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const manifest = require(join(root, 'node_modules', name, 'package.json'))
  const bin = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[name]
  args.splice(0, 2, join(root, 'node_modules', name, bin))
}
process.exitCode = await runWithNode24(args)

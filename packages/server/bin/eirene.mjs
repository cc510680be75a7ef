#!/usr/bin/env node
// Plain JavaScript so that any Node from 20 on can run it: it hands over to Node 24, which runs the TypeScript sources.
import { fileURLToPath } from 'node:url'
import { runWithNode24 } from '../../../tools/node24.mjs'

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url))
process.exitCode = await runWithNode24([main, ...process.argv.slice(2)])

// Finds a Node that runs TypeScript sources directly (24 or newer): the system's own when it is new enough, else the one
// that npm brought as an optional dependency. Plain JavaScript: it must run on Node 20.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Path of a Node >= 24, or undefined when neither the system nor the installed packages have one. */
export function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  try {
    const home = dirname(require.resolve(`${name}/package.json`))
    const file = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

/** Runs Node 24 with these arguments and this terminal; resolves to the exit code. Signals are passed on. */
export function runWithNode24(args, env = process.env, cwd = process.cwd()) {
  const node = findNode24()
  if (node === undefined) {
    process.stderr.write(
      `Eirene needs Node 24 or newer and found ${process.versions.node}. Run "npm install" in the project: it brings one for this machine.\n`,
    )
    return Promise.resolve(5)
  }
  return new Promise((resolve) => {
    const path = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${env.PATH ?? ''}`
    const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], {
      stdio: 'inherit',
      cwd,
      env: { ...env, PATH: path },
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)))
  })
}

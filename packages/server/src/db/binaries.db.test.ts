import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findPackagedBinaries, readyBinaries, type PackagedBinaries } from './binaries.ts'

const isRoot = process.getuid?.() === 0
const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 }
const folders: string[] = []

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true })
})

/** The package as npm unpacks it when install scripts are skipped: without its symbolic links. */
function unhydrated(): { readonly packaged: PackagedBinaries; readonly folder: string; readonly copies: string } {
  const folder = mkdtempSync(join(tmpdir(), 'eirene-programs-'))
  folders.push(folder)
  const { home, packageVersion } = findPackagedBinaries()
  const bare = join(folder, 'closed', 'native')
  mkdirSync(join(folder, 'closed'))
  cpSync(home, bare, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() })
  return { packaged: { home: bare, packageVersion }, folder, copies: join(folder, 'copies') }
}

function runs(program: string, uid?: number): number | null {
  return spawnSync(program, ['--version'], { cwd: '/', ...(uid === undefined ? {} : { uid, gid: uid }) }).status
}

/** The second run of the tests, on a PostgreSQL server, need not try the built-in one again. */
const onServer = process.env['EIRENE_TEST_DATABASE_URL'] !== undefined

describe.skipIf(onServer)("PostgreSQL's programs", () => {
  it('run although npm skipped install scripts', async () => {
    const { packaged, copies } = unhydrated()
    expect(runs(join(packaged.home, 'bin', 'initdb'))).not.toBe(0)
    const binaries = await readyBinaries(packaged, null, copies)
    expect(runs(binaries.initdb)).toBe(0)
    expect(binaries.version).toMatch(/^18\.\d+$/)
  })

  it.skipIf(!isRoot)('run for an account that may not enter the installation, from one copy (needs root)', async () => {
    const { packaged, folder, copies } = unhydrated()
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'closed'), 0o700)
    expect(runs(join(packaged.home, 'bin', 'postgres'), nobody.uid)).not.toBe(0)
    const [first, second] = await Promise.all([
      readyBinaries(packaged, nobody, copies),
      readyBinaries(packaged, nobody, copies),
    ])
    expect(first).toEqual(second)
    expect(runs(first.postgres, nobody.uid)).toBe(0)
    expect(runs(first.initdb, nobody.uid)).toBe(0)
    expect(readdirSync(copies)).toHaveLength(1)
  })

  it('are refused with the remedy when they do not run at all', async () => {
    const { packaged, copies } = unhydrated()
    for (const name of readdirSync(join(packaged.home, 'lib')))
      if (name.startsWith('libicu')) rmSync(join(packaged.home, 'lib', name))
    await expect(readyBinaries(packaged, null, copies)).rejects.toMatchObject({
      code: 'environment.database_unreachable',
      message: expect.stringContaining('DATABASE_URL'),
    })
  })
})

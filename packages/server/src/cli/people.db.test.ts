import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readEnv } from '../config/index.ts'
import { runCommandLine } from './run.ts'
import { runEirene, startEirene, type EireneProcess, type EireneRun } from './testing/index.ts'
import { VERBS } from './verbs.ts'

let dataDir: string
let server: EireneProcess
let address: string
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'eirene-people-'))
  chmodSync(dataDir, 0o755)
  server = startEirene(['start', '--port', '0'], { dataDir })
  address = (await server.printed(/Eirene is ready: (\S+)/))[1] ?? ''
})
afterAll(async () => {
  server.child.kill('SIGTERM')
  await server.ended
  rmSync(dataDir, { recursive: true, force: true })
})

function people(...args: string[]): Promise<EireneRun> {
  return runEirene(['people', ...args], { dataDir })
}

/** Answers 200 while the link is open. */
async function statusOf(link: string): Promise<number> {
  return (await fetch(link.replace('/invitation/', '/v1/invitations/'))).status
}

describe('eirene people', () => {
  it('makes a link on the running server that works once it is made, and ends the earlier one', async () => {
    const first = await people('invite', 'amara', '--name', 'Amara Diallo', '--operation', 'unmor', '--role', 'do')
    expect(first.stderr).toBe('')
    const link = first.stdout.split('\n')[1] ?? ''
    expect(link).toContain(`${address}/invitation/`)
    expect(await statusOf(link)).toBe(200)
    const second = await people('invite', 'amara', '--json')
    const { url, displayName } = JSON.parse(second.stdout) as { url: string; displayName: string }
    expect(displayName).toBe('Amara Diallo')
    expect(await statusOf(link)).toBe(404)
    expect(await statusOf(url)).toBe(200)
  })

  it('lists people with their parts and without any secret', async () => {
    const { code, stdout } = await people('list', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ login: 'duty', memberships: ['unmor: ADM,DO'] }),
        expect.objectContaining({ login: 'amara', hasPassword: false, memberships: ['unmor: DO'] }),
      ]),
    )
    expect(stdout).not.toMatch(/hash|token/i)
  })

  it('shuts a person out and lets them in again', async () => {
    expect(await people('disable', 'amara')).toMatchObject({ code: 0 })
    const find = async (): Promise<unknown> =>
      JSON.parse((await people('list', '--json')).stdout).find((person: { login: string }) => person.login === 'amara')
    expect(await find()).toMatchObject({ isDisabled: true })
    expect(await people('enable', 'amara')).toMatchObject({ code: 0 })
    expect(await find()).toMatchObject({ isDisabled: false })
  })

  it.each([
    [['invite', 'bo', '--clearance', 'NATO:NATO SECRET'], 4, 'may not hold NATO SECRET'],
    [['invite', 'bo', '--operation', 'unmor', '--role', 'JMAK'], 2, 'Did you mean JMAC?'],
    [['invite', 'bo', '--role', 'DO'], 2, 'name it with --operation'],
    [['invite', 'bo', '--operation', 'unmor'], 2, '--role'],
    [['invite', 'bo', '--clearance', 'NATO:SECRET'], 2, 'NATO SECRET'],
    [['invite', 'bo', '--operation', 'nowhere', '--role', 'DO'], 4, 'no operation "nowhere"'],
    [['invite', 'b o'], 4, 'sign-in name'],
    [['remove', 'bo'], 2, 'people --help'],
  ] as const)('refuses %j with %i and says why', async (args, code, why) => {
    let said = ''
    const env = readEnv({ EIRENE_DATA: dataDir, DATABASE_URL: inject('databaseUrl') })
    const outcome = await runCommandLine(['people', ...args], VERBS, env, {
      out: (text) => (said += `unexpected answer ${text}`),
      err: (text) => (said += text),
      clock: () => new Date('2024-05-01T12:00:00Z'),
      signal: new AbortController().signal,
      crash: new Promise<never>(() => undefined),
    })
    expect(outcome).toBe(code)
    expect(said).toContain(why)
    expect(said).not.toContain('unexpected')
  })
})

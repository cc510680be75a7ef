import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkClock, checkKeptFiles, checkLastBackup } from './doctor-keeping.ts'

const now = new Date('2024-03-20T09:00:00Z')
let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'eirene-keeping-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('the doctor', () => {
  it('doubts a room without a backup, or with an old one alone', async () => {
    expect((await checkLastBackup(dataDir, now)).state).toBe('doubt')
    const file = join(dataDir, 'backups', 'eirene-20240301T000000Z.backup')
    mkdirSync(join(dataDir, 'backups'))
    writeFileSync(file, '')
    utimesSync(file, new Date('2024-03-01T00:00:00Z'), new Date('2024-03-01T00:00:00Z'))
    expect(await checkLastBackup(dataDir, now)).toMatchObject({
      state: 'doubt',
      text: expect.stringContaining('19 days'),
    })
    utimesSync(file, now, new Date('2024-03-19T00:00:00Z'))
    expect(await checkLastBackup(dataDir, now)).toMatchObject({
      state: 'ok',
      text: expect.stringContaining('a day old'),
    })
  })

  it('names a kept file whose bytes are not those that were kept', async () => {
    mkdirSync(join(dataDir, 'files'))
    const keep = (text: string, content: string): string => {
      const name = createHash('sha256').update(text).digest('hex')
      writeFileSync(join(dataDir, 'files', name), content)
      return name
    }
    keep('whole', 'whole')
    writeFileSync(join(dataDir, 'files', 'issues.jsonl'), 'named by something else')
    expect(await checkKeptFiles(dataDir)).toMatchObject({ state: 'ok', text: expect.stringContaining('1, each') })
    const name = keep('damaged', 'dAmaged')
    expect(await checkKeptFiles(dataDir)).toMatchObject({ state: 'fault', text: expect.stringContaining(name) })
  })

  it('finds a clock that went backwards', () => {
    expect(checkClock(null, now).state).toBe('ok')
    expect(checkClock(new Date('2024-03-20T09:01:00Z'), now).state).toBe('ok')
    expect(checkClock(new Date('2024-03-20T11:00:00Z'), now)).toMatchObject({
      state: 'fault',
      text: expect.stringContaining('120 minutes'),
    })
  })
})

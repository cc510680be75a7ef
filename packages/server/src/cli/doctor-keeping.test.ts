import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openFolderStore, openS3Store } from '../storage/index.ts'
import { openS3Server } from '../storage/testing/index.ts'
import { checkAttachments, checkClock, checkKeptFiles, checkLastBackup, checkLeftBehind } from './doctor-keeping.ts'

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
    expect(await checkKeptFiles({ dataDir, attachments: openFolderStore(dataDir) })).toMatchObject({
      state: 'ok',
      text: expect.stringContaining('1, each'),
    })
    const name = keep('damaged', 'dAmaged')
    expect(await checkKeptFiles({ dataDir, attachments: openFolderStore(dataDir) })).toMatchObject({
      state: 'fault',
      text: expect.stringContaining(name),
    })
  })

  it('says where attachments lie, and what is wrong with a storage, without anything secret', async () => {
    const key = { keyId: 'EIRENE', secret: 'not told', region: 'us-east-1', bucket: 'photos' }
    const storage = await openS3Server(key)
    const look = (more: Partial<typeof key & { endpoint: string }> = {}) =>
      checkAttachments(openS3Store({ ...key, endpoint: storage.endpoint, isPathStyle: true, ...more }))
    expect(await look()).toMatchObject({ state: 'ok', text: `bucket photos at ${storage.endpoint}` })
    const faults = [
      [{ secret: 'guessed' }, 'its secret is another'],
      [{ keyId: 'SOMEBODY' }, 'does not know our key'],
      [{ bucket: 'phantom' }, 'has no such bucket'],
      [{ region: 'eu-1' }, 'another region'],
      [{ endpoint: 'http://127.0.0.1:1' }, 'does not answer'],
    ] as const
    for (const [more, words] of faults) {
      const finding = await look(more)
      expect(finding).toMatchObject({ state: 'fault', text: expect.stringContaining(words) })
      expect(finding.text).not.toMatch(/guessed|not told/)
    }
    await storage.close()
  })

  it('doubts attachments that stayed in the folder when their place became another', async () => {
    const findings = async (): Promise<number> => {
      let count = 0
      for await (const { state } of checkLeftBehind(dataDir)) count += state === 'doubt' ? 1 : 0
      return count
    }
    expect(await findings()).toBe(0)
    await openFolderStore(dataDir).keep('copies', Buffer.from('a photo'))
    expect(await findings()).toBe(1)
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

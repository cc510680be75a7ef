import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { attachmentsFolder } from '../storage/index.ts'
import { arrivingFolder } from './receive-attachment.ts'
import { recoverAttachments } from './recover-imports.ts'

it('removes what a killed server left of uploads, and nothing that is kept', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'eirene-arriving-'))
  try {
    // A directory without attachments is none to speak of.
    await recoverAttachments(dataDir)
    const kept = ['copies', 'originals'].map((area) => join(attachmentsFolder(dataDir), area))
    const cutOff = join(arrivingFolder(dataDir), '353ccd50-3665-4d11-83c2-ddbc497b416f')
    for (const folder of [cutOff, ...kept]) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, '.draft-1'), 'EXIF')
      writeFileSync(join(folder, 'ab12'), 'whole')
    }
    await recoverAttachments(dataDir)
    expect(existsSync(cutOff)).toBe(false)
    for (const folder of kept) expect(readdirSync(folder)).toEqual(['ab12'])
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Issue } from '@eirene/domain/parse'

/**
 * The issues of one act of import (of 100,000 and more the first, and how many followed), as a file of JSON lines beside the
 * data; made with the first issue.
 */
export interface IssueFile {
  readonly write: (issue: Issue) => void
  /** Names the file after the act and gives its path; null when there was no issue. */
  readonly close: (importId: string | null) => Promise<string | null>
}

const FLUSH_LINES = 500
/** More than anybody reads; a file that is broken in every row must not fill the disk with saying so. */
const MAX_LINES = 100_000

/** Opens a file for the issues of one import, one JSON value a line. Nothing is written before the first issue. */
export function openIssueFile(dataDir: string): IssueFile {
  const folder = join(dataDir, 'imports')
  const draft = join(folder, `${randomUUID()}.issues.ndjson`)
  let file: number | undefined
  let lines: string[] = []
  let count = 0
  const flush = (): void => {
    if (lines.length === 0) return
    if (file === undefined) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      file = openSync(draft, 'wx', 0o600)
    }
    writeSync(file, lines.join(''))
    lines = []
  }
  return {
    write: (issue) => {
      count += 1
      if (count > MAX_LINES) return
      lines.push(`${JSON.stringify(issue)}\n`)
      if (lines.length >= FLUSH_LINES) flush()
    },
    close: (importId) => {
      if (count > MAX_LINES) lines.push(`${JSON.stringify({ code: 'issues.more', count: count - MAX_LINES })}\n`)
      flush()
      if (file === undefined) return Promise.resolve(null)
      closeSync(file)
      if (importId === null) return Promise.resolve(draft)
      const path = join(folder, `${importId}.issues.ndjson`)
      renameSync(draft, path)
      return Promise.resolve(path)
    },
  }
}

import type { OutboxFile } from './file-store.ts'
import type { OutboxView } from './outbox.ts'

/** How long a file may lie here without a report or a draft: another tab may be writing one. */
const PATIENCE_MS = 24 * 3600_000

/**
 * Files of an operation that belong to no report of the outbox and not to the draft that is kept: their draft was lost, and
 * nobody would ever see or send them. A device that is searched should not hold them.
 */
export function forgottenFiles(
  { entries, files }: Pick<OutboxView, 'entries' | 'files'>,
  { slug, draftId, nowMs }: { readonly slug: string; readonly draftId: string | undefined; readonly nowMs: number },
): readonly OutboxFile[] {
  const known = new Set([draftId, ...entries.map(({ id }) => id)])
  return files.filter(
    (file) => file.slug === slug && !known.has(file.reportId) && Date.parse(file.addedAt) < nowMs - PATIENCE_MS,
  )
}

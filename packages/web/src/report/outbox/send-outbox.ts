import { FIELD_REPORTS_MAX, type FieldReport, type LedgerProof, type ReportReceipt } from '@eirene/domain/report'
import { Refusal } from '../../edge/index.ts'
import type { OutboxAnswer, OutboxEntry, OutboxStore } from './outbox-store.ts'

/** A batch is cut here as well, so that a narrow link loses little when it breaks. Bytes of JSON. */
const BATCH_BYTES = 48 * 1024
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 5 * 60_000

/** How to pause after so many failures in a row: 2 s, then twice as long each time, at most 5 minutes. */
export function pauseMs(failures: number): number {
  return failures <= 0 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(30, failures - 1))
}

export interface SendDeps {
  readonly store: OutboxStore
  readonly personId: string
  /** POSTs one batch to an operation. Throws Refusal. */
  readonly post: (slug: string, reports: readonly FieldReport[]) => Promise<readonly ReportReceipt[]>
  /** Whether the proof of a receipt holds; null when this page cannot tell. Never rejects. */
  readonly prove: (proof: LedgerProof) => Promise<boolean | null>
  /** Is told the ids that are on their way, and then none. */
  readonly onSending: (ids: readonly string[]) => void
}

/** What came of a round: all answered; or reports still wait, and why. */
export type SendOutcome = { readonly waits: false } | { readonly waits: true; readonly code: string }

/** The outcome of a round that a refusal ended; whatever else ended it is thrown on. */
export function outcomeOf(error: unknown): SendOutcome {
  if (!(error instanceof Refusal)) throw error
  return { waits: true, code: error.status === 0 ? 'unreachable' : error.code }
}

/** The oldest waiting reports of one operation, as many as one batch takes. */
function nextBatch(entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const [first] = entries
  const batch: OutboxEntry[] = []
  let bytes = 0
  for (const entry of entries) {
    if (entry.slug !== first?.slug) continue
    bytes += new TextEncoder().encode(JSON.stringify(entry.report)).length
    if (batch.length === FIELD_REPORTS_MAX || (batch.length > 0 && bytes > BATCH_BYTES)) break
    batch.push(entry)
  }
  return batch
}

async function answerOf(receipt: ReportReceipt, prove: SendDeps['prove']): Promise<OutboxAnswer> {
  if (receipt.outcome === 'refused') return { state: 'refused', receipt: null, isProved: null, issues: receipt.issues }
  return { state: 'received', receipt, isProved: await prove(receipt.proof), issues: [] }
}

/** Whether the answer is about what was sent, and not about the way, the session or the moment. */
export function isAboutContent({ status }: Refusal): boolean {
  return status === 400 || status === 413 || status === 415 || status === 422
}

/** Sends one batch; one that the server cannot take as a whole is halved until the one at fault stands alone. */
async function sendBatch(deps: SendDeps, batch: readonly OutboxEntry[]): Promise<void> {
  const [first] = batch
  if (first === undefined) return
  let receipts: readonly ReportReceipt[]
  try {
    receipts = await deps.post(
      first.slug,
      batch.map(({ report }) => report),
    )
  } catch (error) {
    if (!(error instanceof Refusal) || !isAboutContent(error)) throw error
    if (batch.length === 1) {
      const issues =
        error.issues.length > 0
          ? error.issues
          : [{ code: error.code, message: error.message, path: [], severity: 'error' as const }]
      await deps.store.settle(first.id, { state: 'refused', receipt: null, isProved: null, issues })
      return
    }
    const half = Math.ceil(batch.length / 2)
    await sendBatch(deps, batch.slice(0, half))
    await sendBatch(deps, batch.slice(half))
    return
  }
  let answered = 0
  for (const [i, entry] of batch.entries()) {
    const receipt = receipts.find(({ id }) => id?.toLowerCase() === entry.id.toLowerCase()) ?? nameless(receipts, i)
    if (receipt === undefined) continue
    answered += 1
    await deps.store.settle(entry.id, await answerOf(receipt, deps.prove))
  }
  if (answered === 0) throw new Refusal('environment.unreachable', 0, 'The server gave no receipt.')
}

/** The answer to a report whose id the server could not read stands in the order sent. */
function nameless(receipts: readonly ReportReceipt[], at: number): ReportReceipt | undefined {
  const receipt = receipts[at]
  return receipt?.id === null ? receipt : undefined
}

/**
 * Sends what waits, oldest first, batch after batch, each report under its own id: sending again after a break changes
 * nothing at the server. Stops at the first answer that says "not now".
 */
export async function sendWaiting(deps: SendDeps): Promise<SendOutcome> {
  try {
    for (;;) {
      const waiting = (await deps.store.list(deps.personId)).filter(({ state }) => state === 'waiting')
      const batch = nextBatch(waiting)
      if (batch.length === 0) return { waits: false }
      deps.onSending(batch.map(({ id }) => id))
      await sendBatch(deps, batch)
    }
  } catch (error) {
    return outcomeOf(error)
  } finally {
    deps.onSending([])
  }
}

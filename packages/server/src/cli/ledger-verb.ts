import { Problem } from '@eirene/domain/problem'
import type { Operation } from '@eirene/domain/operation'
import type { Db } from '@eirene/store/db'
import { listOperations } from '@eirene/store/operation'
import { verifyLedger, type LedgerFault, type LedgerReport } from '../ledger/index.ts'
import { EXIT } from './exit-code.ts'
import type { Verb } from './verb.ts'

/** Proves that nothing was changed behind the program's back. */
export const ledgerVerb: Verb = {
  name: 'ledger',
  summary: 'Prove that no record was changed, added or taken away behind the program’s back.',
  usage: 'verify [--operation SLUG]',
  example: 'npx eirene ledger verify --operation minusca',
  options: {
    operation: { type: 'string', value: 'SLUG', help: 'only this operation (default: all)' },
  },
  run: async ({ positionals, text, answer, progress, openDatabase }) => {
    if (positionals.length !== 1 || positionals[0] !== 'verify')
      throw new Problem('usage.invalid', 'Say what to do with the ledger: "npx eirene ledger verify".')
    const { db } = await openDatabase({ migrates: false })
    const reports: LedgerReport[] = []
    for (const operation of await wanted(db, text('operation'))) {
      progress(`Checking ${operation.slug}…`)
      reports.push(await verifyLedger(db, operation))
    }
    answer({ ledgers: reports }, reports.flatMap(linesOf))
    return reports.some((report) => report.faults.length > 0) ? EXIT.refused : EXIT.done
  },
}

async function wanted(db: Db, slug: string | undefined): Promise<readonly Operation[]> {
  const all = await listOperations(db)
  if (slug === undefined) return all
  const found = all.filter((operation) => operation.slug === slug)
  if (found.length === 0)
    throw new Problem('operation.not_found', `There is no operation "${slug}".`, {
      remedy: 'Leave --operation out to check all of them.',
    })
  return found
}

/** A fault as one line: link, record, what differs. */
export function faultLine({ linkNo, record, text }: LedgerFault): string {
  const where = linkNo === null ? 'no link' : `link ${linkNo}`
  return record === null ? `${where}: ${text}` : `${where}, ${record.kind} ${record.id}: ${text}`
}

function linesOf({ slug, links, records, head, faults }: LedgerReport): readonly string[] {
  const size = `${links} links, ${records} records`
  if (faults.length === 0)
    return [head === null ? `${slug}: nothing to prove yet` : `${slug}: proven (${size}), head ${head}`]
  const [first, ...others] = faults.map(faultLine)
  return [`${slug}: DOES NOT FIT (${size})`, `  first: ${first ?? ''}`, ...others.map((line) => `  then:  ${line}`)]
}

export { openLedgers } from './open-ledgers.ts'
export { verifyLedger, type LedgerFault, type LedgerReport } from './verify-ledger.ts'

export { LEDGERED, RECORD_KINDS, type LedgeredTable, type RecordKind } from './ledgered-table.ts'
export {
  appendLink,
  hashRecords,
  openLedger,
  proofsOf,
  sealInLane,
  sealRecords,
  treeOf,
  type HashedRecord,
  type Proof,
  type RecordRef,
  type Seal,
} from './seal.queries.ts'
export { findLedgerHead, listLinks, listProofs, type StoredLink } from './link.queries.ts'
export {
  countRecords,
  countSealed,
  layOutLedger,
  listRecordFaults,
  seeOneState,
  type RecordFault,
} from './verify.queries.ts'

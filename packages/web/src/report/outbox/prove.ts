import { verifyProof } from '@eirene/domain/ledger'
import type { LedgerProof } from '@eirene/domain/report'

/** Works the proof of a receipt through on this device: the record's place in its link, and the link's in the chain. */
export function prove(proof: LedgerProof): boolean {
  return verifyProof(proof)
}

export { canonicalJson, type CanonicalValue } from './canonical-json.ts'
export {
  chainStart,
  contentHash,
  linkHash,
  merkleTree,
  recordHash,
  verifyProof,
  type MerklePathStep,
  type MerkleTree,
  type ProofParts,
} from './merkle.ts'

/** How many facts of a record were read in a source, and how many were not. */
export interface EvidenceCount {
  readonly verified: number
  readonly unverified: number
}

/** Counts every fact inside a value: an operation, a part of one, the whole library. */
export function countEvidence(value: unknown): EvidenceCount {
  if (typeof value !== 'object' || value === null) return { verified: 0, unverified: 0 }
  const own = 'sources' in value && 'verification' in value ? value.verification : undefined
  return Object.values(value)
    .map(countEvidence)
    .reduce((sum, each) => ({ verified: sum.verified + each.verified, unverified: sum.unverified + each.unverified }), {
      verified: own === 'verified' ? 1 : 0,
      unverified: own === 'unverified' ? 1 : 0,
    })
}

import { levelRank, type Compartment, type Marking, type Realm } from '@eirene/domain/access'

/** What the banner says: the highest level on screen of each policy, and every compartment that is touched. */
export interface ShownMarking {
  readonly realm: Realm
  readonly levels: readonly { readonly policy: Marking['policy']; readonly level: string; readonly rank: number }[]
  readonly compartments: readonly Compartment[]
}

/** The marking a screen carries when it shows records with these. Levels of different policies never convert, so each keeps its own. */
export function highestMarking(
  realm: Realm,
  markings: readonly Pick<Marking, 'policy' | 'level' | 'compartments'>[],
): ShownMarking {
  const highest = new Map<Marking['policy'], { level: string; rank: number }>()
  const compartments = new Set<Compartment>()
  for (const { policy, level, compartments: touched } of markings) {
    const rank = levelRank(policy, level)
    const known = highest.get(policy)
    if (known === undefined || rank > known.rank) highest.set(policy, { level, rank })
    for (const compartment of touched) compartments.add(compartment)
  }
  if (highest.size === 0) highest.set('UN', { level: 'UNCLASSIFIED', rank: 0 })
  return {
    realm,
    levels: [...highest].map(([policy, { level, rank }]) => ({ policy, level, rank })),
    compartments: [...compartments].sort(),
  }
}

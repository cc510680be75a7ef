/** Handling policies whose levels the system can carry. A level never converts to another policy's level. */
export const LEVELS = {
  UN: ['UNCLASSIFIED', 'CONFIDENTIAL', 'STRICTLY CONFIDENTIAL'],
  NATO: ['NATO UNCLASSIFIED', 'NATO RESTRICTED', 'NATO CONFIDENTIAL', 'NATO SECRET', 'COSMIC TOP SECRET'],
  EU: [
    'EU UNCLASSIFIED',
    'RESTREINT UE/EU RESTRICTED',
    'CONFIDENTIEL UE/EU CONFIDENTIAL',
    'SECRET UE/EU SECRET',
    'TRES SECRET UE/EU TOP SECRET',
  ],
  OSCE: ['OSCE UNRESTRICTED', 'OSCE RESTRICTED'],
  AU: ['AU UNCLASSIFIED', 'AU RESTRICTED', 'AU CONFIDENTIAL', 'AU SECRET'],
  TLP: ['TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED'],
} as const satisfies Record<string, readonly string[]>

export type Policy = keyof typeof LEVELS
export const POLICIES = ['UN', 'NATO', 'EU', 'OSCE', 'AU', 'TLP'] as const satisfies readonly Policy[]

/** What a person must be cleared for by name, whatever their level. */
export const COMPARTMENTS = [
  'CRSV',
  'CAAC',
  'SEA',
  'TIP',
  'SOURCE-ID',
  'PERSONNEL',
  'RELIEF',
  'EXCON',
  'HR',
  'SANCTIONS',
] as const
export type Compartment = (typeof COMPARTMENTS)[number]

/** Handling instructions beside the level. HUMANITARIAN-ONLY and NOK-PENDING restrict reading; the others restrict passing on. */
export const CAVEATS = ['HUMANITARIAN-ONLY', 'NOK-PENDING', 'ORIGINATOR-CONTROLLED', 'NO-FORWARD', 'EXERCISE'] as const
export type HandlingCaveat = (typeof CAVEATS)[number]

/** Two worlds that no figure, search or screen ever joins. */
export const REALMS = ['LIVE', 'EXERCISE'] as const
/** Whether it is real. What is of different realms is never joined in a figure. */
export type Realm = (typeof REALMS)[number]

/** Who may handle a record. Equal markings are one entry of the marking dictionary (`markingKey`). */
export interface Marking {
  readonly operationId: string
  readonly realm: Realm
  readonly policy: Policy
  /** One of LEVELS[policy]. */
  readonly level: string
  /** Organisations and nations it may go to; empty means everybody in the operation. */
  readonly releasableTo: readonly string[]
  readonly compartments: readonly Compartment[]
  readonly caveats: readonly HandlingCaveat[]
}

/** The same text for equal markings, whatever the order of their lists. */
export function markingKey(marking: Marking): string {
  const list = (values: readonly string[]): string => [...values].sort().join(',')
  return [
    marking.operationId,
    marking.realm,
    marking.policy,
    marking.level,
    list(marking.releasableTo),
    list(marking.compartments),
    list(marking.caveats),
  ].join('|')
}

/**
 * What stands before the number of a report under this marking: '' for the open one, `CONFIDENTIAL-`, `CAAC+CRSV-`. Each marking of
 * an operation has a series of its own, so that whoever reads one report of a series may read them all, and a gap never tells of
 * a hidden one. Audiences whose names differ in signs alone share a series.
 */
export function numberSeries({ operationId, realm, level, compartments, caveats, releasableTo }: Marking): string {
  const open = openMarking(operationId, realm)
  const sorted = (values: readonly string[]): readonly string[] => [...values].sort()
  const isUsual = sorted(caveats).join() === sorted(open.caveats).join()
  const words = [
    ...(level === open.level ? [] : [level]),
    ...sorted(compartments),
    ...(isUsual ? [] : caveats.length === 0 ? ['NO-CAVEAT'] : sorted(caveats)),
    ...(releasableTo.length === 0 ? [] : ['REL', ...sorted(releasableTo)]),
  ].map((word) => word.replaceAll(/[^\p{L}\p{N}:]+/gu, '-'))
  return words.length === 0 ? '' : `${words.join('+')}-`
}

/** Rank of a level within its policy, 0 the lowest; -1 for a level the policy does not have. */
export function levelRank(policy: Policy, level: string): number {
  const levels: readonly string[] = LEVELS[policy]
  return levels.indexOf(level)
}

/** The ordinary marking of a record in an operation: UN, unclassified, for everybody in it. */
export function openMarking(operationId: string, realm: Realm): Marking {
  return {
    operationId,
    realm,
    policy: 'UN',
    level: 'UNCLASSIFIED',
    releasableTo: [],
    compartments: [],
    caveats: realm === 'EXERCISE' ? ['EXERCISE'] : [],
  }
}

/** The same marking with these compartments added. */
export function withCompartments(marking: Marking, compartments: readonly Compartment[]): Marking {
  return { ...marking, compartments: [...new Set([...marking.compartments, ...compartments])].sort() }
}

/**
 * The highest level of each policy that this store may hold: what it is accredited for. NATO, EU and AU classified material
 * is never taken in (N10); a site that is accredited for more changes this table by an ADR.
 */
export const ACCREDITATION = {
  UN: 'STRICTLY CONFIDENTIAL',
  NATO: 'NATO UNCLASSIFIED',
  EU: 'EU UNCLASSIFIED',
  OSCE: 'OSCE RESTRICTED',
  AU: 'AU UNCLASSIFIED',
  TLP: 'TLP:RED',
} as const satisfies Record<Policy, string>

/** Whether a record with this marking may be stored here at all. A level that the policy does not have may not. */
export function isWithinAccreditation(marking: Pick<Marking, 'policy' | 'level'>): boolean {
  const rank = levelRank(marking.policy, marking.level)
  return rank >= 0 && rank <= levelRank(marking.policy, ACCREDITATION[marking.policy])
}

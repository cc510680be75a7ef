/** Kinds of actor, compatible with ACLED's inter codes 1–8; `mission` and `unknown` are ours. */
export const ACTOR_KINDS = [
  'state_force',
  'rebel_group',
  'political_militia',
  'identity_militia',
  'rioters',
  'protesters',
  'civilians',
  'external_force',
  'mission',
  'unknown',
] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

/** A party that acts as a body: a force, a group, a crowd. Never a private person. */
export interface Actor {
  readonly id: string
  readonly operationId: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly kind: ActorKind
  readonly parentId: string | null
  /** Ids in outside schemes, such as `ucdp:1163`. */
  readonly externalIds: readonly string[]
}

/** The part a source says an actor had. Always alleged. */
export const ALLEGED_ROLES = ['side_a', 'side_b', 'perpetrator', 'target', 'present'] as const
export type AllegedRole = (typeof ALLEGED_ROLES)[number]

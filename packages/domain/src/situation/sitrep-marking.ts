import {
  isReadWherever,
  levelRank,
  openMarking,
  type HandlingCaveat,
  type Marking,
  type Realm,
} from '../access/index.ts'

/** Caveats under which a record is read only by some of an operation's people: not for a general product. */
const RESTRICTING: readonly HandlingCaveat[] = ['HUMANITARIAN-ONLY', 'NOK-PENDING']

/**
 * The markings whose records a general product may use: without compartments and without caveats that restrict reading,
 * under UN handling (or the lowest TLP level), releasable to a common audience.
 * The product can carry their highest without hiding it from anybody who may read all of them, or showing it to others.
 */
export function markingsForProduct(markings: readonly Marking[]): readonly Marking[] {
  const general = markings.filter(
    (marking) =>
      marking.compartments.length === 0 &&
      !marking.caveats.some((caveat) => RESTRICTING.includes(caveat)) &&
      (marking.policy === 'UN' || (marking.policy === 'TLP' && levelRank('TLP', marking.level) === 0)),
  )
  return commonAudience(general) === undefined
    ? general.filter((marking) => marking.releasableTo.length === 0)
    : general
}

/** Whether a record under `marking` may be used in a product that is marked already: everybody who reads it may read the record. */
export function mayStandUnder(marking: Marking, product: Marking): boolean {
  if (markingsForProduct([marking]).length === 0) return false
  // The lowest TLP level is read by everybody, whatever the policy of the product.
  const { policy, level } = marking.policy === 'TLP' ? product : marking
  return isReadWherever({ ...marking, policy, level }, product)
}

/** Organisations that all limited markings name; empty when none is limited, undefined when they have none in common. */
function commonAudience(markings: readonly Marking[]): readonly string[] | undefined {
  const limited = markings.filter((marking) => marking.releasableTo.length > 0)
  const [first, ...rest] = limited
  if (first === undefined) return []
  const common = first.releasableTo.filter((code) => rest.every((marking) => marking.releasableTo.includes(code)))
  return common.length === 0 ? undefined : [...common].sort()
}

/**
 * The marking of a product made from records under these markings (as given by `markingsForProduct`):
 * the highest level, the common audience, every caveat. Of no records, the operation's ordinary marking.
 */
export function productMarking(operationId: string, realm: Realm, markings: readonly Marking[]): Marking {
  const open = openMarking(operationId, realm)
  const level = markings
    .filter((marking) => marking.policy === 'UN')
    .reduce((highest, { level }) => (levelRank('UN', level) > levelRank('UN', highest) ? level : highest), open.level)
  const audience = commonAudience(markings)
  if (audience === undefined) throw new Error('the records of a product have no audience in common')
  const caveats = [...new Set([...open.caveats, ...markings.flatMap((marking) => marking.caveats)])].sort()
  return { ...open, level, releasableTo: audience, caveats }
}

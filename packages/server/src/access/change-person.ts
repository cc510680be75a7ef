import type { ChangePerson, Holding } from '@eirene/domain/access'
import { setPersonFacts } from '@eirene/store/access'
import { withSystem, type Db } from '@eirene/store/db'
import { applyHolding } from './apply-holding.ts'
import { assertKeepsAll, assertStaysKept, logKeeping, mustTakePerson, type Keeper } from './keep-person.ts'

/** What of a person holds in every operation, as it is stored. */
export function factsOf(given: Pick<ChangePerson, 'displayName' | 'validUntil'>): {
  readonly displayName: string
  readonly validUntil: Date | null
} {
  return {
    displayName: given.displayName,
    validUntil: given.validUntil === null ? null : new Date(given.validUntil),
  }
}

function isSameClearance(a: Holding['clearances'], b: Holding['clearances']): boolean {
  const text = (held: Holding['clearances']): string => JSON.stringify(Object.entries(held).sort())
  return text(a) === text(b)
}

/**
 * Changes what a person is and holds. What is taken away is gone at once; what needs a second person waits for them.
 * Throws Problem 'access.kept_elsewhere', 'access.last_administrator' and those of `mustTakePerson`.
 */
export async function changePerson(db: Db, keeper: Keeper, personId: string, given: ChangePerson): Promise<void> {
  await withSystem(db, async (tx) => {
    const person = await mustTakePerson(tx, keeper, personId, given.version)
    const facts = factsOf(given)
    const isEverywhere =
      facts.displayName !== person.displayName ||
      facts.validUntil?.getTime() !== person.validUntil?.getTime() ||
      given.organisation !== person.organisation ||
      !isSameClearance(given.clearances, person.clearances)
    if (isEverywhere) assertKeepsAll(keeper, person)
    if (!given.roles.includes('ADM')) await assertStaysKept(tx, keeper, personId, [keeper.operationId])
    if (facts.validUntil !== null) await assertStaysKept(tx, keeper, personId, person.operationIds)
    const change = { personId, held: person, wanted: given, reason: given.reason }
    const { atOnce } = await applyHolding(tx, keeper, change)
    if (!isEverywhere) return
    await setPersonFacts(tx, personId, { ...facts, organisation: atOnce.organisation })
    const { clearances, organisation } = atOnce
    const validUntil = facts.validUntil?.toISOString() ?? null
    await logKeeping(tx, keeper, {
      kind: 'person.changed',
      personId,
      detail: { clearances, organisation, validUntil, reason: given.reason },
    })
  })
}

import { divideGrant } from '@eirene/domain/access'
import { endSessionsOf, listPeopleOf, setDisabled, setPersonFacts } from '@eirene/store/access'
import { withSystem, type Db } from '@eirene/store/db'
import { applyHolding, NOTHING } from './apply-holding.ts'
import { inviteWithin, type InvitationLink } from './invite-person.ts'
import { assertKeepsAll, assertStaysKept, logKeeping, mustTakePerson, type Keeper } from './keep-person.ts'

interface Act {
  readonly version: number
  readonly reason: string
}

/** Shuts a person out: their sessions end with the same act. */
export async function disablePerson(db: Db, keeper: Keeper, personId: string, { version, reason }: Act): Promise<void> {
  await withSystem(db, async (tx) => {
    const person = await mustTakePerson(tx, keeper, personId, version)
    assertKeepsAll(keeper, person)
    await assertStaysKept(tx, keeper, personId, person.operationIds)
    await setDisabled(tx, personId, keeper.now)
    const sessions = await endSessionsOf(tx, personId, keeper.now)
    await logKeeping(tx, keeper, { kind: 'person.disabled', personId, detail: { sessions, reason } })
  })
}

/** Lets a person in again, with what they held. */
export async function enablePerson(db: Db, keeper: Keeper, personId: string, { version, reason }: Act): Promise<void> {
  await withSystem(db, async (tx) => {
    const person = await mustTakePerson(tx, keeper, personId, version)
    assertKeepsAll(keeper, person)
    await setDisabled(tx, personId, null)
    await logKeeping(tx, keeper, { kind: 'person.enabled', personId, detail: { reason } })
  })
}

/** Ends every session of a person; they may sign in again. */
export async function endSessionsOfPerson(
  db: Db,
  keeper: Keeper,
  personId: string,
  { version, reason }: Act,
): Promise<void> {
  await withSystem(db, async (tx) => {
    const person = await mustTakePerson(tx, keeper, personId, version)
    assertKeepsAll(keeper, person)
    const sessions = await endSessionsOf(tx, personId, keeper.now)
    await logKeeping(tx, keeper, { kind: 'session.ended', personId, detail: { sessions, reason } })
  })
}

/**
 * A new one-time link for somebody who lost their way in. Sessions end at once; password and passkeys stay good until the
 * link is used, which replaces them all. Whoever makes the link could use it: so compartments, levels above the lowest and
 * the confirmed roles are held back, in every operation, until a second person confirms them again.
 */
export async function recoverPerson(
  db: Db,
  keeper: Keeper,
  personId: string,
  { version, reason }: Act,
): Promise<InvitationLink> {
  return withSystem(db, async (tx) => {
    const person = await mustTakePerson(tx, keeper, personId, version)
    assertKeepsAll(keeper, person)
    const { login, displayName } = person
    const parts = []
    for (const operationId of person.operationIds) {
      const [part] = await listPeopleOf(tx, operationId, personId)
      if (part !== undefined) parts.push({ operationId, part })
    }
    for (const { operationId, part } of parts)
      await applyHolding(tx, { ...keeper, operationId }, { personId, held: NOTHING, wanted: part, reason })
    const { atOnce } = divideGrant(NOTHING, person)
    const { validUntil } = person
    await setPersonFacts(tx, personId, { displayName, validUntil, organisation: atOnce.organisation })
    await endSessionsOf(tx, personId, keeper.now)
    await logKeeping(tx, keeper, { kind: 'person.recovered', personId, detail: { reason } })
    return inviteWithin(tx, { login, displayName }, keeper.now)
  })
}

import type { InvitePerson } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { findPerson, listPeopleOf, lockPeople, raiseVersion, setMembership, setPersonFacts } from '@eirene/store/access'
import { withSystem, type Db, type Tx } from '@eirene/store/db'
import { notFound } from '../edge/index.ts'
import { applyHolding, NOTHING } from './apply-holding.ts'
import { factsOf } from './change-person.ts'
import { inviteWithin, type InvitationLink } from './invite-person.ts'
import { changedMeanwhile, logKeeping, ownPart, type Keeper } from './keep-person.ts'

/**
 * Invites somebody to an operation: a new person gets a one-time link, one who can sign in already gets the part alone.
 * What needs a second person waits for them. Throws Problem 'access.own_part', 'access.kept_elsewhere', 'input.invalid'.
 */
export async function inviteToOperation(
  db: Db,
  keeper: Keeper,
  given: InvitePerson,
): Promise<{ readonly personId: string; readonly link: InvitationLink | null }> {
  return withSystem(db, async (tx) => {
    await lockPeople(tx, keeper.operationId)
    const login = given.login.trim().toLowerCase()
    const known = await findPerson(tx, { login })
    if (known?.id === keeper.reader.personId) throw ownPart()
    if (given.roles.length === 0) throw new Problem('input.invalid', 'Say what the person does here: choose a role.')
    if (known !== undefined) return { personId: await admitKnown(tx, keeper, known.id, given), link: null }
    const link = await inviteWithin(tx, { login, displayName: given.displayName }, keeper.now)
    const { personId } = link
    await logKeeping(tx, keeper, { kind: 'invitation.made', personId, detail: { reason: given.reason } })
    const { atOnce } = await applyHolding(tx, keeper, { personId, held: NOTHING, wanted: given, reason: given.reason })
    await setPersonFacts(tx, personId, { ...factsOf(given), organisation: atOnce.organisation })
    return { personId, link }
  })
}

/** Gives somebody who is known elsewhere a part here; what holds everywhere (clearance, organisation, validity) stays. */
async function admitKnown(tx: Tx, keeper: Keeper, personId: string, given: InvitePerson): Promise<string> {
  const [here] = await listPeopleOf(tx, keeper.operationId, personId)
  if (here !== undefined) throw changedMeanwhile()
  await setMembership(tx, { operationId: keeper.operationId, personId, roles: [], compartments: [] })
  const [person] = await listPeopleOf(tx, keeper.operationId, personId)
  if (person === undefined) throw notFound()
  await raiseVersion(tx, personId, person.version)
  const { roles, compartments } = given
  const { clearances, organisation } = person
  const wanted = { roles, compartments, clearances, organisation }
  await applyHolding(tx, keeper, { personId, held: person, wanted, reason: given.reason })
  return personId
}

import { randomUUID } from 'node:crypto'
import {
  type AccessEventKind,
  divideGrant,
  type AwaitedHolding,
  type ChangePerson,
  type Holding,
  type InvitePerson,
  type Reader,
} from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import {
  deleteMembership,
  endSessionsOf,
  findPerson,
  hasOtherAdministrator,
  insertAccessEvent,
  insertAccessRequest,
  listPeopleOf,
  lockPeople,
  raiseVersion,
  setClearances,
  setDisabled,
  setMembership,
  setPersonFacts,
  withdrawAccessRequests,
  type OperationPerson,
} from '@eirene/store/access'
import { withSystem, type Db, type Tx } from '@eirene/store/db'
import { notFound } from '../edge/index.ts'
import { inviteWithin, type InvitationLink } from './invite-person.ts'

/** Who changes people, where and when. */
export interface Keeper {
  readonly reader: Reader
  readonly operationId: string
  readonly now: Date
}

const NOTHING: Holding = { roles: [], compartments: [], clearances: {}, organisation: '' }

/** Whether the reader keeps every operation in which the person has a part. */
export function keepsAllOf(reader: Reader, person: Pick<OperationPerson, 'operationIds'>): boolean {
  return person.operationIds.every((id) =>
    reader.memberships.some((membership) => membership.operationId === id && membership.roles.includes('ADM')),
  )
}

function assertKeepsAll(keeper: Keeper, person: OperationPerson): void {
  if (keepsAllOf(keeper.reader, person)) return
  throw new Problem(
    'access.kept_elsewhere',
    'This person has a part in an operation that you do not keep. Only their part here is yours to change.',
  )
}

function changedMeanwhile(): Problem {
  return new Problem('access.changed_meanwhile', 'Somebody else changed this meanwhile. Look at what stands now.')
}

/** The person, ready to be changed: locked against others, not the keeper, at the version that the keeper saw. */
async function mustTake(tx: Tx, keeper: Keeper, personId: string, version: number): Promise<OperationPerson> {
  await lockPeople(tx, keeper.operationId)
  const [person] = await listPeopleOf(tx, keeper.operationId, personId)
  if (person === undefined) throw notFound()
  if (person.id === keeper.reader.personId)
    throw new Problem('access.own_part', 'Nobody changes their own part. Ask another administrator.')
  if (!(await raiseVersion(tx, person.id, version))) throw changedMeanwhile()
  return person
}

async function assertStaysKept(
  tx: Tx,
  keeper: Keeper,
  personId: string,
  operationIds: readonly string[],
): Promise<void> {
  for (const id of operationIds) {
    const people = await listPeopleOf(tx, id, personId)
    if (people[0]?.roles.includes('ADM') !== true) continue
    if (await hasOtherAdministrator(tx, id, personId, keeper.now)) continue
    throw new Problem(
      'access.last_administrator',
      'Nobody else keeps the people of this operation. Appoint another first.',
    )
  }
}

function log(
  tx: Tx,
  keeper: Keeper,
  event: {
    readonly kind: AccessEventKind
    readonly personId: string
    readonly detail: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  const { operationId, now, reader } = keeper
  return insertAccessEvent(tx, { ...event, at: now, actorId: reader.personId, operationId })
}

async function askSecondPerson(
  tx: Tx,
  keeper: Keeper,
  personId: string,
  asked: { readonly awaited: AwaitedHolding; readonly reason: string },
): Promise<void> {
  const { operationId, now, reader } = keeper
  const request = {
    ...asked.awaited,
    id: randomUUID(),
    operationId,
    personId,
    askedBy: reader.personId,
    askedAt: now,
    reason: asked.reason,
  }
  await insertAccessRequest(tx, request)
  await log(tx, keeper, { kind: 'grant.asked', personId, detail: { ...asked.awaited, reason: asked.reason } })
}

/** Writes what a person holds at once, and asks for the rest. No roles and nothing asked: they leave the operation. */
async function applyHolding(
  tx: Tx,
  keeper: Keeper,
  change: { readonly personId: string; readonly held: Holding; readonly wanted: Holding; readonly reason: string },
): Promise<{ readonly atOnce: Holding }> {
  const { personId, held, wanted, reason } = change
  const { atOnce, awaited } = divideGrant(held, wanted)
  const { operationId, now } = keeper
  await withdrawAccessRequests(tx, operationId, personId, now)
  if (atOnce.roles.length === 0 && awaited === null) await deleteMembership(tx, operationId, personId)
  else await setMembership(tx, { operationId, personId, roles: atOnce.roles, compartments: atOnce.compartments })
  await setClearances(tx, personId, atOnce.clearances)
  if (awaited !== null) await askSecondPerson(tx, keeper, personId, { awaited, reason })
  const { roles, compartments } = atOnce
  await log(tx, keeper, { kind: 'membership.set', personId, detail: { roles, compartments, reason } })
  return { atOnce }
}

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
    if (known?.id === keeper.reader.personId)
      throw new Problem('access.own_part', 'Nobody changes their own part. Ask another administrator.')
    if (given.roles.length === 0) throw new Problem('input.invalid', 'Say what the person does here: choose a role.')
    if (known !== undefined) return { personId: await admitKnown(tx, keeper, known.id, given), link: null }
    const link = await inviteWithin(tx, { login, displayName: given.displayName }, keeper.now)
    const { personId } = link
    await log(tx, keeper, { kind: 'invitation.made', personId, detail: { reason: given.reason } })
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

function factsOf(given: Pick<ChangePerson, 'displayName' | 'validUntil'>): {
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

/** Changes what a person is and holds. What is taken away is gone at once; what needs a second person waits for them. */
export async function changePerson(db: Db, keeper: Keeper, personId: string, given: ChangePerson): Promise<void> {
  await withSystem(db, async (tx) => {
    const person = await mustTake(tx, keeper, personId, given.version)
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
    await log(tx, keeper, {
      kind: 'person.changed',
      personId,
      detail: { clearances, organisation, validUntil, reason: given.reason },
    })
  })
}

interface Act {
  readonly version: number
  readonly reason: string
}

/** Shuts a person out: their sessions end with the same act. */
export async function disablePerson(db: Db, keeper: Keeper, personId: string, { version, reason }: Act): Promise<void> {
  await withSystem(db, async (tx) => {
    const person = await mustTake(tx, keeper, personId, version)
    assertKeepsAll(keeper, person)
    await assertStaysKept(tx, keeper, personId, person.operationIds)
    await setDisabled(tx, personId, keeper.now)
    const sessions = await endSessionsOf(tx, personId, keeper.now)
    await log(tx, keeper, { kind: 'person.disabled', personId, detail: { sessions, reason } })
  })
}

/** Lets a person in again, with what they held. */
export async function enablePerson(db: Db, keeper: Keeper, personId: string, { version, reason }: Act): Promise<void> {
  await withSystem(db, async (tx) => {
    const person = await mustTake(tx, keeper, personId, version)
    assertKeepsAll(keeper, person)
    await setDisabled(tx, personId, null)
    await log(tx, keeper, { kind: 'person.enabled', personId, detail: { reason } })
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
    const person = await mustTake(tx, keeper, personId, version)
    assertKeepsAll(keeper, person)
    const sessions = await endSessionsOf(tx, personId, keeper.now)
    await log(tx, keeper, { kind: 'session.ended', personId, detail: { sessions, reason } })
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
    const person = await mustTake(tx, keeper, personId, version)
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
    await log(tx, keeper, { kind: 'person.recovered', personId, detail: { reason } })
    return inviteWithin(tx, { login, displayName }, keeper.now)
  })
}

import type { AccessEventKind, Reader } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import {
  hasOtherAdministrator,
  insertAccessEvent,
  listPeopleOf,
  lockPeople,
  raiseVersion,
  type OperationPerson,
} from '@eirene/store/access'
import type { Tx } from '@eirene/store/db'
import { notFound } from '../edge/index.ts'

/** Who changes people, where and when. */
export interface Keeper {
  readonly reader: Reader
  readonly operationId: string
  readonly now: Date
}

/** Whether the reader keeps every operation in which the person has a part. */
export function keepsAllOf(reader: Reader, person: Pick<OperationPerson, 'operationIds'>): boolean {
  return person.operationIds.every((id) =>
    reader.memberships.some((membership) => membership.operationId === id && membership.roles.includes('ADM')),
  )
}

/** Throws Problem 'access.kept_elsewhere' unless the keeper keeps every operation of the person. */
export function assertKeepsAll(keeper: Keeper, person: OperationPerson): void {
  if (keepsAllOf(keeper.reader, person)) return
  throw new Problem(
    'access.kept_elsewhere',
    'This person has a part in an operation that you do not keep. Only their part here is yours to change.',
  )
}

/** The refusal of an act on a person who was changed since the keeper looked. */
export function changedMeanwhile(): Problem {
  return new Problem('access.changed_meanwhile', 'Somebody else changed this meanwhile. Look at what stands now.')
}

/** The refusal of an act on oneself. */
export function ownPart(): Problem {
  return new Problem('access.own_part', 'Nobody changes their own part. Ask another administrator.')
}

/**
 * The person, ready to be changed: locked against others, not the keeper, at the version that the keeper saw.
 * Throws Problem 'record.not_found', 'access.own_part' or 'access.changed_meanwhile'.
 */
export async function mustTakePerson(
  tx: Tx,
  keeper: Keeper,
  personId: string,
  version: number,
): Promise<OperationPerson> {
  await lockPeople(tx, keeper.operationId)
  const [person] = await listPeopleOf(tx, keeper.operationId, personId)
  if (person === undefined) throw notFound()
  if (person.id === keeper.reader.personId) throw ownPart()
  if (!(await raiseVersion(tx, person.id, version))) throw changedMeanwhile()
  return person
}

/** Throws Problem 'access.last_administrator' where nobody else would keep the people of one of the operations. */
export async function assertStaysKept(
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

/** A line in the log of access: what the keeper did to whom. */
export function logKeeping(
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

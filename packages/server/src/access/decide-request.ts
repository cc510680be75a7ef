import { withAwaited } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import {
  decideAccessRequest,
  insertAccessEvent,
  listOpenRequests,
  listPeopleOf,
  lockPeople,
  raiseVersion,
  setClearances,
  setMembership,
  setPersonFacts,
} from '@eirene/store/access'
import { withSystem, type Db } from '@eirene/store/db'
import { notFound } from '../edge/index.ts'
import type { Keeper } from './keep-person.ts'

/**
 * The second person's word on what was asked for somebody. Gives whose request it was. Throws Problem
 * 'access.second_person' for who asked and for whom it is about, 'record.not_found' when nothing is open under this id.
 */
export async function decideRequest(
  db: Db,
  second: Keeper,
  id: string,
  { decision, reason }: { readonly decision: 'granted' | 'refused'; readonly reason: string },
): Promise<string> {
  const { operationId, now, reader } = second
  return withSystem(db, async (tx) => {
    await lockPeople(tx, operationId)
    const request = (await listOpenRequests(tx, operationId)).find((open) => open.id === id)
    if (request === undefined) throw notFound()
    if ([request.askedBy, request.personId].includes(reader.personId))
      throw new Problem('access.second_person', 'Somebody else confirms this: not who asked, and not whom it is about.')
    const [person] = await listPeopleOf(tx, operationId, request.personId)
    if (person === undefined) throw notFound()
    const isFirst = await decideAccessRequest(tx, request, { decision, by: reader.personId, at: now })
    if (!isFirst || !(await raiseVersion(tx, person.id, person.version)))
      throw new Problem('access.changed_meanwhile', 'Somebody else changed this meanwhile. Look at what stands now.')
    if (decision === 'granted') {
      const held = withAwaited(person, request)
      const { roles, compartments, clearances, organisation } = held
      await setMembership(tx, { operationId, personId: person.id, roles, compartments })
      await setClearances(tx, person.id, clearances)
      const { displayName, validUntil } = person
      await setPersonFacts(tx, person.id, { displayName, validUntil, organisation })
    }
    const { roles, compartments, clearances, organisation } = request
    await insertAccessEvent(tx, {
      kind: decision === 'granted' ? 'grant.granted' : 'grant.refused',
      at: now,
      personId: person.id,
      actorId: reader.personId,
      operationId,
      detail: { roles, compartments, clearances, organisation, reason },
    })
    return person.id
  })
}

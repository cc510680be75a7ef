import type { Compartment, Role } from '@eirene/domain/access'
import { countPeople, findPerson, insertAccessEvent, setClearance, setMembership } from '@eirene/store/access'
import { withSystem, type Db, type Tx } from '@eirene/store/db'
import { listOperations } from '@eirene/store/operation'
import { inviteWithin, type InvitationLink } from './invite-person.ts'

interface FirstPerson {
  readonly login: string
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly compartments: readonly Compartment[]
}

/**
 * The people of the demonstration: who keeps the machine and has the duty, who releases and is the second pair of eyes,
 * who holds the protection compartments. In a real mission nobody has ADM together with content.
 */
export const FIRST_PEOPLE: readonly FirstPerson[] = [
  { login: 'duty', displayName: 'Duty officer', roles: ['ADM', 'DO'], compartments: [] },
  { login: 'head', displayName: 'Head of mission', roles: ['HOM', 'JMAC'], compartments: [] },
  {
    login: 'protection',
    displayName: 'Protection adviser',
    roles: ['WPA', 'CPA', 'HRO'],
    compartments: ['CRSV', 'CAAC', 'TIP', 'HR'],
  },
]

/**
 * On a database without people: the first people with their parts in every operation there is, and their one-time links.
 * Otherwise changes nothing and gives an empty list. Two programs that start at once: one of them makes the people.
 */
export async function ensureFirstPeople(db: Db, clock: () => Date): Promise<readonly InvitationLink[]> {
  if ((await countPeople(db)) > 0) return []
  const now = clock()
  const links = await withSystem(db, async (tx) => {
    const made: InvitationLink[] = []
    for (const person of FIRST_PEOPLE) {
      const link = await inviteWithin(tx, person, now)
      await setClearance(tx, link.personId, 'UN', 'CONFIDENTIAL')
      made.push(link)
    }
    return made
  })
  for (const operation of await listOperations(db)) await admitFirstPeople(db, operation.id, now)
  return links
}

/** Gives the people of the demonstration their parts in one more operation; who does not exist is left out. */
export async function admitFirstPeople(db: Db | Tx, operationId: string, now: Date): Promise<void> {
  for (const first of FIRST_PEOPLE) {
    const person = await findPerson(db, { login: first.login })
    if (person === undefined) continue
    const { roles, compartments } = first
    await setMembership(db, { operationId, personId: person.id, roles, compartments })
    await insertAccessEvent(db, {
      kind: 'membership.set',
      at: now,
      personId: person.id,
      detail: { operationId, roles, compartments },
    })
  }
}

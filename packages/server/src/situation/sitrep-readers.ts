import { mayAct, mayRead, type Marking, type Reader } from '@eirene/domain/access'
import type { SitrepReaders } from '@eirene/domain/situation'
import { listMembers, readerOf } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'

interface Asked {
  readonly operationId: string
  readonly marking: Marking
  /** When each person was first given a document, by person. */
  readonly openedAt: ReadonlyMap<string, string>
}

/**
 * Who of an operation may read what is marked so, by the one decision on reading. How many they are is for whoever asks;
 * by name only for who may list the people of the operation. Of who may not read it, and why, nothing is said.
 */
export async function sitrepReaders(db: Db, reader: Reader, asked: Asked): Promise<SitrepReaders> {
  const { operationId, marking, openedAt } = asked
  const people = []
  for (const member of await listMembers(db, operationId)) {
    const theirs = await readerOf(db, member.personId)
    if (theirs === undefined || !mayRead(theirs, marking)) continue
    const { displayName, roles, personId } = member
    people.push({ displayName, roles, openedAt: openedAt.get(personId) ?? null })
  }
  return { count: people.length, people: mayAct(reader, 'person.list', operationId) ? people : null }
}

import { isOperationSlug, type Operation } from '@eirene/domain/operation'
import { findLibraryOperation } from '@eirene/domain/operation/library'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import { isTimeZone } from '@eirene/domain/time'
import { withSystem, type Db } from '@eirene/store/db'
import { findOperation, insertOperation } from '@eirene/store/operation'
import { admitFirstPeople } from '../access/index.ts'

/** What a new operation needs; the rest may be left out. */
export interface OperationOrder {
  readonly slug: string
  /** IANA zone in which its days and weeks are cut. */
  readonly timeZone: string
  readonly name?: string
  readonly acronym?: string
  readonly realm?: Operation['realm']
  readonly hostCountriesIso3?: readonly string[]
  readonly libraryId?: string | null
}

/**
 * Opens an operation. One that bears the id of an operation of the library (`minusca`) takes name, acronym and host
 * countries from there unless they are given. The people of the demonstration, where there are any, get their parts in it.
 * Throws Problem 'operation.exists' or 'input.invalid'.
 */
export async function createOperation(db: Db, order: OperationOrder, now: Date): Promise<Operation> {
  if (!isOperationSlug(order.slug))
    throw new Problem('input.invalid', 'A short name has 2 to 40 of a–z, 0–9 and hyphen, and begins with a letter.', {
      slug: order.slug,
    })
  if (!isTimeZone(order.timeZone))
    throw new Problem('input.invalid', 'This is no time zone. Write it like Africa/Bangui.', { zone: order.timeZone })
  const operation = operationOf(order, now)
  await withSystem(db, async (tx) => {
    if ((await findOperation(tx, order.slug)) !== undefined)
      throw new Problem('operation.exists', `There is an operation "${order.slug}" already.`, { slug: order.slug })
    await insertOperation(tx, operation)
    await admitFirstPeople(tx, operation.id, now)
  })
  return operation
}

/** What the library knows of an operation of this short name; the short name itself where it knows none. */
function knownOf(slug: string): Pick<Operation, 'name' | 'acronym' | 'hostCountriesIso3' | 'libraryId'> {
  const known = findLibraryOperation(slug)
  const shortName = slug.toUpperCase()
  if (known === undefined) return { name: shortName, acronym: shortName, hostCountriesIso3: [], libraryId: null }
  return {
    name: known.names[0]?.value ?? shortName,
    acronym: known.acronym,
    hostCountriesIso3: known.hosts.map((fact) => fact.value),
    libraryId: known.id,
  }
}

function operationOf(order: OperationOrder, now: Date): Operation {
  const known = knownOf(order.slug)
  return {
    id: mintId(),
    slug: order.slug,
    name: order.name ?? known.name,
    acronym: order.acronym ?? known.acronym,
    realm: order.realm ?? 'LIVE',
    timeZone: order.timeZone,
    hostCountriesIso3: order.hostCountriesIso3 ?? known.hostCountriesIso3,
    libraryId: order.libraryId ?? known.libraryId,
    createdAt: now.toISOString(),
  }
}

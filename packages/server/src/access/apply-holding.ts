import { randomUUID } from 'node:crypto'
import { divideGrant, type AwaitedHolding, type Holding } from '@eirene/domain/access'
import {
  deleteMembership,
  insertAccessRequest,
  setClearances,
  setMembership,
  withdrawAccessRequests,
} from '@eirene/store/access'
import type { Tx } from '@eirene/store/db'
import { logKeeping, type Keeper } from './keep-person.ts'

/** What somebody holds who holds nothing. */
export const NOTHING: Holding = { roles: [], compartments: [], clearances: {}, organisation: '' }

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
  await logKeeping(tx, keeper, { kind: 'grant.asked', personId, detail: { ...asked.awaited, reason: asked.reason } })
}

/** Writes what a person holds at once, and asks for the rest. No roles and nothing asked: they leave the operation. */
export async function applyHolding(
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
  await logKeeping(tx, keeper, { kind: 'membership.set', personId, detail: { roles, compartments, reason } })
  return { atOnce }
}

import { mintId } from '@eirene/domain/record'
import type { Db } from '../db/index.ts'

/** What the log of access can hold. */
export const ACCESS_EVENTS = [
  'sign_in.ok',
  'sign_in.refused',
  'sign_in.limited',
  'sign_out',
  'invitation.made',
  'invitation.used',
  'membership.set',
  'export.made',
] as const
export type AccessEventKind = (typeof ACCESS_EVENTS)[number]

/** Adds a line to the log of access. `detail` never holds a password, a token or the content of a record. */
export async function insertAccessEvent(
  db: Db,
  event: {
    readonly kind: AccessEventKind
    readonly at: Date
    readonly personId: string | null
    readonly detail: Readonly<Record<string, unknown>>
  },
): Promise<void> {
  await db
    .insertInto('access_event')
    .values({
      id: mintId(),
      at: event.at,
      person_id: event.personId,
      kind: event.kind,
      detail: JSON.stringify(event.detail),
    })
    .execute()
}

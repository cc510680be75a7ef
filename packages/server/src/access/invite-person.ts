import type { Compartment, Role } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import {
  findPerson,
  insertAccessEvent,
  insertInvitation,
  insertPerson,
  setMembership,
  withdrawInvitations,
} from '@eirene/store/access'
import { withSystem, type Db, type Tx } from '@eirene/store/db'
import { mintToken } from './token.ts'

const INVITATION_VALID_MS = 7 * 24 * 3_600_000

/** A one-time link: the path to put behind the address of the server. Shown once, never stored. */
export interface InvitationLink {
  readonly personId: string
  readonly displayName: string
  readonly login: string
  /** `/invitation/TOKEN`, a page of the web application. */
  readonly path: string
  readonly expiresAt: Date
}

export interface Invitee {
  readonly login: string
  readonly displayName: string
  readonly organisation?: string
  /** Where the person gets which part; none when they have one already. */
  readonly membership?: {
    readonly operationId: string
    readonly roles: readonly Role[]
    readonly compartments: readonly Compartment[]
  }
}

/**
 * Makes a one-time link for a person; a login that is not known yet becomes a person. Earlier links of the person stop
 * working. Throws Problem 'input.invalid' for a login that cannot be one.
 */
export async function invitePerson(db: Db, invitee: Invitee, now: Date): Promise<InvitationLink> {
  return withSystem(db, (tx) => inviteWithin(tx, invitee, now))
}

/** `invitePerson` within a transaction of the caller. */
export async function inviteWithin(tx: Tx, invitee: Invitee, now: Date): Promise<InvitationLink> {
  const login = invitee.login.trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9._@-]{1,79}$/.test(login))
    throw new Problem(
      'input.invalid',
      'A sign-in name has 2 to 80 of the signs a–z, 0–9, dot, hyphen, underscore and @.',
      { login },
    )
  const known = await findPerson(tx, { login })
  const person = known ?? {
    id: mintId(),
    login,
    displayName: invitee.displayName,
    organisation: invitee.organisation ?? '',
  }
  if (known === undefined) await insertPerson(tx, person, now)
  if (invitee.membership !== undefined) {
    await setMembership(tx, { personId: person.id, ...invitee.membership })
    await insertAccessEvent(tx, {
      kind: 'membership.set',
      at: now,
      personId: person.id,
      detail: { ...invitee.membership },
    })
  }
  await withdrawInvitations(tx, person.id, now)
  const { token, hash } = mintToken()
  const expiresAt = new Date(now.getTime() + INVITATION_VALID_MS)
  await insertInvitation(tx, { tokenHash: hash, personId: person.id, expiresAt })
  await insertAccessEvent(tx, { kind: 'invitation.made', at: now, personId: person.id, detail: {} })
  return { personId: person.id, displayName: person.displayName, login, path: `/invitation/${token}`, expiresAt }
}

import type { InvitationView } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import {
  deleteOtherWaysIn,
  endSessionsOf,
  findOpenInvitation,
  insertAccessEvent,
  setPasswordHash,
  useInvitation,
  type OpenInvitation,
} from '@eirene/store/access'
import { withSystem, type Db } from '@eirene/store/db'
import { mustParse } from '../edge/index.ts'
import { hashPassword, parsePassword } from './password.ts'
import { hashToken } from './token.ts'

function unknownLink(): Problem {
  return new Problem(
    'access.invitation_unknown',
    'This link was used already, has expired, or was never given out. Ask for a new one.',
  )
}

async function getInvitation(db: Db, token: string, now: Date): Promise<OpenInvitation> {
  const invitation = await findOpenInvitation(db, hashToken(token), now)
  if (invitation === undefined) throw unknownLink()
  return invitation
}

/** For whom a one-time link is. Throws Problem 'access.invitation_unknown'. */
export async function viewInvitation(db: Db, token: string, now: Date): Promise<InvitationView> {
  const invitation = await getInvitation(db, token, now)
  return {
    displayName: invitation.displayName,
    login: invitation.login,
    expiresAt: invitation.expiresAt.toISOString(),
  }
}

/**
 * Sets the password of the invited person and uses the link up, as one act; older sessions, passkeys and outside accounts
 * of the person end with it.
 * Gives the person's id. Throws Problem 'access.invitation_unknown' or 'access.password_weak'.
 */
export async function acceptInvitation(
  db: Db,
  given: { readonly token: string; readonly password: string },
  now: Date,
): Promise<string> {
  const invitation = await getInvitation(db, given.token, now)
  const password = mustParse(parsePassword(given.password, invitation.login), 'access.password_weak')
  const passwordHash = await hashPassword(password)
  return withSystem(db, async (tx) => {
    if (!(await useInvitation(tx, hashToken(given.token), now))) throw unknownLink()
    await setPasswordHash(tx, invitation.id, passwordHash)
    await deleteOtherWaysIn(tx, invitation.id)
    await endSessionsOf(tx, invitation.id, now)
    await insertAccessEvent(tx, { kind: 'invitation.used', at: now, personId: invitation.id, detail: {} })
    return invitation.id
  })
}

import { isIP } from 'node:net'
import type { PasskeyOffer, PasskeyProof } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import {
  deletePasskey,
  findCredential,
  findPasskey,
  findPerson,
  insertAccessEvent,
  insertPasskey,
  listPasskeys,
  notePasskeyUse,
} from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { notFound } from '../edge/index.ts'
import type { ChallengeBook } from './challenge-book.ts'

/** The host that passkeys are bound to, and the origin that browsers must report. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
}

/**
 * Bound to the public address where one is set, else to localhost on whatever port; null for IP numbers and other names,
 * which browsers refuse or which nobody vouches for.
 */
export function relyingParty(publicUrl: string | null, host: string | undefined): RelyingParty | null {
  const url = URL.parse(publicUrl ?? `http://${host ?? ''}`)
  if (url === null || isIP(url.hostname) !== 0 || url.hostname.startsWith('[')) return null
  const isLocal = url.hostname === 'localhost'
  if (!isLocal && (publicUrl === null || url.protocol !== 'https:')) return null
  return { id: url.hostname, origin: url.origin }
}

/** What acts with passkeys need at one moment and address. */
export interface PasskeyDeps {
  readonly db: Db
  readonly now: Date
  readonly challenges: ChallengeBook
  readonly party: RelyingParty
}

function refused(): Problem {
  return new Problem('access.passkey_refused', 'This passkey was not accepted. Try again, or use the password.')
}

/** What the browser needs to make a passkey for a person; the handle is good once, for five minutes. */
export async function offerPasskey({ db, challenges, party }: PasskeyDeps, personId: string): Promise<PasskeyOffer> {
  const person = await findPerson(db, { id: personId })
  if (person === undefined) throw refused()
  const passkeys = await listPasskeys(db, personId)
  const options = await generateRegistrationOptions({
    rpName: 'Eirene',
    rpID: party.id,
    userName: person.login,
    userDisplayName: person.displayName,
    userID: new Uint8Array(Buffer.from(personId)),
    attestationType: 'none',
    excludeCredentials: passkeys.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const handle = challenges.write({ for: 'passkey.add', personId, challenge: options.challenge })
  return { handle, options: { ...options } }
}

/** Adds what the browser made. Throws Problem 'access.passkey_refused'. */
export async function addPasskey(
  { db, now, challenges, party }: PasskeyDeps,
  personId: string,
  given: { readonly handle: string; readonly label: string; readonly proof: PasskeyProof },
): Promise<void> {
  const asked = challenges.take(given.handle, 'passkey.add')
  if (asked?.personId !== personId) throw refused()
  const made = await verifyRegistrationResponse({
    // The library judges the rest of the shape and throws for what it cannot read.
    response: given.proof as unknown as RegistrationResponseJSON,
    expectedChallenge: asked.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
  }).catch(() => undefined)
  if (made?.verified !== true) throw refused()
  const { credential } = made.registrationInfo
  const isNew = await insertPasskey(db, {
    id: credential.id,
    personId,
    label: given.label,
    publicKey: Buffer.from(credential.publicKey),
    signCount: credential.counter,
    transports: [],
    createdAt: now,
  })
  if (!isNew) throw refused()
  await insertAccessEvent(db, { kind: 'passkey.added', at: now, personId, detail: { label: given.label } })
}

/** Takes one of a person's passkeys away. Throws Problem 'record.not_found' when it is not theirs. */
export async function removePasskey(
  { db, now }: Pick<PasskeyDeps, 'db' | 'now'>,
  personId: string,
  id: string,
): Promise<void> {
  const label = await deletePasskey(db, personId, id)
  if (label === undefined) throw notFound()
  await insertAccessEvent(db, { kind: 'passkey.removed', at: now, personId, detail: { label } })
}

/** What the browser needs to sign in by a passkey that it finds itself. */
export async function challengePasskey({ challenges, party }: Omit<PasskeyDeps, 'db' | 'now'>): Promise<PasskeyOffer> {
  const options = await generateAuthenticationOptions({ rpID: party.id, userVerification: 'required' })
  return {
    handle: challenges.write({ for: 'passkey.use', challenge: options.challenge }),
    options: { ...options },
  }
}

/** A passkey that was proven: whose it is and how they call it. */
export interface ProvenPasskey {
  readonly personId: string
  readonly label: string
}

/**
 * The passkey that somebody proved to hold. A signature count that does not grow means a copied key and is refused. Throws
 * Problem 'access.passkey_refused', the same whatever was wrong.
 */
export async function verifyPasskey(
  { db, now, challenges, party }: PasskeyDeps,
  given: { readonly handle: string; readonly proof: PasskeyProof },
): Promise<ProvenPasskey> {
  const asked = challenges.take(given.handle, 'passkey.use')
  if (asked === undefined) throw refused()
  const passkey = await findPasskey(db, given.proof.id)
  if (passkey === undefined) throw refused()
  const proven = await verifyAuthenticationResponse({
    // As above: the library judges the shape.
    response: given.proof as unknown as AuthenticationResponseJSON,
    expectedChallenge: asked.challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.signCount },
    requireUserVerification: true,
  }).catch(() => undefined)
  if (proven?.verified !== true) throw refused()
  const signCount = proven.authenticationInfo.newCounter
  if (!(await notePasskeyUse(db, { id: passkey.id, signCount }, passkey.signCount, now))) throw refused()
  const credential = await findCredential(db, { id: passkey.personId }, now)
  if (credential === undefined || credential.isDisabled) throw refused()
  return { personId: passkey.personId, label: passkey.label }
}

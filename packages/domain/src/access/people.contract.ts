import * as z from 'zod/mini'
import { isGivable, type AwaitedHolding, type Holding } from './holding.ts'
import { COMPARTMENTS, POLICIES, type Policy } from './marking.ts'
import { ROLES } from './role.ts'

/** GET (ADM, HOM): everybody with a part in the operation. POST (ADM): invite. */
export const PEOPLE_PATH = '/v1/operations/:slug/people'
/** PUT (ADM): what the person is and holds. */
export const PERSON_PATH = '/v1/operations/:slug/people/:id'
/** POST (ADM): disable, enable, recover, end-sessions. */
export const PERSON_ACT_PATH = '/v1/operations/:slug/people/:id/acts'
/** POST (HOM): the second person confirms or refuses what was asked for somebody. */
export const ACCESS_REQUEST_PATH = '/v1/operations/:slug/access-requests/:id'
/** GET (ADM, HOM): the log of access of the operation's people; `format=csv` gives it as a file. */
export const ACCESS_EVENTS_PATH = '/v1/operations/:slug/access-events'
/**
 * GET ViewingPage (HRO, WPA, CPA, HOM): who looked at records in the reader's own compartments; `?person=ID`, `&record=ID`,
 * `&from=` and `&to=` (instants, half-open), `&before=ID` for what is older.
 */
export const VIEWINGS_PATH = '/v1/operations/:slug/viewings'

export const PERSON_ACTS = ['disable', 'enable', 'recover', 'end-sessions'] as const
export type PersonAct = (typeof PERSON_ACTS)[number]

const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(400))
const clearances = z.partialRecord(z.enum(POLICIES), z.string()).check(
  z.refine(
    (held) => Object.entries(held).every(([policy, level]) => isGivable(policy as Policy, level)), // keys by the record's schema
    'This installation is not accredited for that level, or the policy has no such level.',
  ),
)
const holding = {
  displayName: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  organisation: z.string().check(z.trim(), z.maxLength(20), z.regex(/^[A-Za-z0-9-]*$/)),
  roles: z.array(z.enum(ROLES)).check(z.maxLength(ROLES.length)),
  compartments: z.array(z.enum(COMPARTMENTS)).check(z.maxLength(COMPARTMENTS.length)),
  clearances,
  /** Null: no end. */
  validUntil: z.nullable(z.iso.datetime({ offset: true })),
  reason,
}

export const invitePersonSchema = z.strictObject({
  login: z.string().check(z.trim(), z.minLength(2), z.maxLength(80)),
  ...holding,
})
export type InvitePerson = z.output<typeof invitePersonSchema>

export const changePersonSchema = z.strictObject({ version: z.int(), ...holding })
export type ChangePerson = z.output<typeof changePersonSchema>

export const personActSchema = z.strictObject({ act: z.enum(PERSON_ACTS), version: z.int(), reason })
export const decideRequestSchema = z.strictObject({ decision: z.enum(['granted', 'refused']), reason })

/** What waits for a second person. */
export interface AccessRequestView extends AwaitedHolding {
  readonly id: string
  readonly askedBy: string
  readonly askedAt: string
  readonly reason: string
  /** False for who asked and for whom it is about. */
  readonly mayDecide: boolean
}

export const PERSON_STATES = ['invited', 'active', 'expired', 'disabled'] as const

/** A person of the operation. Nothing of what they read or wrote is told. */
export interface PersonView extends Holding {
  readonly id: string
  readonly displayName: string
  readonly login: string
  readonly state: (typeof PERSON_STATES)[number]
  readonly validUntil: string | null
  readonly version: number
  /** Null: never. */
  readonly lastSeenAt: string | null
  readonly openSessions: number
  readonly passkeys: number
  readonly isSelf: boolean
  /** False when the person has a part in an operation that the reader does not keep: then only the part here may change. */
  readonly isKeptHere: boolean
  readonly request: AccessRequestView | null
}

/** A one-time link, told once. */
export interface LinkView {
  /** Path of the page that opens it. */
  readonly path: string
  readonly expiresAt: string
}

/** A person after an act, with the one-time link where the act made one: it is shown here and never again. */
export interface PersonAnswer {
  readonly person: PersonView
  /** Null: the person can sign in already. */
  readonly link: LinkView | null
}

/** A line in the log of access, people by name. */
export interface AccessEventView {
  readonly id: string
  readonly at: string
  readonly kind: string
  /** Whom it concerns; null: nobody who is known. */
  readonly person: string | null
  /** Who did it; null: the person, or who keeps the machine. */
  readonly actor: string | null
  readonly detail: Readonly<Record<string, unknown>>
}

/** A page of the log of access, newest first. */
export interface AccessEventPage {
  readonly events: readonly AccessEventView[]
  /** For `before`, to read on; null at the end. */
  readonly next: string | null
}

/** A page of the log of who looked, newest first. */
export interface ViewingPage {
  readonly viewings: readonly ViewingView[]
  /** Everybody who is in this log, to choose from. */
  readonly people: readonly { readonly personId: string; readonly displayName: string }[]
  /** `before` of the next page; null: this is the last. */
  readonly next: string | null
}

/** That somebody looked at a record of a compartment. */
export interface ViewingView {
  readonly id: string
  readonly at: string
  readonly personId: string
  readonly person: string
  readonly recordKind: 'incident' | 'report'
  readonly recordId: string
  /** Null: a report, or an incident that the reader may not see any more. */
  readonly title: string | null
  readonly compartments: readonly string[]
}

import * as z from 'zod/mini'
import { evidence, holdsOn, reducedDate } from '../operation/library/index.ts'
import nato from './nato-membership.json' with { type: 'json' }

/** Standing of a member inside an organisation that is less or other than full. */
export const SUB_STATES = ['outside-integrated-command'] as const
export type SubState = (typeof SUB_STATES)[number]

const iso3 = z.string().check(z.regex(/^[A-Z]{3}$/))

const membershipSchema = z.strictObject({
  body: z.string(),
  /** From when a state counts as a member, in words. */
  convention: z.string(),
  members: z.array(z.strictObject({ value: iso3, signedOn: z.optional(reducedDate), ...evidence })),
  subStates: z.array(z.strictObject({ member: iso3, value: z.enum(SUB_STATES), ...evidence })),
})

/** Members of a body over time, with the convention by which they are counted. */
export type Membership = Readonly<z.infer<typeof membershipSchema>>

let memberships: readonly Membership[] | undefined

/** The membership registers the project has curated. */
export function listMemberships(): readonly Membership[] {
  memberships ??= [z.parse(membershipSchema, nato)]
  return memberships
}

/** The membership register of a body, or undefined when none is curated. */
export function findMembership(body: string): Membership | undefined {
  return listMemberships().find((membership) => membership.body === body)
}

/** Members of a body on a day (`YYYY-MM-DD`) as ISO 3166-1 alpha-3, in alphabetical order; undefined: no register. */
export function membersOn(body: string, day: string): readonly string[] | undefined {
  return findMembership(body)
    ?.members.filter((member) => holdsOn(member, day))
    .map((member) => member.value)
    .sort()
}

/** Special standing of a member on a day: France outside the integrated command, for one. */
export function subStatesOn(body: string, member: string, day: string): readonly SubState[] {
  const states = findMembership(body)?.subStates ?? []
  return states.filter((state) => state.member === member && holdsOn(state, day)).map((state) => state.value)
}

import * as z from 'zod/mini'
import { ROLES, type Role } from '../access/index.ts'
import { parseWith, type Parsed } from '../parse/index.ts'

const postSchema = z.strictObject({
  /** What the post is called: `Chief JOC`, `FC duty`. */
  label: z.string().check(z.minLength(1), z.maxLength(80)),
  /** Whoever holds one of these roles in the operation stands at this post. */
  roles: z.array(z.enum(ROLES)).check(z.maxLength(6)),
  /** People of the operation who stand there by name. */
  personIds: z.array(z.uuid()).check(z.maxLength(20)),
})

const stepSchema = z.strictObject({
  posts: z.array(postSchema).check(z.minLength(1), z.maxLength(12)),
  /** Minutes to acknowledge before the next step is told. */
  minutes: z.int().check(z.gte(1), z.lte(120)),
})

const treeSchema = z.strictObject({ steps: z.array(stepSchema).check(z.minLength(1), z.maxLength(8)) })

/** Whom a flash report is told to, in order: a step is told when the one before did not acknowledge in time. */
export type NotificationTree = Readonly<z.infer<typeof treeSchema>>
type Step = NotificationTree['steps'][number]
type Post = Step['posts'][number]

/** Minutes to acknowledge where nobody has said otherwise. */
export const ACKNOWLEDGE_MINUTES = 5

/** A tree from outside: its steps in order, each with posts and minutes. */
export function parseNotificationTree(input: unknown): Parsed<NotificationTree> {
  return parseWith(treeSchema, input)
}

/** The tree of an operation in which nobody has set one yet: duty and head of mission, then the analysts. */
export const FIRST_TREE: NotificationTree = {
  steps: [
    {
      posts: [
        { label: 'HOM', roles: ['HOM'], personIds: [] },
        { label: 'JOC', roles: ['DO'], personIds: [] },
      ],
      minutes: ACKNOWLEDGE_MINUTES,
    },
    { posts: [{ label: 'JMAC', roles: ['JMAC'], personIds: [] }], minutes: ACKNOWLEDGE_MINUTES },
  ],
}

/** Somebody of the operation who may read the flash report in question. Nobody else is ever told. */
export interface TreeMember {
  readonly personId: string
  readonly roles: readonly Role[]
}

/** That a person was told, when, and since when they have acknowledged it. Instants in ms since the epoch. */
export interface Notice {
  readonly personId: string
  /** 0-based step of the tree under which they were told. */
  readonly stepNo: number
  readonly notifiedAt: number
  /** Null: not yet. */
  readonly acknowledgedAt: number | null
}

/** Whom to tell now, and under which step. */
export interface DueNotice {
  readonly personId: string
  readonly stepNo: number
}

/** Who is to be told now, and when to look again. */
export interface Escalation {
  readonly due: readonly DueNotice[]
  /** When to look again if nobody acknowledges, ms since the epoch; null: nothing more will come of itself. */
  readonly nextAt: number | null
}

function standsAt(member: TreeMember, post: Post): boolean {
  return post.personIds.includes(member.personId) || member.roles.some((role) => post.roles.includes(role))
}

/**
 * What an open flash report calls for now, as a function of what is stored: the tree it was sent under, whom it was told
 * and when, and the time. A step begins when its first person was told. It is acknowledged when each of its posts that has
 * anybody has one who acknowledged. If not, the next step is told `minutes` later; a step that has nobody new is passed over.
 * The sender knows already and is not told. Holding no state, it goes on the same after a restart.
 */
export function escalate(
  tree: NotificationTree,
  notices: readonly Notice[],
  {
    members,
    senderId,
    now,
  }: { readonly members: readonly TreeMember[]; readonly senderId: string; readonly now: number },
): Escalation {
  const others = members.filter(({ personId }) => personId !== senderId)
  const told = new Set(notices.map(({ personId }) => personId))
  const acknowledged = new Set(notices.flatMap((one) => (one.acknowledgedAt === null ? [] : [one.personId])))
  const reached = notices.reduce((highest, { stepNo }) => Math.max(highest, stepNo), -1)
  if (reached >= 0) {
    const step = tree.steps[reached]
    if (step === undefined || isAcknowledged(step, others, acknowledged)) return { due: [], nextAt: null }
    if (nextPeople(tree, reached, others, told) === undefined) return { due: [], nextAt: null }
    const begun = Math.min(...notices.filter(({ stepNo }) => stepNo === reached).map(({ notifiedAt }) => notifiedAt))
    const nextAt = begun + step.minutes * 60_000
    if (now < nextAt) return { due: [], nextAt }
  }
  const next = nextPeople(tree, reached, others, told)
  if (next === undefined) return { due: [], nextAt: null }
  const isLast = nextPeople(tree, next.stepNo, others, new Set([...told, ...next.personIds])) === undefined
  const minutes = tree.steps[next.stepNo]?.minutes ?? ACKNOWLEDGE_MINUTES
  return {
    due: next.personIds.map((personId) => ({ personId, stepNo: next.stepNo })),
    nextAt: isLast ? null : now + minutes * 60_000,
  }
}

function isAcknowledged(step: Step, members: readonly TreeMember[], acknowledged: ReadonlySet<string>): boolean {
  return step.posts.every((post) => {
    const there = members.filter((member) => standsAt(member, post))
    return there.length === 0 || there.some(({ personId }) => acknowledged.has(personId))
  })
}

/** The people of the first later step that has anybody who was not told yet. */
function nextPeople(
  tree: NotificationTree,
  after: number,
  members: readonly TreeMember[],
  told: ReadonlySet<string>,
): { readonly stepNo: number; readonly personIds: readonly string[] } | undefined {
  for (const [stepNo, step] of tree.steps.entries()) {
    if (stepNo <= after) continue
    const personIds = members
      .filter((member) => step.posts.some((post) => standsAt(member, post)) && !told.has(member.personId))
      .map(({ personId }) => personId)
    if (personIds.length > 0) return { stepNo, personIds }
  }
  return undefined
}

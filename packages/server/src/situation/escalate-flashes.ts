import { mayRead, type Marking, type Reader } from '@eirene/domain/access'
import { escalate, type DueNotice, type Notice, type NotificationTree, type TreeMember } from '@eirene/domain/situation'
import { listMembers, readerOf } from '@eirene/store/access'
import type { Db, Tx } from '@eirene/store/db'
import { insertNotices, listNotices, listOpenFlashReports, notifyDesk, type StoredFlash } from '@eirene/store/situation'

/** After a day a report that nobody acknowledged is for the log of the watch, not for the tree. */
const OPEN_MS = 24 * 3_600_000

/** Somebody of an operation with their rights. */
interface Person extends TreeMember {
  readonly reader: Reader | undefined
}

/** The people of an operation with their rights. As the system: it is their rights, not ours. */
export async function listPeopleOf(db: Db | Tx, operationId: string): Promise<readonly Person[]> {
  const people: Person[] = []
  for (const member of await listMembers(db, operationId))
    people.push({ ...member, reader: await readerOf(db, member.personId) })
  return people
}

/** Those of the people who may read what is marked so. */
export function readersOf(people: readonly Person[], marking: Marking): readonly Person[] {
  return people.filter(({ reader }) => reader !== undefined && mayRead(reader, marking))
}

/** Whom of these people the tree names at all. */
export function countInTree(tree: NotificationTree, members: readonly TreeMember[]): number {
  const posts = tree.steps.flatMap((step) => step.posts)
  return members.filter(({ personId, roles }) =>
    posts.some((post) => post.personIds.includes(personId) || roles.some((role) => post.roles.includes(role))),
  ).length
}

/** Whom to tell of a report now. */
export function dueOf(
  flash: Pick<StoredFlash, 'tree' | 'sentBy'>,
  notices: readonly Notice[],
  members: readonly TreeMember[],
  now: Date,
): readonly DueNotice[] {
  return escalate(flash.tree, notices, { members, senderId: flash.sentBy, now: now.getTime() }).due
}

/** Whether anything can have become due: what the tree and the times say without looking at anybody's rights. */
function mayBeDue({ tree }: StoredFlash, notices: readonly Notice[], now: Date): boolean {
  const reached = notices.reduce((highest, { stepNo }) => Math.max(highest, stepNo), -1)
  const step = tree.steps[reached]
  if (step === undefined) return true
  const begun = Math.min(...notices.filter(({ stepNo }) => stepNo === reached).map(({ notifiedAt }) => notifiedAt))
  return reached < tree.steps.length - 1 && now.getTime() >= begun + step.minutes * 60_000
}

/**
 * Tells the next step of every flash report whose people have not acknowledged in time; gives how many were told. Derived
 * from what is stored and the time alone: it goes on after a restart, and two servers that do it at once tell once.
 */
export async function escalateFlashes(db: Db, now: Date): Promise<number> {
  let told = 0
  const peopleByOperation = new Map<string, readonly Person[]>()
  for (const flash of await listOpenFlashReports(db, new Date(now.getTime() - OPEN_MS))) {
    const { operationId } = flash
    const notices = (await listNotices(db, operationId, [flash.id])).get(flash.id) ?? []
    if (!mayBeDue(flash, notices, now)) continue
    const people = peopleByOperation.get(operationId) ?? (await listPeopleOf(db, operationId))
    peopleByOperation.set(operationId, people)
    const due = dueOf(flash, notices, readersOf(people, flash.marking), now)
    await insertNotices(db, { operationId, id: flash.id }, due, now)
    if (due.length > 0) await notifyDesk(db, operationId, { table: 'flash_report', id: flash.id })
    told += due.length
  }
  return told
}

const LOOK_MS = 15_000

/** Looks every quarter of a minute until it is closed. A database that does not answer is asked again at the next look. */
export function keepEscalating(
  db: Db,
  clock: () => Date,
  onFault: (error: unknown) => void,
): { readonly close: () => Promise<void> } {
  let looking = Promise.resolve()
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    looking = escalateFlashes(db, clock())
      .then(() => undefined, onFault)
      .finally(() => {
        isBusy = false
      })
  }, LOOK_MS)
  timer.unref()
  return {
    close: async () => {
      clearInterval(timer)
      await looking
    },
  }
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROLES } from '../access/index.ts'
import { escalate, FIRST_TREE, type Notice, type NotificationTree, type TreeMember } from './index.ts'

const MINUTE = 60_000
const member = (personId: string, ...roles: TreeMember['roles']): TreeMember => ({ personId, roles })
const PEOPLE = [
  member('hom', 'HOM'),
  member('do1', 'DO'),
  member('do2', 'DO'),
  member('jmac', 'JMAC'),
  member('obs', 'OBS'),
]
const context = { members: PEOPLE, senderId: 'do1' }

/** Runs the clock by the minute as the server's timer does; each person acknowledges after so many minutes, or never. */
function play(
  tree: NotificationTree,
  who: { readonly members: readonly TreeMember[]; readonly senderId: string },
  {
    answers,
    minutes,
    looks = () => true,
  }: {
    readonly answers: ReadonlyMap<string, number>
    readonly minutes: number
    readonly looks?: (minute: number) => boolean
  },
): readonly Notice[] {
  let notices: readonly Notice[] = []
  for (let minute = 0; minute <= minutes; minute++) {
    const now = minute * MINUTE
    notices = notices.map((one) => {
      const after = answers.get(one.personId)
      const isDue = after !== undefined && now >= one.notifiedAt + after * MINUTE
      return one.acknowledgedAt === null && isDue ? { ...one, acknowledgedAt: now } : one
    })
    if (!looks(minute)) continue
    const { due } = escalate(tree, notices, { ...who, now })
    notices = [...notices, ...due.map((one) => ({ ...one, notifiedAt: now, acknowledgedAt: null }))]
  }
  return notices
}

const told = (notices: readonly Notice[]) =>
  notices.map(({ personId, stepNo, notifiedAt }) => [personId, stepNo, notifiedAt / MINUTE])

describe('escalation', () => {
  it('tells the first step at once, not the sender, and the next after five minutes without acknowledgement', () => {
    expect(told(play(FIRST_TREE, context, { answers: new Map(), minutes: 20 }))).toEqual([
      ['hom', 0, 0],
      ['do2', 0, 0],
      ['jmac', 1, 5],
    ])
  })

  it('goes no further once each post of the step has acknowledged, by one of its people', () => {
    expect(
      told(
        play(FIRST_TREE, context, {
          answers: new Map([
            ['hom', 2],
            ['do2', 4],
          ]),
          minutes: 20,
        }),
      ),
    ).toHaveLength(2)
    expect(told(play(FIRST_TREE, context, { answers: new Map([['hom', 2]]), minutes: 20 }))).toContainEqual([
      'jmac',
      1,
      5,
    ])
  })

  it('passes over a step that has nobody who may read it', () => {
    const members = PEOPLE.filter(({ personId }) => personId === 'jmac' || personId === 'do1')
    expect(told(play(FIRST_TREE, { members, senderId: 'do1' }, { answers: new Map(), minutes: 1 }))).toEqual([
      ['jmac', 1, 0],
    ])
  })

  it('says when to look again, and that nothing more comes at the end of the tree', () => {
    expect(escalate(FIRST_TREE, [], { ...context, now: 0 }).nextAt).toBe(5 * MINUTE)
    const all = play(FIRST_TREE, context, { answers: new Map(), minutes: 20 })
    expect(escalate(FIRST_TREE, all, { ...context, now: 60 * MINUTE })).toEqual({ due: [], nextAt: null })
  })
})

const people = fc
  .array(fc.subarray([...ROLES], { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map((all) => all.map((roles, i) => member(`p${i}`, ...roles)))
const trees: fc.Arbitrary<NotificationTree> = fc.record({
  steps: fc.array(
    fc.record({
      posts: fc.array(
        fc.record({
          label: fc.constant('post'),
          roles: fc.subarray([...ROLES], { maxLength: 3 }),
          personIds: fc.subarray(['p0', 'p1', 'p2', 'p3', 'p9']),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      minutes: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
})
const answers = fc.dictionary(fc.constantFrom('p0', 'p1', 'p2', 'p3', 'p4', 'p5'), fc.integer({ min: 0, max: 12 }))

describe('escalation, whatever the tree, the people and their answers', () => {
  it('tells nobody twice, never the sender, nobody outside the readers, and no step before its time', () => {
    fc.assert(
      fc.property(trees, people, answers, (tree, members, given) => {
        const notices = play(
          tree,
          { members, senderId: 'p0' },
          { answers: new Map(Object.entries(given)), minutes: 60 },
        )
        const ids = notices.map(({ personId }) => personId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids).not.toContain('p0')
        expect(ids.every((id) => members.some(({ personId }) => personId === id))).toBe(true)
        const steps = [...new Set(notices.map(({ stepNo }) => stepNo))]
        expect(steps).toEqual([...steps].sort((a, b) => a - b))
        for (const [i, stepNo] of steps.entries()) {
          if (i === 0) continue
          const begun = (no: number): number =>
            Math.min(...notices.filter((one) => one.stepNo === no).map((one) => one.notifiedAt))
          const before = steps[i - 1]!
          expect(begun(stepNo) - begun(before)).toBeGreaterThanOrEqual(tree.steps[before]!.minutes * MINUTE)
        }
      }),
    )
  })

  it('reaches everybody of the tree who may read it, when nobody answers', () => {
    fc.assert(
      fc.property(trees, people, (tree, members) => {
        const notices = play(tree, { members, senderId: 'p0' }, { answers: new Map(), minutes: 60 })
        const posts = tree.steps.flatMap((step) => step.posts)
        const wanted = members.filter(
          ({ personId, roles }) =>
            personId !== 'p0' &&
            posts.some((post) => post.personIds.includes(personId) || roles.some((role) => post.roles.includes(role))),
        )
        expect(notices.map(({ personId }) => personId).sort()).toEqual(wanted.map(({ personId }) => personId).sort())
      }),
    )
  })

  it('comes to the same people when the server was down for a while: later, never fewer', () => {
    fc.assert(
      fc.property(
        trees,
        people,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (tree, members, from, long) => {
          const who = { members, senderId: 'p0' }
          const steady = play(tree, who, { answers: new Map(), minutes: 90 })
          const broken = play(tree, who, {
            answers: new Map(),
            minutes: 90,
            looks: (minute) => minute < from || minute >= from + long,
          })
          expect(broken.map(({ personId, stepNo }) => [personId, stepNo])).toEqual(
            steady.map(({ personId, stepNo }) => [personId, stepNo]),
          )
          for (const [i, notice] of broken.entries())
            expect(notice.notifiedAt).toBeGreaterThanOrEqual(steady[i]!.notifiedAt)
        },
      ),
    )
  })
})

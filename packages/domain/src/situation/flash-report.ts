import * as z from 'zod/mini'
import { withCompartments, type Marking } from '../access/index.ts'
import { parseWith, refused, type Issue, type Parsed } from '../parse/index.ts'
import { screenText } from '../report/index.ts'
import { TIME_PRECISIONS } from '../time/index.ts'

export const PRECEDENCES = ['FLASH', 'IMMEDIATE'] as const
export type Precedence = (typeof PRECEDENCES)[number]

/** Longest line of a flash report, in characters: ten of them are one screen. */
const LINE = 200

/** A line of a flash report; null: not known, and shown so. */
const line = z.nullable(z.string().check(z.minLength(1), z.maxLength(LINE)))
const count = z.nullable(z.int().check(z.gte(0), z.lte(10_000_000)))
const casualties = z.strictObject({ low: count, best: count, high: count })

/** What a flash report says: ten lines, each known or plainly not. */
const flashContentSchema = z.strictObject({
  /** What happened: the one line that nobody sends a flash without. */
  what: z.string().check(z.minLength(1), z.maxLength(LINE)),
  /** Parties as bodies; functions, never names of persons. */
  who: line,
  occurred: z.nullable(z.strictObject({ at: z.iso.datetime({ offset: true }), precision: z.enum(TIME_PRECISIONS) })),
  where: line,
  how: line,
  killed: casualties,
  injured: casualties,
  actionTaken: line,
  immediateNeeds: line,
  /** When the next word comes. */
  nextUpdateAt: z.iso.datetime({ offset: true }),
  /** One line that may be handed on as it is, so that nobody hands on more; null: nothing may. */
  releasableLine: line,
})
export type FlashContent = Readonly<z.infer<typeof flashContentSchema>>

const flashOrderSchema = z.strictObject({
  /** UUIDv7, minted in the browser: sending again under the same id changes nothing. */
  id: z.uuid(),
  precedence: z.enum(PRECEDENCES),
  /** The incident that it tells of; null when there is none yet. */
  incidentId: z.nullable(z.uuid()),
  /** The first report of its thread, when this is a follow-up; null for a first report. */
  followsId: z.nullable(z.uuid()),
  /** When the first word came in: the clock of ten minutes runs from here. */
  firstWordAt: z.iso.datetime({ offset: true }),
  content: flashContentSchema,
})
export type FlashOrder = Readonly<z.infer<typeof flashOrderSchema>>

function checkCasualties(content: FlashContent): readonly Issue[] {
  return (['killed', 'injured'] as const).flatMap((name): Issue[] => {
    const { low, best, high } = content[name]
    const known = [low, best, high].filter((value) => value !== null)
    const isOrdered = known.every((value, i) => i === 0 || value >= (known[i - 1] ?? 0))
    if (isOrdered) return []
    const message = 'These counts are not in order.'
    return [
      { code: 'count.order', message, remedy: 'Lowest, best, highest.', path: ['content', name], severity: 'error' },
    ]
  })
}

/** What a duty officer asks to send. The only door for a flash report from outside. */
export function parseFlashOrder(input: unknown): Parsed<FlashOrder> {
  const order = parseWith(flashOrderSchema, input)
  if (!order.ok) return order
  const issues = checkCasualties(order.value.content)
  return issues.length > 0 ? refused(issues) : order
}

/** All words of a flash report, for screening. */
function wordsOf(content: FlashContent): string {
  const { what, who, where, how, actionTaken, immediateNeeds, releasableLine } = content
  return [what, who, where, how, actionTaken, immediateNeeds, releasableLine].filter((text) => text !== null).join('\n')
}

/** The marking of a flash report: that of its incident or thread, with what its words call for. */
export function flashMarking(content: FlashContent, base: Marking): Marking {
  return withCompartments(base, screenText(wordsOf(content)))
}

/** Whether a line may be handed on under this marking: nothing of a compartment or a limited audience ever is. */
export function mayHandOn(marking: Marking): boolean {
  const isHeldBack = marking.caveats.some((caveat) => caveat !== 'EXERCISE')
  return marking.compartments.length === 0 && marking.releasableTo.length === 0 && !isHeldBack
}

/** A flash report as its readers get it. Never changed after it was sent: a correction is a follow-up. */
export interface FlashView {
  readonly id: string
  /** `2024-03-02/1`; a follow-up is `2024-03-02/1.1`. Under another marking with its series before: `2024-03-02/CRSV-1`. */
  readonly number: string
  readonly precedence: Precedence
  /** The first report of the thread; its own id for a first report. */
  readonly threadId: string
  readonly incidentId: string | null
  readonly content: FlashContent
  readonly marking: Marking
  readonly firstWordAt: string
  readonly sentAt: string
  readonly sentBy: string
}

/** Minutes from the first word within which a flash report is to be out. */
export const FLASH_MINUTES = 10

import * as z from 'zod/mini'
import { ROLES, type Role } from '../access/index.ts'
import { parseWith, refused, type Issue, type Parsed } from '../parse/index.ts'
import { screenText } from '../report/index.ts'

const words = z.string().check(z.minLength(1), z.maxLength(2000))

const entrySchema = z.strictObject({
  /** UUIDv7, minted in the browser. */
  id: z.uuid(),
  text: words,
  /** Null: a note. */
  action: z.nullable(
    z.strictObject({
      /** Who is to do it: a post, not a person. */
      ownerRole: z.enum(ROLES),
      dueAt: z.nullable(z.iso.datetime({ offset: true })),
    }),
  ),
})
export type WatchEntryOrder = Readonly<z.infer<typeof entrySchema>>

const doneSchema = z.strictObject({ how: words })
export type ActionDone = Readonly<z.infer<typeof doneSchema>>

const handoverSchema = z.strictObject({ id: z.uuid(), note: words })
export type HandoverOrder = Readonly<z.infer<typeof handoverSchema>>

/** The log of the watch is read by every watch: what belongs into a compartment has no place in it. */
function withoutRestricted<T>(parsed: Parsed<T>, text: (value: T) => string, path: string): Parsed<T> {
  if (!parsed.ok || screenText(text(parsed.value)).length === 0) return parsed
  const issue: Issue = {
    code: 'watch.restricted',
    message: 'This speaks of a restricted matter.',
    remedy: 'Name the number of its report instead; the adviser reads it there.',
    path: [path],
    severity: 'error',
  }
  return refused([issue])
}

/** An entry for the log of the watch. Words of a restricted matter are an issue: everybody on duty reads the log. */
export function parseWatchEntry(input: unknown): Parsed<WatchEntryOrder> {
  return withoutRestricted(parseWith(entrySchema, input), ({ text }) => text, 'text')
}
/** How an open action was done; words of a restricted matter are an issue. */
export function parseActionDone(input: unknown): Parsed<ActionDone> {
  return withoutRestricted(parseWith(doneSchema, input), ({ how }) => how, 'how')
}
/** The note of a handover; words of a restricted matter are an issue. */
export function parseHandoverOrder(input: unknown): Parsed<HandoverOrder> {
  return withoutRestricted(parseWith(handoverSchema, input), ({ note }) => note, 'note')
}

/** An entry of the log of the watch. Never changed: that an action was done stands beside it. */
export interface WatchEntry {
  readonly id: string
  readonly writtenAt: string
  readonly writtenBy: string
  readonly text: string
  readonly action: {
    readonly ownerRole: Role
    readonly dueAt: string | null
    /** Null: still open. */
    readonly done: { readonly at: string; readonly by: string; readonly how: string } | null
  } | null
}

/** One change of the watch: signed by who goes, then by who comes. */
export interface Handover {
  readonly id: string
  readonly note: string
  readonly outgoing: string
  readonly outgoingId: string
  readonly signedOutAt: string
  /** Entries whose action was open when the outgoing officer signed. */
  readonly openActionIds: readonly string[]
  /** Null: nobody has taken the watch over yet, and it shows. */
  readonly taken: { readonly by: string; readonly at: string } | null
}

/** The log of the watch, newest entry first, and its handovers. */
export interface WatchLogView {
  /** Newest first. */
  readonly entries: readonly WatchEntry[]
  readonly handovers: readonly Handover[]
}

import * as z from 'zod/mini'
import { brokenTextIssues, parseWith, refused, type Issue, type Parsed } from '../parse/index.ts'
import { RELEASE_AUDIENCES } from './audience.ts'
import { RELEASE_BASES, type ReleaseContent, type ReleaseDesk, type ReleaseState } from './release.ts'

/** GET: the register of releases. POST: propose one. */
export const RELEASES_PATH = '/v1/operations/:slug/releases'
/** POST: what each audience would get. Nothing is stored. */
export const RELEASE_PREVIEW_PATH = '/v1/operations/:slug/releases/preview'
export const RELEASE_PATH = '/v1/operations/:slug/releases/:id'
/** POST: a second person lets it leave, or refuses it, or takes it back. */
export const RELEASE_APPROVE_PATH = '/v1/operations/:slug/releases/:id/approve'
export const RELEASE_REFUSE_PATH = '/v1/operations/:slug/releases/:id/refuse'
export const RELEASE_WITHDRAW_PATH = '/v1/operations/:slug/releases/:id/withdraw'
/** GET: the links of a release, without their secrets. POST: a link for a partner or a donor, with its own secret. */
export const RELEASE_LINKS_PATH = '/v1/operations/:slug/releases/:id/links'
/** POST: the link opens nothing any more. Safe to repeat. */
export const RELEASE_LINK_END_PATH = '/v1/operations/:slug/releases/:id/links/:link/end'

/** GET, open to everybody: what was released for everybody. `:id` takes `.csv` and `.geojson`. */
export const PUBLIC_RELEASES_PATH = '/v1/public/releases'
export const PUBLIC_RELEASE_PATH = '/v1/public/releases/:id'
/** GET, for whoever holds the link. */
export const RELEASE_LINK_PATH = '/v1/public/links/:token'

/** Longest period of one release, in days. */
export const RELEASE_MAX_DAYS = 366

export const releaseOrderSchema = z.strictObject({
  audience: z.enum(RELEASE_AUDIENCES),
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  basis: z.enum(RELEASE_BASES),
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(160)),
  text: z.string().check(z.maxLength(4000)),
  /** To whom it goes and why it may, for the register. */
  toWhom: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  reason: z.string().check(z.trim(), z.minLength(5), z.maxLength(1000)),
})
export type ReleaseOrder = Readonly<z.infer<typeof releaseOrderSchema>>

export const releaseReasonSchema = z.strictObject({
  reason: z.string().check(z.trim(), z.minLength(5), z.maxLength(1000)),
})
export const releaseApprovalSchema = z.strictObject({
  /** Digest of the content that the person has before them. */
  digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
})
export const releaseLinkSchema = z.strictObject({
  toWhom: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  days: z.int().check(z.gte(1), z.lte(30)),
  isOneTime: z.boolean(),
})

/** What would put back what the ladder takes away: a grid or coordinate, a time of day. */
const TOO_FINE: readonly { readonly code: string; readonly pattern: RegExp; readonly message: string }[] = [
  {
    code: 'release.text_coordinate',
    pattern: /\d{1,3}[.,]\d{2,}\s*°?\s*[NSEW]?\s*[,;/ ]\s*-?\d{1,3}[.,]\d{2,}|\d{1,3}\s*°\s*\d{1,2}/iu,
    message: 'The text holds coordinates.',
  },
  {
    code: 'release.text_grid',
    pattern: /\b\d{1,2}[C-X]\s?[A-Z]{2}\s?\d{2,5}\s?\d{2,5}\b/iu,
    message: 'The text holds a grid reference.',
  },
  {
    code: 'release.text_time',
    pattern: /\b([01]?\d|2[0-3])[:h][0-5]\d\b|\b\d{6}Z\b/iu,
    message: 'The text holds a time of day.',
  },
]

/** What in the reason for taking a release back would tell everybody more than the release could. */
export function publicReasonIssues(reason: string): readonly Issue[] {
  return textIssues('reason', reason)
}

/**
 * What an order asks for. Titles and texts are looked through for coordinates, grids and times of day; text that no database
 * holds and no digest can be made of is refused.
 */
export function parseReleaseOrder(input: unknown): Parsed<ReleaseOrder> {
  const order = parseWith(releaseOrderSchema, input)
  if (!order.ok) return order
  const issues = [
    ...periodIssues(order.value),
    ...textIssues('title', order.value.title),
    ...textIssues('text', order.value.text),
    ...brokenTextIssues(order.value),
  ]
  return issues.length === 0 ? order : refused(issues)
}

function periodIssues({ fromOn, toOn }: ReleaseOrder): readonly Issue[] {
  const days = (Date.parse(toOn) - Date.parse(fromOn)) / 86_400_000
  if (days >= 1 && days <= RELEASE_MAX_DAYS) return []
  return [
    {
      code: days < 1 ? 'release.period_empty' : 'release.period_long',
      message: days < 1 ? 'The period ends before it begins.' : `The period has ${days} days.`,
      path: ['toOn'],
      value: toOn,
      remedy: days < 1 ? 'Give the day after the last one as the end.' : `Choose at most ${RELEASE_MAX_DAYS} days.`,
      severity: 'error',
    },
  ]
}

function textIssues(field: 'title' | 'text' | 'reason', words: string): readonly Issue[] {
  return TOO_FINE.filter(({ pattern }) => pattern.test(words)).map(({ code, pattern, message }) => ({
    code,
    message,
    path: [field],
    value: pattern.exec(words)?.[0] ?? '',
    remedy: 'Name the area and the month, or the day where the audience may have it.',
    severity: 'error' as const,
  }))
}

/** A row of the register. People by the names that their colleagues know. */
export interface ReleaseSummary {
  readonly id: string
  /** Per operation and audience, given at release; null before. */
  readonly number: string | null
  readonly state: ReleaseState
  readonly audience: ReleaseContent['audience']
  readonly title: string
  readonly fromOn: string
  readonly toOn: string
  /** The period that was asked for; the one above may be shorter. */
  readonly asked: { readonly fromOn: string; readonly toOn: string }
  readonly toWhom: string
  readonly reason: string
  /** SHA-256 of the canonical content. */
  readonly digest: string
  readonly proposedBy: string | null
  readonly proposedAt: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly withdrawnBy: string | null
  readonly withdrawnAt: string | null
  /** Why it was refused or withdrawn. */
  readonly endReason: string | null
  /** Whether the person who asks proposed it: then another decides. */
  readonly isYours: boolean
}

export interface ReleaseView {
  readonly summary: ReleaseSummary
  readonly content: ReleaseContent
  readonly desk: ReleaseDesk
}

/** What one audience would get. */
export interface ReleasePreview {
  readonly content: ReleaseContent
  readonly desk: ReleaseDesk
}

/** A link as the desk sees it. People by the names that their colleagues know. */
export interface ReleaseLinkSummary {
  readonly id: string
  readonly toWhom: string
  readonly isOneTime: boolean
  readonly madeBy: string | null
  readonly madeAt: string
  readonly expiresAt: string
  /** Null: not opened yet. */
  readonly lastOpenedAt: string | null
  readonly endedBy: string | null
  /** Null: not ended by anybody. */
  readonly endedAt: string | null
  /** Why it opens nothing any more; null: it still opens. */
  readonly isOver: 'ended' | 'expired' | 'used' | 'withdrawn' | null
}

/** Given once; afterwards only its hash is kept. */
export interface ReleaseLinkView {
  readonly token: string
  readonly expiresAt: string
}

/** A released product as everybody gets it. */
export interface PublicReleaseSummary {
  readonly id: string
  readonly number: string
  readonly releasedOn: string
  readonly digest: string
  readonly title: string
  readonly fromOn: string
  readonly toOn: string
  readonly operation: ReleaseContent['operation']
  readonly withdrawn: null
}

/** What stays of a product that was taken back: that it was there, and why it is not any more. */
export interface PublicTombstoneSummary {
  readonly id: string
  readonly number: string
  readonly releasedOn: string
  readonly operation: Pick<ReleaseContent['operation'], 'acronym' | 'realm'>
  readonly withdrawn: {
    readonly on: string
    /** Null: not told. */
    readonly reason: string | null
  }
}
/** A line of the public list. */
export type PublicReleaseLine = PublicReleaseSummary | PublicTombstoneSummary

export interface PublicReleaseView {
  readonly number: string
  readonly releasedOn: string
  readonly digest: string
  readonly content: ReleaseContent
}

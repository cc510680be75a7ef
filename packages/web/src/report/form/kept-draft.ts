import { withoutRestrictedWords, type FieldDraft } from '@eirene/domain/report'
import { emptyDraft } from './begin-draft.ts'

/** A report that is being written, with what the form remembers beside it. */
export interface KeptDraft {
  readonly draft: FieldDraft
  /** The refused report of this outbox that this one is the corrected form of; it leaves the outbox with it. */
  readonly retryOf: string | null
  /** The position that the writer has confirmed although it lies outside the operation's area. */
  readonly confirmedPosition: string
}

function keyOf(personId: string, slug: string): string {
  return `eirene.report.${personId}.${slug}`
}

/** The draft that this device keeps for a person and an operation; undefined when there is none that can be read. */
export function readKeptDraft(personId: string, slug: string): KeptDraft | undefined {
  try {
    const kept = localStorage.getItem(keyOf(personId, slug))
    if (kept === null) return undefined
    // Written by this module; what a newer version added keeps its first value.
    const { draft, ...rest } = JSON.parse(kept) as Partial<KeptDraft> & Pick<KeptDraft, 'draft'>
    return { retryOf: null, confirmedPosition: '', ...rest, draft: { ...emptyDraft(draft.id, draft.at), ...draft } }
  } catch {
    return undefined
  }
}

/**
 * Keeps a draft at each key press, so that a reload, a killed tab or a dead battery loses nothing. Of a restricted matter
 * the words are not kept: the device may be searched. False when the browser keeps nothing.
 */
export function keepDraft(
  kept: KeptDraft,
  {
    personId,
    slug,
    isRestricted,
  }: { readonly personId: string; readonly slug: string; readonly isRestricted: boolean },
): boolean {
  const draft = isRestricted ? withoutRestrictedWords(kept.draft) : kept.draft
  try {
    localStorage.setItem(keyOf(personId, slug), JSON.stringify({ ...kept, draft }))
    return true
  } catch {
    return false
  }
}

/** Takes the kept draft off the device. */
export function forgetDraft(personId: string, slug: string): void {
  try {
    localStorage.removeItem(keyOf(personId, slug))
  } catch {
    // Nothing was kept.
  }
}

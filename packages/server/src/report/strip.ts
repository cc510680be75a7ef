import { Problem } from '@eirene/domain/problem'

/** A copy without particulars, and what was taken off, by its kind (binary parts in base64). */
export interface Stripped<Found> {
  readonly bytes: Buffer
  readonly takenOff: Readonly<Record<string, string>>
  readonly found: Found
}

/** The refusal of a file that is not what it must be. Nothing is stored then. */
export function unreadable(why: string): Problem {
  return new Problem('attachment.unreadable', why, {
    remedy: 'Send the file again, or save it anew as JPEG, PNG, MP3, WAV or PDF.',
  })
}

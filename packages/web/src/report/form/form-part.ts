import type { Issue } from '@eirene/domain/parse'
import type { FieldDraft } from '@eirene/domain/report'

/** What each part of the form works with. */
export interface FormPart {
  readonly draft: FieldDraft
  readonly put: (part: Partial<FieldDraft>) => void
  /** What is not right; empty until the writer has tried to send, warnings at once. */
  readonly issues: readonly Issue[]
}

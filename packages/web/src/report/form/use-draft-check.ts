import type { OperationView } from '@eirene/domain/operation'
import type { Issue } from '@eirene/domain/parse'
import type { PrecisePoint } from '@eirene/domain/place'
import type { DraftContext, FieldDraft, FieldReport } from '@eirene/domain/report'
import { useLater } from '../../widget/index.ts'
import type * as DraftCheck from './draft-check.ts'

const loadCheck = (): Promise<typeof DraftCheck> => import('./draft-check.ts')

/** What a draft makes, as far as it can be told: the form is there, and takes in what is typed, before its check is. */
interface CheckedDraft {
  /** Undefined until it has been loaded. */
  readonly check: typeof DraftCheck | undefined
  readonly point: PrecisePoint | null | undefined
  /** Undefined when something keeps it from going out. */
  readonly report: FieldReport | undefined
  /** What keeps it from going out. */
  readonly faults: readonly Issue[]
  readonly doubts: readonly Issue[]
}

/** Reads a draft at each change. */
export function useDraftCheck(
  draft: FieldDraft,
  operation: OperationView,
  context: Omit<DraftContext, 'point'>,
): CheckedDraft {
  const check = useLater(loadCheck)
  if (check === undefined) return { check, point: null, report: undefined, faults: [], doubts: [] }
  const point = check.readPosition(draft.position, draft.precisionM)
  const built = check.checkDraft(draft, { ...context, point })
  return {
    ...{ check, point, doubts: check.doubtsOf(draft, operation) },
    ...(built.ok ? { report: built.value, faults: [] } : { report: undefined, faults: built.issues }),
  }
}

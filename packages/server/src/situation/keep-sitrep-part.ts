import { membershipIn } from '@eirene/domain/access'
import type { JocSection } from '@eirene/domain/incident'
import { Problem } from '@eirene/domain/problem'
import {
  COMPONENT_ROLES,
  speaksFor,
  type Component,
  type SitrepChangesView,
  type SitrepProcess,
} from '@eirene/domain/situation'
import type { Tx } from '@eirene/store/db'
import {
  editedMeanwhile,
  insertSitrepComment,
  insertSitrepFacts,
  insertSitrepInput,
  insertSitrepRequests,
  notifyDesk,
} from '@eirene/store/situation'
import { mustId, type OperationCall } from '../edge/index.ts'
import { sitrepFactsNow } from './sitrep-facts-now.ts'
import { changesFor, mustFindStored, viewSitrepProcess, type ProcessDeps } from './view-sitrep-process.ts'

interface CommentGiven {
  readonly section: JocSection
  readonly body: string
  readonly basedOnNo: number
}

interface InputGiven {
  readonly component: Component
  /** Null: the component has nothing significant to report. */
  readonly body: string | null
  readonly incidentIds: readonly string[]
}

interface RequestOrder {
  readonly components: readonly Component[]
  readonly cutoffAt: string
}

interface Signed {
  readonly operationId: string
  readonly sitrepId: string
  readonly personId: string
  readonly at: Date
}

function signed({ clock }: ProcessDeps, call: OperationCall): Signed {
  return { operationId: call.operation.id, sitrepId: mustId(call), personId: call.reader.personId, at: clock() }
}

/** Adds to the report of the path and tells the desk of it. False: nothing was added. */
function addTo(call: OperationCall, add: (tx: Tx) => Promise<boolean>): Promise<boolean> {
  return call.read(async (tx) => {
    const isAdded = await add(tx)
    if (isAdded) await notifyDesk(tx, call.operation.id, { table: 'sitrep', id: mustId(call) })
    return isAdded
  })
}

/** Keeps a comment. Nothing is overwritten. Throws Problem 'sitrep.edited_meanwhile' with what somebody else wrote meanwhile. */
export async function keepComment(
  deps: ProcessDeps,
  call: OperationCall,
  { section, body, basedOnNo }: CommentGiven,
): Promise<SitrepProcess> {
  const by = signed(deps, call)
  const kept = await addTo(call, (tx) => insertSitrepComment(tx, { ...by, section, body, basedOnNo }))
  const process = await viewSitrepProcess(deps, call)
  if (kept) return process
  const theirs = process.versions.filter((version) => version.section === section).at(-1)
  throw new Problem('sitrep.edited_meanwhile', 'Somebody else kept a version of this section meanwhile.', {
    yours: body,
    theirs: theirs?.body ?? '',
    versionNo: theirs?.versionNo ?? 0,
  })
}

/** Keeps what a component gives to the report. Throws Problem 'access.forbidden' when another role speaks for it. */
export async function keepInput(deps: ProcessDeps, call: OperationCall, input: InputGiven): Promise<SitrepProcess> {
  await mustFindStored(call)
  const held = membershipIn(call.reader, call.operation.id)?.roles ?? []
  if (!speaksFor(input.component, held))
    throw new Problem('access.forbidden', 'Another role speaks for this component.', {
      roles: COMPONENT_ROLES[input.component],
    })
  await addTo(call, async (tx) => {
    await insertSitrepInput(tx, { ...signed(deps, call), ...input })
    return true
  })
  return viewSitrepProcess(deps, call)
}

/** Asks components for their inputs, until a cut-off. */
export async function askForInputs(
  deps: ProcessDeps,
  call: OperationCall,
  order: RequestOrder,
): Promise<SitrepProcess> {
  await addTo(call, async (tx) => {
    await insertSitrepRequests(tx, { ...signed(deps, call), ...order })
    return true
  })
  return viewSitrepProcess(deps, call)
}

/**
 * Makes the facts of a draft anew and says what changed. Released facts never change.
 * Throws Problem 'sitrep.edited_meanwhile' when somebody else was quicker.
 */
export async function keepFacts(deps: ProcessDeps, call: OperationCall, basedOnNo: number): Promise<SitrepChangesView> {
  const by = signed(deps, call)
  const found = await mustFindStored(call)
  const { content, changes } = await sitrepFactsNow(call, found, by.at)
  const { leftOut, ...kept } = changes
  if (!(await addTo(call, (tx) => insertSitrepFacts(tx, { ...by, basedOnNo, content, changes: kept }))))
    throw editedMeanwhile()
  return changesFor(call, found, { ...kept, leftOut })
}

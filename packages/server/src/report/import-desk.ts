import type { Readable } from 'node:stream'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import {
  findDataset,
  isRelease,
  mappedDataset,
  parseCsvMapping,
  type Dataset,
  type ImportOrder,
  type ImportPreview,
  type ImportView,
} from '@eirene/domain/report'
import type { Db } from '@eirene/store/db'
import { findImport, listImports, type StoredImport } from '@eirene/store/report'
import { importDataset, type ImportProgress } from './import-dataset.ts'
import type { KeptFile } from '../storage/index.ts'
import type { IncidentCodes } from './import-run.ts'
import { openIssueFile } from './issue-file.ts'
import { linkToFiles } from './keep-file.ts'
import { FILE_LIMITS, type FileLimits } from './open-text.ts'
import { previewFile } from './preview-file.ts'
import { undoImport } from './undo-import.ts'
import { openUploads, safeFileName } from './uploads.ts'

interface Caller {
  readonly operation: Operation
  readonly personId: string
}

/** Where people bring files in: upload, preview, imports in the background, undoing. */
export interface ImportDesk {
  readonly receive: (
    caller: Caller,
    name: string,
    encoding: string | undefined,
    body: Readable,
  ) => Promise<ImportPreview>
  readonly start: (caller: Caller, order: ImportOrder) => Promise<ImportView>
  readonly list: (operation: Operation) => Promise<readonly ImportView[]>
  readonly get: (operation: Operation, importId: string) => Promise<ImportView>
  readonly undo: (caller: Caller, importId: string) => Promise<ImportView>
  /** Stops what runs (nothing of it stays) and waits for it. */
  readonly close: () => Promise<void>
}

export interface ImportDeskDeps {
  readonly db: Db
  readonly clock: () => Date
  readonly dataDir: string
  readonly codes: IncidentCodes
  readonly limits?: FileLimits
}

/** Imports that run at once. Each holds a connection while another notes its progress: more would leave none for people. */
export const IMPORTS_AT_ONCE = 4

const LISTED = 100
/** Issues of each act in a list; one act alone gives all that are kept. */
const ISSUES_LISTED = 10

/** The dataset that a name means; `csv` by its mapping. Throws Problem 'import.unknown_dataset' or 'input.invalid'. */
export function datasetFor(name: string, mapping: unknown): Dataset {
  if (name === 'csv') {
    const read = parseCsvMapping(mapping)
    if (read.ok) return mappedDataset(read.value)
    throw new Problem('input.invalid', 'The mapping needs correction.', { issues: read.issues })
  }
  const dataset = findDataset(name)
  if (dataset !== undefined) return dataset
  throw new Problem('import.unknown_dataset', `There is no dataset "${name}".`, { dataset: name })
}

/** The release of a file: as given, else as its name tells, else the dataset's own default. Throws Problem 'input.invalid'. */
export function releaseFor(dataset: Dataset, fileName: string, given: string | undefined): string {
  if (given !== undefined && !isRelease(given))
    throw new Problem('input.invalid', 'A release begins with a digit: 23.1 or 2025-04-22.', { release: given })
  const release = given ?? dataset.releaseOfName(fileName) ?? dataset.defaultRelease
  if (release === null)
    throw new Problem('input.invalid', `The name of ${fileName} does not tell the release: give it, such as 23.1.`, {
      file: fileName,
    })
  return release
}

function viewOf(act: StoredImport, progress: ImportProgress | undefined): ImportView {
  const { id, dataset, release, fileName, state, issues, personName, restricted } = act
  const running = state === 'running'
  return {
    ...{ id, dataset, release, fileName, state, issues, personName, restricted },
    rowsRead: running ? Math.max(act.rowsRead, progress?.rowsRead ?? 0) : act.rowsRead,
    rowsTotal: running ? null : act.rowsRead,
    rowsStored: act.rowsStored,
    rowsUnchanged: act.rowsUnchanged,
    rowsSuperseding: act.rowsSuperseding,
    rowsRejected: act.rowsRejected,
    rowsRestricted: act.rowsRestricted,
    share: running ? (progress?.share ?? null) : 1,
    secondsLeft: running ? (progress?.secondsLeft ?? null) : null,
    startedAt: act.startedAt.toISOString(),
    endedAt: act.endedAt?.toISOString() ?? null,
  }
}

/** What the desk holds while it is open. */
interface DeskState {
  readonly progress: Map<string, ImportProgress>
  readonly running: Set<Promise<void>>
  readonly ending: AbortController
}

/**
 * Runs an import in the background; resolves with its id once it can be watched, rejects when it never began.
 * Throws Problem 'import.busy' when as many as may run do.
 */
function begin(deps: ImportDeskDeps, state: DeskState, caller: Caller, work: BackgroundWork): Promise<string> {
  const { db, clock, codes, dataDir, limits } = deps
  const { dataset, release, file, order } = work
  if (state.running.size >= IMPORTS_AT_ONCE)
    throw new Problem(
      'import.busy',
      `${IMPORTS_AT_ONCE} imports are running. Wait until one has ended, then try again.`,
    )
  return new Promise((resolve, reject) => {
    const issues = openIssueFile(dataDir)
    const act: { id: string | null } = { id: null }
    const run = importDataset(
      {
        ...{ db, clock, codes, signal: state.ending.signal, onIssue: issues.write },
        ...(limits === undefined ? {} : { limits }),
        onBegun: (importId) => {
          act.id = importId
          resolve(importId)
        },
        onProgress: (progress) => state.progress.set(progress.importId, progress),
      },
      {
        ...{ operation: caller.operation, personId: caller.personId, dataset, release, file, onError: order.onError },
        ...(order.mapping === undefined ? {} : { mapping: order.mapping }),
        ...(order.encoding === undefined ? {} : { encoding: order.encoding }),
      },
    )
      .then(() => undefined)
      // Once begun, the act itself records why it failed; before, the caller is told.
      .catch(reject)
      .finally(() => {
        if (act.id !== null) state.progress.delete(act.id)
        state.running.delete(run)
        return issues.close(act.id).catch(() => undefined)
      })
    state.running.add(run)
  })
}

interface BackgroundWork {
  readonly dataset: Dataset
  readonly release: string
  readonly file: KeptFile
  readonly order: ImportOrder
}

/** Opens the desk. Its owner closes it before the database. */
export async function openImportDesk(deps: ImportDeskDeps): Promise<ImportDesk> {
  const { db, clock, dataDir, codes } = deps
  const limits = deps.limits ?? FILE_LIMITS
  const uploads = await openUploads(dataDir, clock, limits)
  const state: DeskState = { progress: new Map(), running: new Set(), ending: new AbortController() }

  const get = async (operation: Operation, importId: string): Promise<ImportView> => {
    const act = await findImport(db, operation.id, importId)
    if (act === undefined) throw new Problem('record.not_found', 'There is no such import in this operation.')
    return viewOf(act, state.progress.get(importId))
  }

  return {
    get,
    receive: async ({ operation, personId }, name, encoding, body) => {
      const fileName = safeFileName(name)
      const { id, file } = await uploads.receive({ operationId: operation.id, personId }, fileName, body)
      try {
        const preview = await previewFile(file, { operation, now: clock(), encoding }, limits)
        return { uploadId: id, fileBytes: file.bytes, ...preview }
      } catch (error) {
        await uploads.drop(id)
        throw error
      }
    },
    start: async (caller, order) => {
      const owner = { operationId: caller.operation.id, personId: caller.personId }
      const waiting = uploads.find(owner, order.uploadId)
      const dataset = datasetFor(order.dataset, order.mapping)
      const release = releaseFor(dataset, waiting.fileName, order.release)
      const file = await linkToFiles(dataDir, waiting)
      const importId = await begin(deps, state, caller, { dataset, release, file, order })
      await uploads.drop(order.uploadId)
      return get(caller.operation, importId)
    },
    list: async (operation) =>
      (await listImports(db, operation.id, LISTED)).map((act) =>
        viewOf({ ...act, issues: act.issues.slice(0, ISSUES_LISTED) }, state.progress.get(act.id)),
      ),
    undo: async ({ operation, personId }, importId) => {
      await undoImport({ db, clock, codes }, operation, importId, personId)
      return get(operation, importId)
    },
    close: async () => {
      state.ending.abort()
      await Promise.allSettled(state.running)
    },
  }
}

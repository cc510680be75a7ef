import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import { findDataset, type Dataset } from '@eirene/domain/report'
import { withSystem } from '@eirene/store/db'
import {
  findImport,
  listReportRows,
  lockImports,
  markUndone,
  notifyImported,
  undoImportRecords,
  type StoredImport,
  type UndoCounts,
} from '@eirene/store/report'
import { newRun, type ImportTools } from './import-dataset.ts'
import { restoreEvents, sealRun } from './store-rows.ts'

export interface UndoOutcome extends UndoCounts {
  readonly importId: string
  /** Events that lost one of several reports and were put together anew from the others. */
  readonly incidentsRebuilt: number
}

/**
 * Undoes one act of import as one act: its records are superseded, what it had superseded stands again, nothing is deleted.
 * Throws Problem 'record.not_found', 'import.already_undone', 'import.refused' (it never stored anything), 'import.busy'.
 */
export async function undoImport(
  tools: Pick<ImportTools, 'db' | 'clock' | 'codes'>,
  operation: Operation,
  importId: string,
  personId: string | null,
): Promise<UndoOutcome> {
  const at = tools.clock()
  const found = await findImport(tools.db, operation.id, importId)
  const act = checkUndoable(found)
  const run = await newRun(tools, {
    ...{ operation, personId, release: act.release, importId: act.id, startedAt: at, fileName: act.fileName },
    dataset: findDataset(act.dataset) ?? UNKNOWN_ADAPTER,
  })
  return withSystem(tools.db, async (tx) => {
    await lockImports(tx, operation.id)
    checkUndoable(await findImport(tx, operation.id, importId))
    const scope = { operationId: operation.id, importId, dataset: act.dataset, at }
    const { counts, unrested, touched } = await undoImportRecords(tx, scope)
    const rows = await listReportRows(
      tx,
      operation.id,
      unrested.flatMap((event) => event.reportIds),
    )
    await restoreEvents(tx, run, rows)
    await markUndone(tx, scope, personId)
    run.touched.push(...touched, { kind: 'dataset_import', id: importId })
    await sealRun(tx, run, at)
    await notifyImported(tx, operation.id, null)
    return { importId, ...counts, incidentsRebuilt: unrested.length }
  })
}

function checkUndoable(act: StoredImport | undefined): StoredImport {
  if (act === undefined)
    throw new Problem('record.not_found', 'There is no such import in this operation.', {
      remedy: '"eirene import list" shows them with their ids.',
    })
  if (act.state === 'undone') throw new Problem('import.already_undone', 'This import was undone already.')
  if (act.state !== 'done')
    throw new Problem('import.refused', `This import is ${act.state}: it stored nothing that could be undone.`)
  return act
}

/** For datasets without an adapter of their own (`csv`): their rows are events of their own and never put together anew. */
const UNKNOWN_ADAPTER: Dataset = {
  name: 'csv',
  title: 'csv',
  citation: '',
  url: null,
  hasIds: true,
  marks: [[]],
  releaseOfName: () => null,
  defaultRelease: null,
  hasHxlRow: false,
  readRow: () => ({ ok: false, issues: [] }),
}

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { mayAct } from '@eirene/domain/access'
import { CODE_LIST_VERSION, isIncidentTypeCode } from '@eirene/domain/incident'
import type { Issue } from '@eirene/domain/parse'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import { isId } from '@eirene/domain/record'
import { DATASETS, findDataset, isRelease, type Dataset } from '@eirene/domain/report'
import { findPerson, readerOf } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import { findOperation, listOperations } from '@eirene/store/operation'
import { listImports, type StoredImport } from '@eirene/store/report'
import { createOperation } from '../operation/index.ts'
import {
  datasetFor,
  FILE_LIMITS,
  importDataset,
  keepFile,
  openIssueFile,
  recoverImports,
  undoImport,
  type ImportOutcome,
} from '../report/index.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { progressBar } from './progress-bar.ts'
import type { Verb, VerbContext } from './verb.ts'

const DATASET_NAMES = [...DATASETS.map((known) => known.name), 'csv'].join(', ')
const INCIDENT_CODES = { version: CODE_LIST_VERSION, has: isIncidentTypeCode }

/** Imports a dataset into an operation, lists the acts of import, undoes one. */
export const importVerb: Verb = {
  name: 'import',
  summary: 'Import a dataset, list the imports, or undo one.',
  usage: `DATASET FILE --operation SLUG | list --operation SLUG | undo ID --operation SLUG

DATASET is one of
  ${DATASET_NAMES}; csv takes any other, with --mapping`,
  example: 'npx eirene import ucdp-ged ged231_CAR.geojson.gz --operation minusca --create --zone Africa/Bangui',
  options: {
    operation: { type: 'string', value: 'SLUG', help: 'the operation to import into' },
    create: { type: 'boolean', help: 'make the operation when there is none; needs --zone' },
    zone: { type: 'string', value: 'ZONE', help: 'time zone of a new operation: Africa/Bangui' },
    name: { type: 'string', value: 'TEXT', help: 'full name of a new operation' },
    release: { type: 'string', value: 'N', help: 'release of the dataset, when the file name does not tell: 23.1' },
    'on-error': {
      type: 'string',
      value: 'keep|none',
      help: 'keep the good rows (default), or nothing when a row is bad',
    },
    as: { type: 'string', value: 'PERSON', help: 'sign-in name of the person who imports' },
    mapping: { type: 'string', value: 'FILE', help: 'description of the columns, for the dataset csv' },
    encoding: { type: 'string', value: 'NAME', help: 'encoding of a file that is not UTF-8: windows-1252' },
  },
  run: async (context) => {
    const [first] = context.positionals
    if (first === 'list') return listActs(context)
    return first === 'undo' ? undoAct(context) : runImport(context)
  },
}

function usage(text: string): Problem {
  return new Problem('usage.invalid', `${text} "npx eirene import --help" shows how it is used.`)
}

async function runImport(context: VerbContext): Promise<ExitCode> {
  const [name, path, ...more] = context.positionals
  if (name === undefined || path === undefined || more.length > 0) throw usage('Name one dataset and one file.')
  const mapping = await readMapping(context.text('mapping'))
  const dataset = datasetOf(name, mapping)
  const fileName = basename(path)
  const release = releaseOf(dataset, fileName, context.text('release'))
  const onError = context.text('on-error') ?? 'keep'
  if (onError !== 'keep' && onError !== 'none') throw usage('--on-error is keep or none.')
  const slug = slugOf(context)
  const { db } = await context.openDatabase()
  await recoverImports(db, context.config.dataDir, context.clock())
  const operation = await operationOf(db, slug, context)
  const personId = await personOf(db, operation, context.text('as'))
  const file = await keepFile(context.config.dataDir, path, fileName, FILE_LIMITS.fileBytes)
  const terminal = process.stderr.isTTY && !context.isSet('json')
  const bar = progressBar({
    draw: terminal ? (text) => process.stderr.write(text) : null,
    line: context.progress,
    clock: context.clock,
  })
  const issues = openIssueFile(context.config.dataDir)
  const encoding = context.text('encoding')
  try {
    const outcome = await importDataset(
      {
        db,
        clock: context.clock,
        codes: INCIDENT_CODES,
        signal: context.signal,
        onProgress: bar.show,
        onIssue: issues.write,
      },
      {
        operation,
        dataset,
        release,
        file,
        onError,
        personId,
        ...(encoding === undefined ? {} : { encoding }),
        ...(mapping === undefined ? {} : { mapping }),
        ...(mapping === undefined ? {} : { mapping }),
      },
    )
    bar.clear()
    return answer(context, outcome, { operation, fileName, issueFile: await issues.close(outcome.importId) })
  } catch (error) {
    bar.clear()
    throw await withIssueFile(error, issues.close(null))
  }
}

/** A refusal that has issues behind it says where they all stand. */
async function withIssueFile(error: unknown, closed: Promise<string | null>): Promise<unknown> {
  const path = await closed
  if (path === null || !(error instanceof Problem)) return error
  const { issues } = error.details
  const lines = Array.isArray(issues) ? issues.slice(0, 5).map((issue: Issue) => `\n${issueLine(issue)}`) : []
  const message = `${error.message}${lines.join('')}\nEvery issue: ${path}`
  return new Problem(error.code, message, { ...error.details, issueFile: path })
}

/** The dataset that the command names; for `csv` out of the mapping file. */
function datasetOf(name: string, mapping: unknown): Dataset {
  if (name === 'csv' && mapping === undefined) throw usage('The dataset csv needs --mapping FILE.')
  if (name === 'csv' || findDataset(name) !== undefined) return datasetFor(name, mapping)
  throw new Problem('import.unknown_dataset', `There is no dataset "${name}". Known: ${DATASET_NAMES}.`, {
    dataset: name,
  })
}

/** The JSON of the mapping file; undefined when none was named. */
async function readMapping(path: string | undefined): Promise<unknown> {
  if (path === undefined) return undefined
  const text = await readFile(path, 'utf8').catch(() => {
    throw usage(`The mapping ${path} cannot be read.`)
  })
  try {
    return JSON.parse(text)
  } catch (error) {
    throw usage(`The mapping ${path} is not JSON: ${error instanceof Error ? error.message : ''}.`)
  }
}

function releaseOf(dataset: Dataset, fileName: string, given: string | undefined): string {
  if (given !== undefined && !isRelease(given)) throw usage('--release begins with a digit: 23.1 or 2025-04-22.')
  const release = given ?? dataset.releaseOfName(fileName) ?? dataset.defaultRelease
  if (release === null) throw usage(`The name of ${fileName} does not tell the release: give --release, such as 23.1.`)
  return release
}

function slugOf(context: VerbContext): string {
  const slug = context.text('operation')
  if (slug === undefined) throw usage('Say into which operation: --operation SLUG.')
  return slug
}

async function operationOf(db: Db, slug: string, context: VerbContext): Promise<Operation> {
  const found = await findOperation(db, slug)
  if (found !== undefined) return found
  if (!context.isSet('create')) {
    const known = (await listOperations(db)).map((operation) => operation.slug)
    throw new Problem(
      'operation.not_found',
      `There is no operation "${slug}". ${known.length === 0 ? '' : `There are: ${known.join(', ')}. `}Add --create --zone ZONE to make it.`,
      { slug },
    )
  }
  const timeZone = context.text('zone')
  if (timeZone === undefined) throw usage('A new operation needs its time zone: --zone Africa/Bangui.')
  const name = context.text('name')
  return createOperation(db, { slug, timeZone, ...(name === undefined ? {} : { name }) }, context.clock())
}

/** Id of the person in whose name this runs; null when none was named. Throws Problem when they may not import. */
async function personOf(
  db: Db,
  operation: Operation,
  login: string | undefined,
  act: 'import.run' | 'import.undo' = 'import.run',
): Promise<string | null> {
  if (login === undefined) return null
  const person = await findPerson(db, { login })
  const reader = person === undefined ? undefined : await readerOf(db, person.id)
  if (reader === undefined) throw new Problem('access.forbidden', `There is no person "${login}".`)
  if (!mayAct(reader, act, operation.id))
    throw new Problem('access.forbidden', `"${login}" may not do this in ${operation.slug}: DO and JMAC do that.`)
  return reader.personId
}

function answer(
  context: VerbContext,
  outcome: ImportOutcome,
  about: { readonly operation: Operation; readonly fileName: string; readonly issueFile: string | null },
): ExitCode {
  const { counts } = outcome
  const n = (count: number): string => count.toLocaleString('en')
  const restricted = Object.entries(counts.restricted).map(([name, rows]) => `${name} ${n(rows)}`)
  context.answer(
    {
      importId: outcome.importId,
      operation: about.operation.slug,
      dataset: outcome.dataset,
      release: outcome.release,
      file: about.fileName,
      ...counts,
      issueCount: outcome.issueCount,
      issueFile: about.issueFile,
      issues: outcome.issues.slice(0, 20),
    },
    [
      `${outcome.dataset} ${outcome.release} from ${about.fileName} into ${about.operation.slug}:`,
      `  ${n(counts.rowsRead)} rows read`,
      `  ${n(counts.rowsStored)} stored`,
      `  ${n(counts.rowsSuperseding)} stored in place of an older release, which is kept`,
      `  ${n(counts.rowsUnchanged)} unchanged`,
      `  ${n(counts.rowsRejected)} rejected`,
      `  ${n(counts.rowsRestricted)} in compartments${restricted.length === 0 ? '' : ` (${restricted.join(', ')})`}`,
      ...firstIssues(outcome.issues).map(issueLine),
      ...(about.issueFile === null ? [] : [`${n(outcome.issueCount)} issues, all in ${about.issueFile}`]),
      `Undo: npx eirene import undo ${outcome.importId} --operation ${about.operation.slug}`,
    ],
  )
  return counts.rowsRejected > 0 ? EXIT.rejectedRows : EXIT.done
}

/** Five issues to show: what cost something before what did not, and a fault of the whole file before all. */
function firstIssues(issues: readonly Issue[]): readonly Issue[] {
  const weight = ({ severity, code }: Issue): number => (severity !== 'error' ? 2 : /^(gzip|json)\./.test(code) ? 0 : 1)
  return [...issues].sort((a, b) => weight(a) - weight(b)).slice(0, 5)
}

function issueLine(issue: Issue): string {
  const where = [issue.file, issue.row === undefined ? '' : `row ${issue.row}`, issue.column ?? '']
    .filter((part) => part !== '' && part !== undefined)
    .join(', ')
  return `  ${issue.severity} · ${where}: ${issue.message}${cellOf(issue)} ${issue.remedy ?? ''}`
}

const CELL_SHOWN = 60

/** What stood in the cell, where the message does not say it already; quoted, so that no cell steers the terminal. */
function cellOf({ value = '', message }: Issue): string {
  if (value === '' || message.includes(value)) return ''
  const shown = value.length > CELL_SHOWN ? `${value.slice(0, CELL_SHOWN)}…` : value
  return ` The cell holds ${JSON.stringify(shown)}.`
}

const LISTED = 100

function actLine(act: StoredImport): string {
  const counts = `${act.rowsStored + act.rowsSuperseding} stored, ${act.rowsUnchanged} unchanged, ${act.rowsRejected} rejected`
  const when = act.startedAt.toISOString().slice(0, 16)
  return `${act.id}  ${when}Z  ${act.state.padEnd(7)}  ${act.dataset} ${act.release}  ${act.fileName}  ${counts}`
}

async function listActs(context: VerbContext): Promise<ExitCode> {
  if (context.positionals.length > 1) throw usage('"import list" takes no more words.')
  const slug = slugOf(context)
  const { db } = await context.openDatabase()
  await recoverImports(db, context.config.dataDir, context.clock())
  const operation = await operationOf(db, slug, context)
  const acts = await listImports(db, operation.id, LISTED)
  context.answer(acts, acts.length === 0 ? [`Nothing was imported into ${slug} yet.`] : acts.map(actLine))
  return EXIT.done
}

async function undoAct(context: VerbContext): Promise<ExitCode> {
  const [, importId, ...more] = context.positionals
  if (importId === undefined || more.length > 0)
    throw usage('Name the one import to undo; "import list" shows their ids.')
  if (!isId(importId)) throw usage(`"${importId}" is not the id of an import.`)
  const slug = slugOf(context)
  const { db } = await context.openDatabase()
  const operation = await operationOf(db, slug, context)
  const personId = await personOf(db, operation, context.text('as'), 'import.undo')
  const outcome = await undoImport({ db, clock: context.clock, codes: INCIDENT_CODES }, operation, importId, personId)
  const n = (count: number): string => count.toLocaleString('en')
  context.answer(outcome, [
    `Undone: ${importId}`,
    `  ${n(outcome.reportsWithdrawn)} reports and ${n(outcome.incidentsWithdrawn)} incidents withdrawn (kept, not deleted)`,
    `  ${n(outcome.reportsRestored)} reports and ${n(outcome.incidentsRestored)} incidents stand again`,
    ...(outcome.incidentsRebuilt === 0 ? [] : [`  ${n(outcome.incidentsRebuilt)} incidents put together anew`]),
  ])
  return EXIT.done
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { mayAct } from '@eirene/domain/access'
import { JOC_SECTIONS } from '@eirene/domain/incident'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import { parseSitrepOrder, SITREP_FORMATS, type SitrepFormat, type SitrepOrder } from '@eirene/domain/situation'
import { findPerson, readerOf } from '@eirene/store/access'
import { withSystem, type Db } from '@eirene/store/db'
import { findGeography, findOperation, listOperations } from '@eirene/store/operation'
import { recordSitrep, renderSitrep, sitrepFileName, type SitrepAuthor } from '../situation/index.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { areaOfOption } from './sitrep-area.ts'
import type { Verb, VerbContext } from './verb.ts'

/** Drafts a situation report and writes its documents. */
export const sitrepVerb: Verb = {
  name: 'sitrep',
  summary: 'Draft a cited situation report and write it as HTML, Word and PDF.',
  usage: '--operation SLUG --from DAY --to DAY',
  example:
    'npx eirene sitrep --operation minusca --from 2021-01-01 --to 2021-02-01 --format html,docx,pdf --out reports',
  options: {
    operation: { type: 'string', value: 'SLUG', help: 'the operation that the report is about' },
    from: { type: 'string', value: 'DAY', help: 'first local day: 2021-01-01' },
    to: { type: 'string', value: 'DAY', help: 'day after the last one: 2021-02-01' },
    area: { type: 'string', value: 'BOX|FILE', help: 'only this area: west,south,east,north, or a GeoJSON polygon' },
    format: { type: 'string', value: 'LIST', help: 'html, docx, pdf, with commas between; all three by default' },
    out: { type: 'string', value: 'DIR', help: 'folder for the documents, made when it is missing; here by default' },
    language: { type: 'string', value: 'en|fr|ar', help: 'language of the report; English by default' },
    comment: {
      type: 'string',
      multiple: true,
      value: 'SECTION=TEXT',
      help: `the drafter's judgement for a section: ${JOC_SECTIONS.join(', ')}`,
    },
    as: { type: 'string', value: 'PERSON', help: 'sign-in name of the person who drafts, with what they may read' },
  },
  run: runSitrep,
}

function usage(text: string): Problem {
  return new Problem('usage.invalid', `${text} "npx eirene sitrep --help" shows how it is used.`)
}

async function runSitrep(context: VerbContext): Promise<ExitCode> {
  if (context.positionals.length > 0) throw usage(`"${context.positionals.join(' ')}" is not understood.`)
  const formats = formatsOf(context.text('format'))
  const order = orderOf(context)
  const slug = context.text('operation')
  if (slug === undefined) throw usage('Say which operation: --operation SLUG.')
  const { db } = await context.openDatabase()
  const operation = await operationOf(db, slug)
  const author = await authorOf(db, operation, context.text('as'))
  const { status, content } = await recordSitrep({ db, clock: context.clock }, author, operation, order)
  const geography = await withSystem(db, (tx) => findGeography(tx, operation.id))
  const documents = await renderSitrep(content, status, formats, { geography })
  const files = await writeDocuments(
    resolve(context.text('out') ?? '.'),
    documents.map(({ format, bytes }) => ({ name: sitrepFileName(operation, status.number, format), bytes })),
  )
  const current = content.records.filter(({ period }) => period === 'current').length
  context.answer(
    {
      id: status.id,
      number: status.number,
      operation: operation.slug,
      fromOn: content.period.fromOn,
      toOn: content.period.toOn,
      incidents: current,
      incidentsBefore: content.records.length - current,
      marking: `${content.marking.policy} ${content.marking.level}`,
      files,
    },
    [
      `Situation report ${status.number} of ${operation.acronym}, drafted. Incidents: ${current}; in the period before: ${content.records.length - current}.`,
      ...files,
    ],
  )
  return EXIT.done
}

function formatsOf(text: string | undefined): readonly SitrepFormat[] {
  if (text === undefined) return SITREP_FORMATS
  const words = [...new Set(text.split(',').map((word) => word.trim().toLowerCase()))]
  return words.map((word) => {
    const format = SITREP_FORMATS.find((candidate) => candidate === word)
    if (format === undefined) throw usage(`--format takes ${SITREP_FORMATS.join(', ')}; "${word}" is none of them.`)
    return format
  })
}

function orderOf(context: VerbContext): SitrepOrder {
  const [from, to, area] = [context.text('from'), context.text('to'), context.text('area')]
  if (from === undefined || to === undefined) throw usage('Say which days: --from 2021-01-01 --to 2021-02-01.')
  const language = context.text('language')
  const order = parseSitrepOrder({
    fromOn: from,
    toOn: to,
    ...(area === undefined ? {} : { polygon: areaOfOption(area) }),
    ...(language === undefined ? {} : { language }),
    comments: commentsOf(context.texts('comment')),
  })
  if (order.ok) return order.value
  const said = order.issues.map(({ path, message, remedy }) => {
    const option = { fromOn: '--from', toOn: '--to', polygon: '--area', language: '--language' }[String(path[0])]
    return [`${option ?? String(path[0])}: ${message}`, ...(remedy === undefined ? [] : [remedy])].join(' ')
  })
  throw new Problem('usage.invalid', said.join('\n'), { issues: order.issues })
}

/** `outlook=Text` for each comment; an unknown section is refused by the parser of the order. */
function commentsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=')
      if (at < 1) throw usage(`--comment needs a section: --comment outlook=TEXT.`)
      return [text.slice(0, at), text.slice(at + 1)]
    }),
  )
}

async function operationOf(db: Db, slug: string): Promise<Operation> {
  const found = await findOperation(db, slug)
  if (found !== undefined) return found
  const known = (await listOperations(db)).map((operation) => operation.slug)
  const hint = known.length === 0 ? 'There is none yet.' : `There are: ${known.join(', ')}.`
  throw new Problem('operation.not_found', `There is no operation "${slug}". ${hint}`, { slug })
}

/** Who drafts. Throws Problem 'access.forbidden' when that person may not. */
async function authorOf(db: Db, operation: Operation, login: string | undefined): Promise<SitrepAuthor> {
  if (login === undefined) return 'operator'
  const person = await findPerson(db, { login })
  const reader = person === undefined ? undefined : await readerOf(db, person.id)
  if (reader === undefined) throw new Problem('access.forbidden', `There is no person "${login}".`)
  if (!mayAct(reader, 'sitrep.draft', operation.id))
    throw new Problem('access.forbidden', `"${login}" may not draft for ${operation.slug}: DO and JMAC do that.`)
  return { reader }
}

/** Writes the documents, each whole or not at all. Throws Problem 'environment.disk_full' or 'environment.data_directory'. */
async function writeDocuments(
  folder: string,
  documents: readonly { readonly name: string; readonly bytes: Buffer }[],
): Promise<readonly string[]> {
  try {
    await mkdir(folder, { recursive: true })
    const paths = []
    for (const { name, bytes } of documents) {
      const path = join(folder, name)
      await writeFile(path, bytes)
      paths.push(path)
    }
    return paths
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOSPC')
      throw new Problem('environment.disk_full', `There is no room left for the documents in ${folder}.`)
    throw new Problem('environment.data_directory', `The documents cannot be written into ${folder} (${code}).`)
  }
}

import { resolve } from 'node:path'
import { mayAct, type Act } from '@eirene/domain/access'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import { findPerson, listMarkings, readerOf, scopeOf } from '@eirene/store/access'
import type { Db, Scope } from '@eirene/store/db'
import { findOperation } from '@eirene/store/operation'
import { exportFolder } from '../situation/index.ts'
import { openAttachmentStore } from '../storage/index.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Verb, VerbContext } from './verb.ts'

/** Writes the records of an operation that a person may take along into a folder of open formats. */
export const exportVerb: Verb = {
  name: 'export',
  summary: 'Write an operation’s records into a folder of open formats.',
  usage: '--operation SLUG (--as PERSON | --system) --out DIR',
  example: 'npx eirene export --operation minusca --as amara --out /mnt/stick/minusca',
  options: {
    operation: { type: 'string', value: 'SLUG', help: 'the operation' },
    as: { type: 'string', value: 'PERSON', help: 'sign-in name of the person who takes it along: what they may see' },
    system: { type: 'boolean', help: 'everything that may leave at all, for whoever keeps the system, as a backup is' },
    out: { type: 'string', value: 'DIR', help: 'folder to write: empty or not there yet' },
  },
  run: exportOperation,
}

/** For whom it is: what they may see, and what they may do. */
interface Taker {
  readonly operation: Operation
  readonly scope: Scope
  readonly may: (act: Act) => boolean
}

async function mustFindTaker(db: Db, slug: string, login: string | undefined): Promise<Taker> {
  const operation = await findOperation(db, slug)
  if (login === undefined) {
    if (operation === undefined) throw new Problem('operation.not_found', `There is no operation "${slug}".`)
    const markingNos = (await listMarkings(db, operation.id)).map(({ markingNo }) => markingNo)
    return { operation, scope: { operationId: operation.id, markingNos, personId: null }, may: () => true }
  }
  const person = await findPerson(db, { login })
  const reader = person === undefined ? undefined : await readerOf(db, person.id)
  const held = reader?.memberships.find((membership) => membership.operationId === operation?.id)
  if (operation === undefined || reader === undefined || held?.roles.some((role) => role !== 'ADM') !== true)
    throw new Problem('operation.not_found', `There is no operation "${slug}" in which "${login}" may see records.`)
  const scope = await scopeOf(db, reader, operation.id)
  return { operation, scope, may: (act) => mayAct(reader, act, operation.id) }
}

async function exportOperation(context: VerbContext): Promise<ExitCode> {
  const { clock, progress, config } = context
  const [slug, login, out] = ['operation', 'as', 'out'].map((option) => context.text(option))
  if (slug === undefined || out === undefined || (login === undefined) !== context.isSet('system'))
    throw new Problem('usage.invalid', 'Say --operation SLUG, either --as PERSON or --system, and --out DIR.')
  const { db } = await context.openDatabase()
  const taker = await mustFindTaker(db, slug, login)
  const folder = resolve(out)
  const onRows = (kind: string, rows: number): void => progress(`${kind}: ${rows.toLocaleString('en')} rows`)
  const { files, attachments } = await exportFolder({
    ...{ db, attachments: openAttachmentStore(config), ...taker, folder, at: clock(), onRows },
  })
  context.answer({ folder, files, attachments }, [
    `Exported into ${folder}:`,
    ...files.map(
      ({ name, bytes, rows }) =>
        `  ${name}: ${rows === null ? '' : `${rows.toLocaleString('en')} rows, `}${bytes.toLocaleString('en')} bytes`,
    ),
    `  attachments: ${attachments.files.toLocaleString('en')} files`,
    ...attachments.missing.map((sha256) => `  attachment not in the storage, or changed there: ${sha256}`),
    '  README.md says what is what, manifest.json the SHA-256 of each file',
  ])
  return EXIT.done
}

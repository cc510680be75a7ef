import { resolve } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import { findPerson, readerOf, scopeOf } from '@eirene/store/access'
import { findOperation } from '@eirene/store/operation'
import { exportFolder } from '../situation/index.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Verb, VerbContext } from './verb.ts'

/** Writes the incidents of an operation that a person may take along into a folder of open formats. */
export const exportVerb: Verb = {
  name: 'export',
  summary: 'Write an operation’s incidents into a folder of open formats.',
  usage: '--operation SLUG --as PERSON --out DIR',
  example: 'npx eirene export --operation minusca --as amara --out /mnt/stick/minusca',
  options: {
    operation: { type: 'string', value: 'SLUG', help: 'the operation' },
    as: { type: 'string', value: 'PERSON', help: 'sign-in name of the person who takes it along: what they may see' },
    out: { type: 'string', value: 'DIR', help: 'folder to write: empty or not there yet' },
  },
  run: exportOperation,
}

async function exportOperation(context: VerbContext): Promise<ExitCode> {
  const { clock, progress } = context
  const [slug, login, out] = ['operation', 'as', 'out'].map((option) => context.text(option))
  if (slug === undefined || login === undefined || out === undefined)
    throw new Problem('usage.invalid', 'Say --operation SLUG, --as PERSON and --out DIR.')
  const { db } = await context.openDatabase()
  const operation = await findOperation(db, slug)
  const person = await findPerson(db, { login })
  const reader = person === undefined ? undefined : await readerOf(db, person.id)
  const held = reader?.memberships.find((membership) => membership.operationId === operation?.id)
  if (operation === undefined || reader === undefined || held?.roles.some((role) => role !== 'ADM') !== true)
    throw new Problem('operation.not_found', `There is no operation "${slug}" in which "${login}" may see records.`)
  const folder = resolve(out)
  const scope = await scopeOf(db, reader, operation.id)
  const onRows = (rows: number): void => progress(`${rows.toLocaleString('en')} incidents`)
  const files = await exportFolder({ db, operation, scope, folder, at: clock(), onRows })
  context.answer({ folder, files }, [
    `Exported into ${folder}:`,
    ...files.map(
      ({ name, bytes, rows }) =>
        `  ${name}: ${rows === null ? '' : `${rows.toLocaleString('en')} rows, `}${bytes.toLocaleString('en')} bytes`,
    ),
    '  manifest.json: the SHA-256 of each',
  ])
  return EXIT.done
}

import {
  COMPARTMENTS,
  isGivable,
  LEVELS,
  POLICIES,
  ROLES,
  type Compartment,
  type Policy,
  type Role,
} from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import {
  endSessionsOf,
  findPerson,
  insertAccessEvent,
  listPeople,
  setClearance,
  setDisabled,
} from '@eirene/store/access'
import { findOperation } from '@eirene/store/operation'
import { withSystem, type Db } from '@eirene/store/db'
import { invitePerson, type Invitee } from '../access/index.ts'
import { inspectCluster } from '../db/index.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { nearestWord } from './help.ts'
import type { Verb, VerbContext } from './verb.ts'

const LIST_LIMIT = 1_000

/** Lists people, and makes one-time links: for a new person, or for one who lost the password. */
export const peopleVerb: Verb = {
  name: 'people',
  summary: 'List people, make a one-time link for one, shut one out or let them in again.',
  usage: 'list | invite LOGIN [--name NAME] [--operation SLUG --role ROLE …] | disable LOGIN | enable LOGIN',
  example: 'npx eirene people invite amara --name "Amara Diallo" --operation minusca --role DO --role TL',
  options: {
    name: { type: 'string', value: 'NAME', help: 'name to show, for a new person' },
    organisation: { type: 'string', value: 'CODE', help: 'organisation or nation, for a new person: UN, FRA' },
    operation: {
      type: 'string',
      value: 'SLUG',
      help: 'the operation in which the roles hold; replaces those they had',
    },
    role: { type: 'string', multiple: true, value: 'ROLE', help: `one or more of ${ROLES.join(', ')}` },
    compartment: { type: 'string', multiple: true, value: 'NAME', help: `one or more of ${COMPARTMENTS.join(', ')}` },
    clearance: {
      type: 'string',
      multiple: true,
      value: 'POLICY:LEVEL',
      help: 'highest level to read, for each policy',
    },
  },
  run: async (context) => {
    const [act, login] = context.positionals
    if (act === 'list' && login === undefined) return list(context)
    if (act === 'invite' && login !== undefined) return invite(context, login)
    if ((act === 'disable' || act === 'enable') && login !== undefined) return setAdmitted(context, login, act)
    throw new Problem(
      'usage.invalid',
      'Say "people list", "people invite LOGIN", "people disable LOGIN" or "people enable LOGIN". "npx eirene people --help" has more.',
    )
  },
}

async function list({ openDatabase, answer }: VerbContext): Promise<ExitCode> {
  const { db } = await openDatabase()
  const people = await listPeople(db, LIST_LIMIT)
  answer(
    people,
    people.map((person) => {
      const state = person.isDisabled ? 'closed' : person.hasPassword ? 'can sign in' : 'has not used the link yet'
      const parts = person.memberships.length === 0 ? 'no part in any operation' : person.memberships.join('; ')
      return `${person.login}: ${person.displayName} — ${state} — ${parts}`
    }),
  )
  return EXIT.done
}

/** As who keeps the machine: nobody needs to confirm it, and it is logged like the same act in the browser. */
async function setAdmitted(context: VerbContext, login: string, act: 'disable' | 'enable'): Promise<ExitCode> {
  const { db } = await context.openDatabase()
  const person = await findPerson(db, { login })
  if (person === undefined) throw new Problem('record.not_found', `There is nobody with the sign-in name "${login}".`)
  const now = context.clock()
  await withSystem(db, async (tx) => {
    await setDisabled(tx, person.id, act === 'disable' ? now : null)
    const sessions = act === 'disable' ? await endSessionsOf(tx, person.id, now) : 0
    const kind = act === 'disable' ? 'person.disabled' : 'person.enabled'
    await insertAccessEvent(tx, { kind, at: now, personId: person.id, detail: { sessions, by: 'command line' } })
  })
  const done = act === 'disable' ? 'is shut out; their sessions have ended' : 'may come in again'
  context.answer({ login: person.login, act }, [`${person.displayName} (${person.login}) ${done}.`])
  return EXIT.done
}

async function invite(context: VerbContext, login: string): Promise<ExitCode> {
  const clearances = context.texts('clearance').map(parseClearance)
  const roles = context.texts('role').map((text) => oneOf('role', text, ROLES))
  const compartments = context.texts('compartment').map((text) => oneOf('compartment', text, COMPARTMENTS))
  const { db } = await context.openDatabase()
  const membership = await membershipOf(db, context.text('operation'), roles, compartments)
  const invitee: Invitee = {
    login,
    displayName: context.text('name') ?? login,
    organisation: context.text('organisation') ?? '',
    ...(membership === undefined ? {} : { membership }),
  }
  const link = await invitePerson(db, invitee, context.clock())
  await withSystem(db, async (tx) => {
    for (const { policy, level } of clearances) await setClearance(tx, link.personId, policy, level)
  })
  const url = `${addressOf(context)}${link.path}`
  context.answer({ login: link.login, displayName: link.displayName, url, expiresAt: link.expiresAt.toISOString() }, [
    `Link for ${link.displayName} (${link.login}); it opens once, until ${link.expiresAt.toISOString().slice(0, 16)}Z, and asks for a password:`,
    url,
    'Earlier links of this person no longer work.',
  ])
  return EXIT.done
}

async function membershipOf(
  db: Db,
  slug: string | undefined,
  roles: readonly Role[],
  compartments: readonly Compartment[],
): Promise<Invitee['membership']> {
  if (slug === undefined) {
    if (roles.length === 0 && compartments.length === 0) return undefined
    throw new Problem('usage.invalid', 'A role or compartment holds in one operation: name it with --operation.')
  }
  if (roles.length === 0) throw new Problem('usage.invalid', 'Say with --role what the person does in the operation.')
  const operation = await findOperation(db, slug)
  if (operation === undefined)
    throw new Problem('operation.not_found', `There is no operation "${slug}".`, { operation: slug })
  return { operationId: operation.id, roles, compartments }
}

function oneOf<T extends string>(what: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text.toUpperCase())
  if (found !== undefined) return found
  const near = nearestWord(text.toUpperCase(), known)
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  throw new Problem('usage.invalid', `There is no ${what} "${text}".${hint} Known: ${known.join(', ')}.`)
}

function parseClearance(text: string): { readonly policy: Policy; readonly level: string } {
  const [policyText = '', ...rest] = text.split(':')
  const policy = oneOf('policy', policyText, POLICIES)
  const levels: readonly string[] = LEVELS[policy]
  const level = levels.find((one) => one.toUpperCase() === rest.join(':').trim().toUpperCase())
  if (level !== undefined && !isGivable(policy, level))
    throw new Problem('access.above_accreditation', `This system may not hold ${level} material.`, { policy, level })
  if (level !== undefined) return { policy, level }
  throw new Problem('usage.invalid', `--clearance ${text}: ${policy} has the levels ${levels.join(', ')}.`)
}

/** Where people reach the server: as set, as it answers now, or as it will by default. */
function addressOf({ config }: VerbContext): string {
  const server = inspectCluster(config.dataDir).leases.find((lease) => lease.verb === 'start')
  return config.publicUrl ?? server?.address ?? `http://${config.host}:${config.port}`
}

import { DEMONSTRATION, type FictionalMissionOrder } from '@eirene/domain/exercise'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import { formatDayNo, localDayNo } from '@eirene/domain/time'
import type { Db } from '@eirene/store/db'
import { listOperations } from '@eirene/store/operation'
import { inspectCluster } from '../db/index.ts'
import { replayMission } from '../exercise/index.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import type { Verb, VerbContext } from './verb.ts'

/** Plays a fictional mission's operations centre into a running exercise. */
export const exerciseVerb: Verb = {
  name: 'exercise',
  summary: 'Play weeks of a fictional mission into a running exercise, for people who train.',
  usage: 'replay [--operation SLUG] [--weeks N] [--minutes N] [--seed N] [--leave SHARE]',
  example: 'npx eirene exercise replay --minutes 60 --leave 0.5',
  options: {
    operation: { type: 'string', value: 'SLUG', help: 'the exercise to play into (default: the only one there is)' },
    weeks: { type: 'string', value: 'N', help: 'weeks that end today, 1 to 12 (default: 4)' },
    minutes: {
      type: 'string',
      value: 'N',
      help: 'how long they take, as fast as the server can at least (default: 20)',
    },
    seed: {
      type: 'string',
      value: 'N',
      help: 'another number, another story; the same number, the same (default: 1948)',
    },
    leave: {
      type: 'string',
      value: 'SHARE',
      help: 'share of the records that the players leave to people, 0 to 1 (default: 0.25)',
    },
  },
  run: async (context) => {
    if (context.positionals.length !== 1 || context.positionals[0] !== 'replay')
      throw new Problem('usage.invalid', 'Say what to do with the exercise: "npx eirene exercise replay".')
    return replay(context)
  },
}

/** A number of the command line within its bounds. Throws Problem 'usage.invalid'. */
function numberOf({ text }: VerbContext, option: string, to: { from: number; to: number; otherwise: number }): number {
  const given = text(option)
  const value = given === undefined ? to.otherwise : Number(given)
  if (given?.trim() !== '' && value >= to.from && value <= to.to) return value
  throw new Problem('usage.invalid', `--${option} is a number from ${to.from} to ${to.to}.`)
}

function wholeOf(context: VerbContext, option: string, to: { from: number; to: number; otherwise: number }): number {
  const value = numberOf(context, option, to)
  if (Number.isInteger(value)) return value
  throw new Problem('usage.invalid', `--${option} is a whole number from ${to.from} to ${to.to}.`)
}

/** The address of the server on this data directory. Throws Problem when none runs. */
function addressOf({ config }: VerbContext): string {
  const address = inspectCluster(config.dataDir).leases.find((lease) => lease.verb === 'start')?.address
  if (address !== undefined && address !== null) return address
  throw new Problem('usage.invalid', 'No server runs on this data directory: start it first, "npx eirene start".')
}

async function exerciseOf(db: Db, slug: string | undefined): Promise<Operation> {
  const all = await listOperations(db)
  const fitting = all.filter((one) => (slug === undefined ? one.realm === 'EXERCISE' : one.slug === slug))
  const [found] = fitting
  if (found === undefined)
    throw new Problem('operation.not_found', slug === undefined ? 'There is no exercise.' : `There is no "${slug}".`)
  if (fitting.length > 1)
    throw new Problem('usage.invalid', `Say which: --operation ${fitting.map((one) => one.slug).join(' or ')}.`)
  return found
}

async function replay(context: VerbContext): Promise<ExitCode> {
  const weeks = wholeOf(context, 'weeks', { from: 1, to: 12, otherwise: 4 })
  const seed = wholeOf(context, 'seed', { from: 0, to: Number.MAX_SAFE_INTEGER, otherwise: DEMONSTRATION.seed })
  const minutes = numberOf(context, 'minutes', { from: 0, to: 60 * 24 * 7, otherwise: 20 })
  const leftShare = numberOf(context, 'leave', { from: 0, to: 1, otherwise: 0.25 })
  const address = addressOf(context)
  const { db } = await context.openDatabase({ migrates: false })
  const operation = await exerciseOf(db, context.text('operation'))
  // The weeks are over this morning: nothing is reported before it happened.
  const startOn = formatDayNo(localDayNo(context.clock().getTime(), operation.timeZone) - weeks * 7 - 1)
  const script: FictionalMissionOrder = { seed, startOn, weeks }
  context.progress(`Replaying ${weeks} weeks from ${startOn}, seed ${seed}, into ${operation.slug} at ${address}`)
  const outcome = await replayMission(
    { db, clock: context.clock },
    {
      ...{ operation, address, script, minutes, leftShare, signal: context.signal },
      onTurn: ({ no, of, at }) => context.progress(`${no}/${of} ${at.slice(0, 16)}Z`),
    },
  )
  const acts = Object.entries(outcome.acts).map(([name, count]) => `${name} ${count}`)
  context.answer({ operation: operation.slug, ...script, ...outcome }, [
    `Replayed ${weeks} weeks from ${startOn}, seed ${seed}, into ${operation.slug}:`,
    `  ${outcome.stored} reports stored, ${outcome.alreadyStored} there already, ${outcome.refused} refused`,
    `  ${outcome.flashes} flash reports, ${outcome.handovers} handovers of the watch`,
    `  desk: ${acts.join(', ')}`,
  ])
  return EXIT.done
}

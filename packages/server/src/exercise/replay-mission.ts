import { setTimeout as pause } from 'node:timers/promises'
import type { Role } from '@eirene/domain/access'
import { REPLAY_POSTS, replayScript, type FictionalMissionOrder, type ReplayTurn } from '@eirene/domain/exercise'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import { FIELD_REPORTS_PATH, type ReportReceipt } from '@eirene/domain/report'
import {
  FLASH_ACKNOWLEDGEMENT_PATH,
  FLASH_REPORTS_PATH,
  HANDOVER_PATH,
  HANDOVERS_PATH,
  NOTICES_PATH,
  WATCH_LOG_PATH,
  type FlashContent,
  type NoticeView,
} from '@eirene/domain/situation'
import { endSessionsOf, setClearance, setDisabled } from '@eirene/store/access'
import { withSystem, type Db } from '@eirene/store/db'
import { invitePerson, mintToken } from '../access/index.ts'
import { openDesk, type Desk } from './play-desk.ts'
import { enterAsPlayer, pathIn, type Player, type Stage } from './replay-client.ts'

/** Who plays: posts that send, two duty officers who relieve each other, two analysts. */
const CAST = {
  west: ['Replay: posts of Sector West', ['OBS', 'TL']],
  centre: ['Replay: posts of Sector Centre', ['OBS', 'TL']],
  east: ['Replay: posts of Sector East', ['OBS', 'TL']],
  day: ['Replay: duty officer, day', ['DO']],
  night: ['Replay: duty officer, night', ['DO']],
  analyst: ['Replay: analyst, first', ['JMAC']],
  second: ['Replay: analyst, second', ['JMAC']],
} as const satisfies Record<string, readonly [string, readonly Role[]]>
type Part = keyof typeof CAST
const PARTS = Object.keys(CAST) as readonly Part[] // the keys of the record above
type Players = Readonly<Record<Part, Player>>

export interface ReplayOrder {
  readonly operation: Operation
  /** Where the server answers. */
  readonly address: string
  readonly script: FictionalMissionOrder
  /** How long the whole script takes, minutes; longer where the server or the players need longer. */
  readonly minutes: number
  /** Share of the records that the players leave to the people who are trained, 0 to 1. */
  readonly leftShare: number
  readonly signal: AbortSignal
  readonly onTurn?: (turn: { readonly no: number; readonly of: number; readonly at: string }) => void
}

/** What a replay did. */
export interface ReplayOutcome {
  readonly turns: number
  readonly stored: number
  readonly alreadyStored: number
  readonly refused: number
  readonly flashes: number
  readonly handovers: number
  /** Acts of the desk, by name. */
  readonly acts: Readonly<Record<string, number>>
}

type Counts = Omit<{ -readonly [Name in keyof ReplayOutcome]: ReplayOutcome[Name] }, 'acts'>

/**
 * Plays the script of a fictional mission's operations centre against a running server, over its interface and at the speed that
 * was ordered: reports from posts and patrols, flash reports and their acknowledgement, screening, verification by two people,
 * duplicates, the log of the watch and its handovers. The players are made for it and shut out at its end. Safe to repeat:
 * reports of the same script are recognised. The signal ends it after the turn that is played. Throws Problem 'usage.invalid'
 * for an operation that is no exercise.
 */
export async function replayMission(
  { db, clock }: { readonly db: Db; readonly clock: () => Date },
  order: ReplayOrder,
): Promise<ReplayOutcome> {
  const { operation, address } = order
  if (operation.realm !== 'EXERCISE')
    throw new Problem('usage.invalid', `${operation.slug} is no exercise: nothing is ever played into a real mission.`)
  const turns = replayScript(order.script)
  const stage: Stage = { address, slug: operation.slug }
  const cast = new Map<Part, string>()
  try {
    const players = await enterAll({ db, clock }, stage, { operation, cast })
    return await playAll({ clock, stage, players, turns }, order)
  } finally {
    for (const personId of cast.values()) await dismiss(db, personId, clock())
  }
}

/** Makes the players, or lets them in again, by links of their own. Their ids are noted in `cast` as they come. */
async function enterAll(
  { db, clock }: { readonly db: Db; readonly clock: () => Date },
  stage: Stage,
  { operation, cast }: { readonly operation: Operation; readonly cast: Map<Part, string> },
): Promise<Players> {
  const entered: (readonly [Part, Player])[] = []
  for (const part of PARTS) {
    const [displayName, roles] = CAST[part]
    const membership = { operationId: operation.id, roles, compartments: [] }
    const link = await invitePerson(db, { login: `replay-${part}`, displayName, membership }, clock())
    cast.set(part, link.personId)
    await setDisabled(db, link.personId, null)
    await setClearance(db, link.personId, 'UN', 'CONFIDENTIAL')
    entered.push([part, await enterAsPlayer(stage, link.path, mintToken().token)])
  }
  return Object.fromEntries(entered) as Players // one of each part
}

async function dismiss(db: Db, personId: string, at: Date): Promise<void> {
  await withSystem(db, async (tx) => {
    await setDisabled(tx, personId, at)
    await endSessionsOf(tx, personId, at)
  })
}

interface Play {
  readonly clock: () => Date
  readonly stage: Stage
  readonly players: Players
  readonly turns: readonly ReplayTurn[]
}

async function playAll({ clock, stage, players, turns }: Play, order: ReplayOrder): Promise<ReplayOutcome> {
  const counts: Counts = { turns: 0, stored: 0, alreadyStored: 0, refused: 0, flashes: 0, handovers: 0 }
  const desk = openDesk(stage, { leftShare: order.leftShare, began: clock() })
  const beganMs = performance.now()
  const turnMs = (order.minutes * 60_000) / turns.length
  for (const [n, turn] of turns.entries()) {
    const early = beganMs + n * turnMs - performance.now()
    if (early > 0) await pause(early, undefined, { signal: order.signal }).catch(() => undefined)
    if (order.signal.aborted) break
    order.onTurn?.({ no: n + 1, of: turns.length, at: turn.at })
    const isDay = Math.floor(n / 2) % 2 === 0
    const watch = isDay ? [players.day, players.night] : [players.night, players.day]
    const [duty = players.day, relief = players.night] = watch
    await playTurn({ clock, stage, players, turn, duty, relief, desk, counts })
    counts.turns += 1
  }
  return { ...counts, acts: Object.fromEntries(desk.tally) }
}

interface PlayedTurn {
  readonly clock: () => Date
  readonly stage: Stage
  readonly players: Players
  readonly turn: ReplayTurn
  readonly duty: Player
  readonly relief: Player
  readonly desk: Desk
  readonly counts: Counts
}

async function playTurn(it: PlayedTurn): Promise<void> {
  const { players, turn, duty, relief, desk } = it
  await sendReports(it)
  for (const content of turn.flashes) await sendFlash(it, content)
  if (turn.flashes.length > 0) await takeNote(it, relief)
  await desk.work({ duty, analyst: players.analyst, second: players.second })
  await duty.act('POST', pathIn(it.stage, WATCH_LOG_PATH), { id: mintId(), text: turn.entry, action: null })
  if (turn.handover !== null) await handOver(it, turn.handover)
}

async function sendReports({ stage, players, turn, counts }: PlayedTurn): Promise<void> {
  for (const post of REPLAY_POSTS) {
    const reports = turn.reports.filter((one) => one.post === post).map(({ report }) => report)
    if (reports.length === 0) continue
    const path = pathIn(stage, FIELD_REPORTS_PATH)
    const answer = await players[post].act<{ readonly receipts: readonly ReportReceipt[] }>('POST', path, { reports })
    const receipts = answer?.receipts ?? []
    const stored = receipts.filter(({ outcome }) => outcome === 'stored').length
    const already = receipts.filter(({ outcome }) => outcome === 'already_stored').length
    counts.stored += stored
    counts.alreadyStored += already
    counts.refused += reports.length - stored - already
  }
}

const FLASH_AGAIN_MS = 30 * 60_000

async function sendFlash(it: PlayedTurn, content: FlashContent): Promise<void> {
  const now = it.clock()
  const sent = await it.duty.act('POST', pathIn(it.stage, FLASH_REPORTS_PATH), {
    ...{ id: mintId(), precedence: 'FLASH', incidentId: null, followsId: null, firstWordAt: now.toISOString() },
    content: { ...content, nextUpdateAt: new Date(now.getTime() + FLASH_AGAIN_MS).toISOString() },
  })
  if (sent !== undefined) it.counts.flashes += 1
}

/** The other officer acknowledges what waits for them. */
async function takeNote(it: PlayedTurn, officer: Player): Promise<void> {
  const notices = await officer.get<readonly NoticeView[]>(pathIn(it.stage, NOTICES_PATH))
  for (const { report, acknowledgedAt } of notices)
    if (acknowledgedAt === null) await officer.act('POST', pathIn(it.stage, FLASH_ACKNOWLEDGEMENT_PATH, report.id), {})
}

async function handOver(it: PlayedTurn, note: string): Promise<void> {
  const id = mintId()
  await it.duty.act('POST', pathIn(it.stage, HANDOVERS_PATH), { id, note })
  const taken = await it.relief.act('POST', pathIn(it.stage, HANDOVER_PATH, id), {})
  if (taken !== undefined) it.counts.handovers += 1
}

import { markingKey, readableMarkings, type Reader, type Role } from '@eirene/domain/access'
import type { FictionalMission } from '@eirene/domain/exercise'
import { LADDER, type ReleaseOrder } from '@eirene/domain/release'
import { formatDayNo, localDayNo, startOfLocalDayMs } from '@eirene/domain/time'
import { findPerson, listMarkings, readerOf } from '@eirene/store/access'
import { withReader, type Db } from '@eirene/store/db'
import { findRelease } from '@eirene/store/release'
import { insertSitrepComment, insertSitrepRequests } from '@eirene/store/situation'
import type { OperationPart } from '../edge/index.ts'
import { proposeVerification } from '../incident/index.ts'
import { letRelease, proposeRelease, recordSitrep } from '../situation/index.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Verifications that wait for a second person. */
const PROPOSALS = 2

/** The desk of a mission, and the times by which its work is left. */
interface Desk {
  readonly db: Db
  readonly mission: FictionalMission
  /** Who writes for the desk: a post of the scenario, that nobody can sign in as. */
  readonly analyst: OperationPart
  /** Local day on which the scenario stops. */
  readonly todayNo: number
  readonly endMs: number
}

/**
 * Leaves the desk of a fictional mission as a working day leaves it, by the acts of the desk: two verifications and a release that
 * wait for a second person, a situation report of yesterday that waits for inputs and its release, and a release of a month that
 * `login` let out. Everything by posts of the scenario, but for what `login` decided; where there is no such person, nothing is out.
 */
export async function leaveDeskWork(db: Db, mission: FictionalMission, login: string): Promise<void> {
  const endMs = Date.parse(mission.endsAt)
  const todayNo = localDayNo(endMs - 1, mission.operation.timeZone)
  const desk: Desk = { db, mission, analyst: await partOf(db, mission, analystOf(mission)), todayNo, endMs }
  await releaseMonth(desk, login)
  await proposeWeek(desk)
  await draftYesterday(desk)
  await proposeVerifications(desk)
}

function analystOf({ staff, operation }: FictionalMission): Reader {
  const post = staff.find(({ key }) => key === 'jmac_1')
  if (post === undefined) throw new Error('the mission has no analyst')
  const roles: readonly Role[] = ['JMAC']
  const membership = { operationId: operation.id, realm: operation.realm, roles, compartments: [] }
  return { personId: post.id, organisation: 'UN', clearances: { UN: 'CONFIDENTIAL' }, memberships: [membership] }
}

async function partOf(db: Db, { operation }: FictionalMission, reader: Reader): Promise<OperationPart> {
  const dictionary = await listMarkings(db, operation.id)
  const markingNos = readableMarkings(reader, dictionary)
  const scope = { operationId: operation.id, markingNos, personId: reader.personId }
  return {
    ...{ reader, operation, scope },
    readableKeys: dictionary.flatMap((one) => (markingNos.includes(one.markingNo) ? [markingKey(one.marking)] : [])),
    read: (act) => withReader(db, scope, act),
  }
}

/** A clock that stands at a time of the scenario. */
function clockAt(ms: number): () => Date {
  return () => new Date(ms)
}

function startOf({ mission }: Desk, dayNo: number): number {
  return startOfLocalDayMs(dayNo, mission.operation.timeZone)
}

/** The last month that everybody may have on a day. */
export function releasableMonth(dayNo: number): {
  readonly fromOn: string
  readonly toOn: string
  /** In words. */
  readonly month: string
} {
  const toOn = `${formatDayNo(dayNo - LADDER.open.delayDays).slice(0, 7)}-01`
  const lastDay = new Date(Date.parse(toOn) - 24 * HOUR_MS)
  const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(lastDay)
  return { fromOn: `${lastDay.toISOString().slice(0, 7)}-01`, toOn, month }
}

/** A month for everybody, proposed and let out four days ago. */
async function releaseMonth(desk: Desk, login: string): Promise<void> {
  const person = await findPerson(desk.db, { login })
  const decider = person && (await readerOf(desk.db, person.id))
  if (decider === undefined) return
  const decidedNo = desk.todayNo - 4
  const { fromOn, toOn, month } = releasableMonth(decidedNo)
  const order: ReleaseOrder = {
    ...{ audience: 'open', basis: 'reported', fromOn, toOn },
    ...{ title: `Incidents in ${month}`, text: '', toWhom: 'Everybody', reason: 'Monthly public note' },
  }
  const at = startOf(desk, decidedNo) + 10 * HOUR_MS
  const id = await proposeRelease({ db: desk.db, clock: clockAt(at) }, desk.analyst, order)
  const proposal = await desk.analyst.read((tx) => findRelease(tx, desk.mission.operation.id, id))
  if (proposal === undefined) throw new Error('a proposal that was just stored is not there')
  const part = await partOf(desk.db, desk.mission, decider)
  const after = { db: desk.db, clock: clockAt(at + 3 * HOUR_MS) }
  await letRelease(after, part, { id, digest: proposal.digest })
}

/** The week before this one for a partner, proposed in the last hours. */
async function proposeWeek(desk: Desk): Promise<void> {
  const { db, analyst, todayNo, endMs } = desk
  await proposeRelease({ db, clock: clockAt(endMs - 95 * MINUTE_MS) }, analyst, {
    ...{ audience: 'partner', basis: 'verified', fromOn: formatDayNo(todayNo - 14), toOn: formatDayNo(todayNo - 7) },
    ...{ title: 'Verified incidents of a week', text: '', toWhom: 'Regional organisation' },
    reason: 'Weekly exchange agreed with the liaison officer',
  })
}

/** Yesterday's report, drafted in the last hours of the scenario that lie after it, with a comment and two inputs asked for. */
async function draftYesterday(desk: Desk): Promise<void> {
  const { db, mission, analyst, todayNo, endMs } = desk
  const draftedMs = Math.max(startOf(desk, todayNo) + 10 * MINUTE_MS, endMs - 3 * HOUR_MS)
  const order = { fromOn: formatDayNo(todayNo - 1), toOn: formatDayNo(todayNo), language: 'en' } as const
  const author = { reader: analyst.reader }
  const { status } = await recordSitrep({ db, clock: clockAt(draftedMs) }, author, mission.operation, order)
  const by = { operationId: mission.operation.id, sitrepId: status.id, personId: analyst.reader.personId }
  const part = await partOf(db, mission, analyst.reader)
  await part.read(async (tx) => {
    const at = new Date(draftedMs + 10 * MINUTE_MS)
    const components = ['police', 'human_rights'] as const
    await insertSitrepRequests(tx, { ...by, at, components, cutoffAt: new Date(endMs + 3 * HOUR_MS).toISOString() })
    const body =
      'The pattern of the last days goes on. What the sources say of the line is not observed by the mission.'
    await insertSitrepComment(tx, {
      ...by,
      at: new Date(draftedMs + 20 * MINUTE_MS),
      section: 'security',
      body,
      basedOnNo: 0,
    })
  })
}

/** The corroborated records that moved last, proposed for verification. */
async function proposeVerifications(desk: Desk): Promise<void> {
  const { db, mission, analyst, endMs } = desk
  const changes = Map.groupBy(mission.stateChanges, ({ incidentId }) => incidentId)
  const before = endMs - 2 * HOUR_MS
  const candidates = mission.incidents
    .filter(({ state, marking }) => state === 'corroborated' && marking.compartments.length === 0)
    .map(({ id }) => ({ id, steps: changes.get(id) ?? [] }))
    .map(({ id, steps }) => ({ id, steps: steps.length, sinceMs: Date.parse(steps.at(-1)?.changedAt ?? '') }))
    .filter(({ sinceMs }) => sinceMs < before)
    .sort((a, b) => b.sinceMs - a.sinceMs)
  for (const [n, { id, steps }] of candidates.slice(0, PROPOSALS).entries())
    await proposeVerification({ db, clock: clockAt(before + (n + 1) * 20 * MINUTE_MS) }, analyst, id, {
      basis: 'first_hand_testimony',
      reason: 'First-hand accounts taken separately agree.',
      seenRevision: steps,
    })
}

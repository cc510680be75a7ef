import { demonstrationAt, generateFictionalMission } from '@eirene/domain/exercise'
import { withSystem, type Db } from '@eirene/store/db'
import { insertFictionalMission } from '@eirene/store/exercise'
import { listOperations } from '@eirene/store/operation'
import { admitFirstPeople } from '../access/index.ts'
import { leaveDeskWork } from './leave-desk-work.ts'

/** What the demonstration's mission holds; undefined when the database has operations already. */
export interface Demonstration {
  readonly name: string
  readonly incidentCount: number
  readonly reportCount: number
}

/** Login of the first person who decides releases. */
const DECIDER = 'head'

/**
 * On a database without operations: the fictional mission, so that there is something to see without any data from
 * outside, with the first people's parts in it; it stops at `endsAt`, by default now. One transaction: a start that is killed
 * leaves nothing half. What its desk leaves to them is done after it, act by act. Otherwise changes nothing.
 */
export async function ensureDemonstration(
  db: Db,
  clock: () => Date,
  endsAt: Date = clock(),
): Promise<Demonstration | undefined> {
  if ((await listOperations(db)).length > 0) return undefined
  const mission = generateFictionalMission(demonstrationAt(endsAt))
  await withSystem(db, async (tx) => {
    await insertFictionalMission(tx, mission)
    await admitFirstPeople(tx, mission.operation.id, clock())
  })
  await leaveDeskWork(db, mission, DECIDER)
  return {
    name: mission.operation.name,
    incidentCount: mission.incidents.length,
    reportCount: mission.reports.length,
  }
}

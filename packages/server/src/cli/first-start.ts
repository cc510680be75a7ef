import type { Db } from '@eirene/store/db'
import { ensureFirstPeople } from '../access/index.ts'
import { ensureDemonstration } from '../exercise/index.ts'

/** What a step of the first start may use. */
interface FirstStart {
  readonly db: Db
  readonly clock: () => Date
  /** When the demonstration stops. */
  readonly demonstrationEndsAt: Date
  readonly progress: (line: string) => void
  /** Makes the address of a page that a person can open: `link('/invitation/…')`. */
  readonly link: (path: string) => string
}

/** One thing that an empty database is given. Does nothing and gives no lines when its work is there already. */
export interface FirstStartStep {
  readonly name: string
  /** Gives the lines that the person at the terminal must see: one-time links, for example. */
  readonly run: (start: FirstStart) => Promise<readonly string[]>
}

/** In this order, at every start: the first people, then the mission of the demonstration with their parts in it. */
export const FIRST_START: readonly FirstStartStep[] = [
  { name: 'people', run: greetFirstPeople },
  { name: 'demonstration', run: makeDemonstration },
]

async function makeDemonstration({ db, clock, demonstrationEndsAt, progress }: FirstStart): Promise<readonly string[]> {
  const made = await ensureDemonstration(db, clock, demonstrationEndsAt)
  if (made !== undefined)
    progress(`Demonstration ready: ${made.name}, ${made.incidentCount} incidents, ${made.reportCount} reports`)
  return []
}

async function greetFirstPeople({ db, clock, link }: FirstStart): Promise<readonly string[]> {
  const links = await ensureFirstPeople(db, clock)
  if (links.length === 0) return []
  return [
    'First people of this room. Each link opens once, within seven days, and asks for a password:',
    ...links.map((one) => `  ${one.displayName} (${one.login}): ${link(one.path)}`),
    '',
  ]
}

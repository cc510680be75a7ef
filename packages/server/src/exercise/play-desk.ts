import { isLeftToTrainees } from '@eirene/domain/exercise'
import {
  DISMISSALS_PATH,
  INBOX_PATH,
  MERGES_PATH,
  PROPOSAL_DECISION_PATH,
  PROPOSALS_PATH,
  STATE_CHANGES_PATH,
  VERIFICATION_PATH,
  type InboxItem,
  type InboxPage,
  type InboxQueue,
  type IncidentState,
  type VerificationView,
} from '@eirene/domain/incident'
import { titleChance } from './title-chance.ts'
import { pathIn, type Player, type Stage } from './replay-client.ts'

/** A record of the inbox that a player has opened. */
interface Opened {
  readonly stage: Stage
  readonly player: Player
  readonly item: InboxItem
  readonly view: VerificationView
}
/** What a player does with it; gives the name of the act, or undefined when nothing was done. */
type Step = (opened: Opened) => Promise<string | undefined>

/** Acts of one queue in one turn: about as many as reports come in. */
const ACTS_A_TURN = 4

/** The players of the desk: who has the duty, and two analysts, of whom one confirms what the other proposes. */
interface DeskPlayers {
  readonly duty: Player
  readonly analyst: Player
  readonly second: Player
}

/** A desk that remembers what it has looked at, so that no record is turned over twice in the same queue. */
export interface Desk {
  /** Works every queue once. */
  readonly work: (players: DeskPlayers) => Promise<void>
  /** Acts so far, by name. */
  readonly tally: ReadonlyMap<string, number>
}

export interface DeskOrder {
  /** Share of the records that the desk leaves to people, 0 to 1. */
  readonly leftShare: number
  /** What waited before is left too. */
  readonly began: Date
}

/**
 * Opens a desk that works the inboxes of its players as people would: screen, take up, corroborate or set aside, propose,
 * confirm, merge or keep apart. What it does with a record follows from its title; a share of the records it leaves.
 */
export function openDesk(stage: Stage, { leftShare, began }: DeskOrder): Desk {
  const seen = new Set<string>()
  const tally = new Map<string, number>()
  const marks = new Map<InboxQueue, string>()
  const isForPlayers = (queue: InboxQueue, item: InboxItem): boolean =>
    Date.parse(item.waitingSince) >= began.getTime() &&
    !seen.has(keyOf(queue, item)) &&
    !isLeftToTrainees(item.incident.title, leftShare)

  const listItems = async (player: Player, queue: InboxQueue): Promise<readonly InboxItem[]> => {
    const wanted: InboxItem[] = []
    for (;;) {
      const after = marks.get(queue)
      const more = after === undefined ? '' : `&after=${encodeURIComponent(after)}`
      const page = await player.get<InboxPage>(`${pathIn(stage, INBOX_PATH)}?queue=${queue}${more}`)
      const fitting = page.items.filter((item) => isForPlayers(queue, item))
      wanted.push(...fitting.slice(0, ACTS_A_TURN - wanted.length))
      if (page.after === null || wanted.length === ACTS_A_TURN || queue === 'duplicates') return wanted
      // New items come at the end: what was read to its end need not be read again.
      if (fitting.length === 0) marks.set(queue, page.after)
      else return wanted
    }
  }

  const workQueue = async (player: Player, queue: InboxQueue, step: Step): Promise<void> => {
    for (const item of await listItems(player, queue)) {
      seen.add(keyOf(queue, item))
      const view = await player.get<VerificationView>(pathIn(stage, VERIFICATION_PATH, item.incident.id))
      const done = await step({ stage, player, item, view })
      if (done !== undefined) tally.set(done, (tally.get(done) ?? 0) + 1)
    }
  }

  return {
    tally,
    work: async ({ duty, analyst, second }) => {
      await workQueue(duty, 'screen', screen)
      await workQueue(duty, 'assign', assign)
      await workQueue(duty, 'duplicates', merge)
      await workQueue(analyst, 'assess', assess)
      await workQueue(analyst, 'propose', propose)
      await workQueue(second, 'confirm', confirm)
    },
  }
}

async function become(
  { stage, player, item, view }: Opened,
  wanted: readonly IncidentState[],
): Promise<string | undefined> {
  const to = wanted.find((state) => view.may.become.includes(state))
  if (to === undefined) return undefined
  const order = { to, reason: REASONS[to] ?? 'As the desk sees it.', seenRevision: view.revision }
  const answer = await player.act('POST', pathIn(stage, STATE_CHANGES_PATH, item.incident.id), order)
  return answer === undefined ? undefined : to
}

const screen: Step = (opened) =>
  become(opened, titleChance(opened.item.incident.title, 'scope') < 0.06 ? ['rejected'] : ['reported'])

const assign: Step = async (opened) =>
  titleChance(opened.item.incident.title, 'assign') < 0.3 ? undefined : become(opened, ['under_verification'])

const assess: Step = async (opened) => {
  const chance = titleChance(opened.item.incident.title, 'assess')
  if (chance < 0.15) return undefined
  return become(opened, chance < 0.9 ? ['corroborated', 'unverifiable'] : ['unverifiable'])
}

const propose: Step = async ({ stage, player, item, view }) => {
  if (!view.may.propose) return undefined
  const reason = 'First-hand accounts taken separately agree.'
  const order = { basis: 'first_hand_testimony', reason, seenRevision: view.revision }
  const answer = await player.act('POST', pathIn(stage, PROPOSALS_PATH, item.incident.id), order)
  return answer === undefined ? undefined : 'proposed'
}

const confirm: Step = async ({ stage, player, item, view }) => {
  if (view.proposal === null || !view.may.confirm) return undefined
  const outcome = titleChance(item.incident.title, 'confirm') < 0.1 ? 'declined' : 'confirmed'
  const order = { outcome, reason: 'Read again by a second person.', seenRevision: view.revision }
  const answer = await player.act('POST', pathIn(stage, PROPOSAL_DECISION_PATH, view.proposal.id), order)
  return answer === undefined ? undefined : outcome
}

const merge: Step = async ({ stage, player, item, view }) => {
  const { incident, twin } = item
  const other = view.suggestions.find((one) => one.incident.id === twin?.incident.id)
  if (other === undefined) return undefined
  if (titleChance(incident.title, 'merge') < 0.2) {
    const order = { incidentId: incident.id, otherId: other.incident.id, reason: 'Two events, an hour apart.' }
    return (await player.act('POST', pathIn(stage, DISMISSALS_PATH), order)) === undefined ? undefined : 'kept apart'
  }
  const reason = 'Same place, within the hour, same story.'
  const [own, others] = [view.revision, other.revision]
  const order =
    other.obstacle === null
      ? { incidentId: incident.id, intoId: other.incident.id, reason, seenRevision: own, seenIntoRevision: others }
      : { incidentId: other.incident.id, intoId: incident.id, reason, seenRevision: others, seenIntoRevision: own }
  if (other.obstacle !== null && other.obstacleTheOtherWay !== null) return undefined
  return (await player.act('POST', pathIn(stage, MERGES_PATH), order)) === undefined ? undefined : 'merged'
}

const REASONS: Readonly<Partial<Record<IncidentState, string>>> = {
  reported: 'Screened: within the mandate, place and time given.',
  rejected: 'Out of scope: without bearing on the mandate.',
  under_verification: 'Assigned: patrol and community liaison tasked.',
  corroborated: 'Two independent sources agree on place, day and kind.',
  unverifiable: 'No access, and no second source within the time set.',
}

/** With the states: a pair that could not be merged is looked at again when one of the two has moved on. */
function keyOf(queue: InboxQueue, { incident, twin }: InboxItem): string {
  const other = twin === null ? '' : `${twin.incident.id} ${twin.incident.state}`
  return `${queue} ${incident.id} ${incident.state} ${other}`
}

import type { Compartment } from '../access/index.ts'
import { mayHandle, PROTECTION_COMPARTMENTS, type Handler, type VerificationAct } from './verification-step.ts'

/** What can wait for a person, in the order in which a record passes through. */
export const INBOX_QUEUES = [
  'screen',
  'grade',
  'assign',
  'assess',
  'propose',
  'confirm',
  'contested',
  'duplicates',
  'restricted',
] as const
export type InboxQueue = (typeof INBOX_QUEUES)[number]

/** The act that a queue waits for: it is shown to those who may perform it on some record. */
export const ACT_OF_QUEUE: Readonly<Record<InboxQueue, VerificationAct>> = {
  screen: 'incident.screen',
  grade: 'incident.grade',
  assign: 'incident.assign',
  assess: 'incident.assess',
  propose: 'incident.assess',
  confirm: 'incident.confirm',
  contested: 'incident.assess',
  duplicates: 'incident.merge',
  restricted: 'incident.assess',
}

/** A record without compartments and one of each kind that is protected: by these a person's reach is found. */
const ORDINARY = { typeCode: '', compartments: [] } as const
const PROTECTED = PROTECTION_COMPARTMENTS.map((compartment) => ({
  typeCode: '',
  compartments: [compartment],
}))

/** Which records a person may perform an act on: ordinary ones, and those in these protection compartments. */
export function reachOf(
  person: Handler,
  act: VerificationAct,
): { readonly ordinary: boolean; readonly restricted: readonly Compartment[] } {
  return {
    ordinary: mayHandle(person, act, ORDINARY),
    restricted: PROTECTED.filter((record) => mayHandle(person, act, record)).flatMap((record) => record.compartments),
  }
}

/** The queues of a person, in order; empty for who takes no step of a verification. */
export function queuesOf(person: Handler): readonly InboxQueue[] {
  return INBOX_QUEUES.filter((queue) => {
    const { ordinary, restricted } = reachOf(person, ACT_OF_QUEUE[queue])
    return (ordinary && queue !== 'restricted') || restricted.length > 0
  })
}

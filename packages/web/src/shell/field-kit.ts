import type { OperationView } from '@eirene/domain/operation'

/** What this device keeps of an operation so that its report form opens without a link: settings and geography, no record. */
export interface FieldKit {
  /** Whose drafts and outbox it opens. What compartments they hold stays unsaid: the device may be searched. */
  readonly personId: string
  readonly operation: OperationView
}

const PREFIX = 'eirene.kit.'

/** The kit of an operation; undefined when there is none that can be read. */
export function readKit(slug: string): FieldKit | undefined {
  try {
    // Written by this module.
    return (JSON.parse(localStorage.getItem(PREFIX + slug) ?? 'null') as FieldKit | null) ?? undefined
  } catch {
    return undefined
  }
}

/** Operations of which this device keeps a kit. */
export function listKits(): readonly FieldKit[] {
  return kitKeys().flatMap((key) => readKit(key.slice(PREFIX.length)) ?? [])
}

/** Keeps a kit, without the rectangle of what the person may see: it is drawn from records. */
export function keepKit({ personId, operation }: FieldKit): void {
  try {
    const kit: FieldKit = { personId, operation: { ...operation, bounds: null } }
    localStorage.setItem(PREFIX + operation.slug, JSON.stringify(kit))
  } catch {
    // Storage is closed or full: without a link the form opens only where its page stayed open.
  }
}

/** Takes the kits off this device, or those of everybody else but one person. */
export function forgetKits(exceptPersonId?: string): void {
  for (const key of kitKeys())
    if (exceptPersonId === undefined || readKit(key.slice(PREFIX.length))?.personId !== exceptPersonId)
      localStorage.removeItem(key)
}

function kitKeys(): readonly string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
  } catch {
    return []
  }
}

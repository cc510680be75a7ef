import { Problem } from '../problem/index.ts'

/** What of a report decides whether it counts as a source of its own. */
export interface OriginReport {
  readonly id: string
  /** Reports that retell one story share it; null when it stands alone. */
  readonly originKey: string | null
  readonly sourceCode: string
  readonly machineGenerated: boolean
  /** Replaced by a later report of the same source. */
  readonly isSuperseded: boolean
}

/** Why a report adds no origin to those before it. */
export const NOT_COUNTED = ['same_origin', 'same_source', 'machine', 'superseded'] as const
export type NotCounted = (typeof NOT_COUNTED)[number]

/** How many independent origins stand behind a record, and what became of each report. */
export interface Origins {
  readonly count: number
  readonly reports: readonly { readonly reportId: string; readonly notCounted: NotCounted | null }[]
}

/** Origins that corroborate a record, and that a credibility of 1 ("confirmed by other sources") needs. */
export const INDEPENDENT_ORIGINS_MIN = 2

/**
 * Counts the independent origins of reports. Reports that share an origin story or a source belong together, also through a
 * third one, and count once; text written by a machine and superseded reports count nothing.
 */
export function countOrigins(reports: readonly OriginReport[]): Origins {
  const counting = reports.filter((report) => !report.machineGenerated && !report.isSuperseded)
  const groupOf = new Map<string, Set<string>>()
  const groups = new Set<Set<string>>()
  const outcome = new Map<string, NotCounted | null>()
  for (const report of counting) {
    const origin = report.originKey === null ? undefined : groupOf.get(`origin ${report.originKey}`)
    const source = groupOf.get(`source ${report.sourceCode}`)
    const group = origin ?? source ?? new Set<string>()
    outcome.set(report.id, origin !== undefined ? 'same_origin' : source !== undefined ? 'same_source' : null)
    groups.add(group)
    const keys = [`source ${report.sourceCode}`, ...(report.originKey === null ? [] : [`origin ${report.originKey}`])]
    for (const key of keys) group.add(key)
    // A report that joins two groups makes them one.
    if (source !== undefined && source !== group) {
      for (const key of source) group.add(key)
      groups.delete(source)
    }
    for (const key of group) groupOf.set(key, group)
  }
  return {
    count: groups.size,
    reports: reports.map((report) => ({
      reportId: report.id,
      notCounted: report.machineGenerated
        ? 'machine'
        : report.isSuperseded
          ? 'superseded'
          : (outcome.get(report.id) ?? null),
    })),
  }
}

const WHY: Readonly<Record<NotCounted, string>> = {
  same_origin: 'retells a story that is counted already',
  same_source: 'comes from a source that is counted already',
  machine: 'was written by a machine',
  superseded: 'was replaced by a later report',
}

/** Throws Problem 'incident.transition_refused' that says what is missing for corroboration. */
export function assertIndependent(reports: readonly OriginReport[]): void {
  const origins = countOrigins(reports)
  if (origins.count >= INDEPENDENT_ORIGINS_MIN) return
  const counted = new Map<NotCounted, number>()
  for (const { notCounted } of origins.reports)
    if (notCounted !== null) counted.set(notCounted, (counted.get(notCounted) ?? 0) + 1)
  const because = [...counted].map(([why, count]) => `${count} ${WHY[why]}`).join(', ')
  throw new Problem(
    'incident.transition_refused',
    `Corroboration needs ${INDEPENDENT_ORIGINS_MIN} independent origins; this record has ${origins.count}` +
      `${because === '' ? '' : ` (${because})`}. Link or wait for a report of another source with another story.`,
    { origins },
  )
}

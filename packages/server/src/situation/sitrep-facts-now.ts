import {
  carryInputs,
  compareFacts,
  mayStandUnder,
  type SitrepChangesView,
  type SitrepContent,
} from '@eirene/domain/situation'
import type { Marking } from '@eirene/domain/access'
import { listSitrepIncidents, type StoredSitrep } from '@eirene/store/situation'
import type { OperationCall } from '../edge/index.ts'
import { draftSitrep } from './draft-sitrep.ts'
import { periodsOf, sitrepMaterial, type SitrepIncident } from './sitrep-material.ts'
import { SITREP_METHODS } from './sitrep-methods.ts'

/** Facts of a report made from the records as they stand now, and what is different in them. */
interface FactsNow {
  readonly content: SitrepContent
  readonly changes: SitrepChangesView
}

/** The records and reports of sources that everybody who reads the report may read, whoever asks. */
function standingUnder(marking: Marking, incidents: readonly SitrepIncident[]): readonly SitrepIncident[] {
  return incidents
    .filter((incident) => mayStandUnder(incident.marking, marking))
    .map((incident) => ({
      ...incident,
      reports: incident.reports.filter((report) => mayStandUnder(report.marking, marking)),
    }))
}

/**
 * Makes the facts of a report again: same period, area and language, same marking. A record above that marking is left out, so
 * that a report never says more than it did to anybody who may read it already; who may read such records is told how many.
 * Keeps nothing.
 */
export async function sitrepFactsNow(call: OperationCall, found: StoredSitrep, at: Date): Promise<FactsNow> {
  const { order, content: before, summary } = found
  const { period, before: earlier } = periodsOf(order, call.operation.timeZone)
  const incidents = await call.read((tx) => listSitrepIncidents(tx, call.operation.id, earlier.from, period.to))
  const drafting = { draftedBy: before.draftedBy, at, correctsNumber: before.correctsNumber }
  const usable = standingUnder(summary.marking, incidents)
  const drafted = draftSitrep(order, call.operation, usable, { methods: SITREP_METHODS, drafting })
  const inputs = carryInputs(before, drafted)
  const content = { ...drafted, marking: summary.marking, ...(inputs.length > 0 && { inputs }) }
  const readable = sitrepMaterial(order, call.operation, incidents).records.length
  const leftOut = Math.max(0, readable - content.records.length)
  return { content, changes: { ...compareFacts(before, content), leftOut } }
}

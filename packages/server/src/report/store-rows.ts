import { hexagonOf } from '@eirene/domain/place'
import { mintId } from '@eirene/domain/record'
import { compareReleases, mergeEvents, type ImportedEvent } from '@eirene/domain/report'
import type { Tx } from '@eirene/store/db'
import { appendLink, hashRecords } from '@eirene/store/ledger'
import {
  ensureActors,
  findKnownRows,
  findOriginal,
  findLiveIncidents,
  insertImportedIncidents,
  insertImportedReports,
  listOriginReports,
  raiseMarking,
  supersede,
  type KnownRow,
  type LiveIncident,
  type NewImportedIncident,
  type NewImportedReport,
  type OriginReport,
} from '@eirene/store/report'
import { cellWith, markingNoOf, noteIssue, readAgain, rejectRow, type ImportRun, type ReadyRow } from './import-run.ts'

/** A row that will be written, with the stored row it takes the place of (or comes too late for). */
interface WrittenRow extends ReadyRow {
  readonly reportId: string
  readonly replaces: KnownRow | null
  /** The act that brought a newer release of this row. */
  readonly supersededByImport: string | null
}

type Verdict = { readonly write: WrittenRow } | 'unchanged' | 'other_content'

/** Compares a row with the stored versions of the same id. */
function judge(run: ImportRun, ready: ReadyRow, known: readonly KnownRow[]): Verdict {
  const written = (replaces: KnownRow | null, supersededByImport: string | null): Verdict => ({
    write: { ...ready, reportId: mintId(), replaces, supersededByImport },
  })
  const same = known.find((row) => row.release === run.release)
  if (same !== undefined) return same.contentHash.equals(ready.contentHash) ? 'unchanged' : 'other_content'
  const live = known.find((row) => row.isLive)
  if (live === undefined) return written(null, null)
  if (!run.dataset.hasIds) return 'unchanged'
  return compareReleases(run.release, live.release) > 0 ? written(live, null) : written(null, live.importId)
}

/**
 * Another edition of a file (GeoJSON for CSV, fewer columns) has other cells and says the same: such a row is unchanged.
 * Asked only where the cells differ.
 */
async function judgeSame(tx: Tx, run: ImportRun, ready: ReadyRow, known: readonly KnownRow[]): Promise<Verdict> {
  const verdict = judge(run, ready, known)
  const stored = known.find((row) => row.release === run.release)
  if (verdict !== 'other_content' || stored === undefined) return verdict
  const original = await findOriginal(tx, run.operation.id, stored.reportId)
  const event = original === undefined ? undefined : readAgain(run, { rowNo: ready.row.rowNo, cells: original })
  return JSON.stringify(event) === JSON.stringify(ready.event) ? 'unchanged' : verdict
}

function refuseOtherContent(run: ImportRun, ready: ReadyRow, where: string): void {
  const column = cellWith(ready.row, (text) => text.trim() === ready.externalId)
  rejectRow(run, [
    {
      code: 'id.other_content',
      message: `The id "${ready.externalId}" stands ${where} with other content.`,
      path: [],
      row: ready.row.rowNo,
      ...(column === undefined ? {} : { column }),
      value: ready.externalId,
      remedy: 'If this file is newer, say so with --release; otherwise correct the id.',
      severity: 'error',
    },
  ])
}

/** Rows of a batch that are to be written; the others are counted as unchanged or rejected. */
async function judgeAll(tx: Tx, run: ImportRun, batch: readonly ReadyRow[]): Promise<readonly WrittenRow[]> {
  const seen = new Map<string, ReadyRow>()
  const written: WrittenRow[] = []
  const ids = batch.map((ready) => ready.externalId)
  const known = await findKnownRows(tx, run.operation.id, run.dataset.name, ids)
  for (const ready of batch) {
    const twin = seen.get(ready.externalId)
    const versions = known.get(ready.externalId) ?? []
    const inFile = twin !== undefined || versions.some((row) => row.importId === run.scope.importId)
    const verdict =
      twin === undefined
        ? await judgeSame(tx, run, ready, versions)
        : twin.contentHash.equals(ready.contentHash)
          ? 'unchanged'
          : 'other_content'
    seen.set(ready.externalId, ready)
    if (verdict === 'other_content')
      refuseOtherContent(run, ready, inFile ? 'in this file already' : `in release ${run.release} already`)
    else if (verdict === 'unchanged') {
      run.counts.rowsUnchanged += 1
      if (inFile) noteRepeated(run, ready)
    } else written.push(verdict.write)
  }
  return written
}

function noteRepeated(run: ImportRun, ready: ReadyRow): void {
  noteIssue(run, {
    code: 'row.repeated',
    message: `The row stands in this file twice, word for word (id "${ready.externalId}").`,
    path: [],
    row: ready.row.rowNo,
    value: ready.externalId,
    remedy: 'Nothing: it is kept once.',
    severity: 'warning',
  })
}

/** What will be one incident: the rows of this batch, the reports stored before, and the incidents they replace. */
interface EventGroup {
  readonly event: ImportedEvent
  readonly reportIds: readonly string[]
  readonly supersededByImport: string | null
  readonly replaced: readonly LiveIncident[]
  /** Stored reports that say less restricted than the event now is. */
  readonly toRaise: readonly string[]
}

function groupOf(
  rows: readonly WrittenRow[],
  stored: readonly { readonly reportId: string; readonly event: ImportedEvent }[],
  incidents: ReadonlyMap<string, LiveIncident>,
): EventGroup {
  const events = [...rows.map((row) => row.event), ...stored.map((it) => it.event)]
  const [first, ...rest] = events
  if (first === undefined) throw new Error('an event without rows')
  const event = mergeEvents([first, ...rest])
  const before = [...rows.flatMap((row) => row.replaces?.reportId ?? []), ...stored.map((it) => it.reportId)]
  const replaced = new Map(before.flatMap((id) => incidents.get(id) ?? []).map((it) => [it.incidentId, it]))
  return {
    event,
    reportIds: [...rows.map((row) => row.reportId), ...stored.map((it) => it.reportId)],
    supersededByImport: rows[0]?.supersededByImport ?? null,
    replaced: [...replaced.values()],
    toRaise: stored.filter((it) => it.event.compartments.length < event.compartments.length).map((it) => it.reportId),
  }
}

/** Groups the rows of one event, with what is stored of it. Rows that come too late for a newer release stand alone. */
async function groupRows(tx: Tx, run: ImportRun, rows: readonly WrittenRow[]): Promise<readonly EventGroup[]> {
  const groups: WrittenRow[][] = []
  const byOrigin = new Map<string, WrittenRow[]>()
  for (const row of rows) {
    const key = row.supersededByImport === null ? row.event.originKey : null
    const group = key === null ? undefined : byOrigin.get(key)
    if (group !== undefined) group.push(row)
    else {
      const fresh = [row]
      groups.push(fresh)
      if (key !== null) byOrigin.set(key, fresh)
    }
  }
  const replacing = new Set(rows.flatMap((row) => row.replaces?.reportId ?? []))
  const others = (await listOriginReports(tx, run.operation.id, run.dataset.name, [...byOrigin.keys()])).filter(
    (report) => !replacing.has(report.reportId),
  )
  const concerned = [...replacing, ...others.map((report) => report.reportId)]
  const incidents = new Map<string, LiveIncident>()
  for (const incident of await findLiveIncidents(tx, run.operation.id, concerned))
    for (const reportId of incident.reportIds) incidents.set(reportId, incident)
  return groups.map((group) => {
    const key = group[0]?.supersededByImport === null ? group[0].event.originKey : null
    const stored = others
      .filter((report) => key !== null && report.originKey === key)
      .flatMap((report) => {
        const event = readAgain(run, { rowNo: report.rowNo, cells: report.original })
        return event === undefined ? [] : [{ reportId: report.reportId, event }]
      })
    return groupOf(group, stored, incidents)
  })
}

async function actorIdsFor(tx: Tx, run: ImportRun, events: readonly ImportedEvent[]): Promise<void> {
  const unknown = new Map(
    events
      .flatMap((event) => event.actors)
      .filter((actor) => !run.actorIds.has(actor.name))
      .map((actor) => [actor.name, { ...actor, id: mintId() }]),
  )
  for (const [name, id] of await ensureActors(tx, run.operation.id, [...unknown.values()])) run.actorIds.set(name, id)
}

function reportOf(row: WrittenRow, markingNo: number): NewImportedReport {
  return {
    id: row.reportId,
    markingNo,
    title: row.event.title,
    body: row.event.narrative,
    language: row.event.language,
    originatedAt: row.event.originatedAt,
    originKey: row.event.originKey,
    externalId: row.externalId,
    rowNo: row.row.rowNo,
    original: row.original,
    contentHash: row.contentHash,
    supersedesId: row.replaces?.reportId ?? null,
    supersededByImport: row.supersededByImport,
  }
}

function incidentOf(run: ImportRun, group: EventGroup): NewImportedIncident {
  const { event } = group
  const [before] = group.replaced
  // An incident that this very act made and now makes again passes on what it had replaced.
  const supersedesId = before?.importId === run.scope.importId ? before.supersedesId : (before?.incidentId ?? null)
  return {
    id: mintId(),
    markingNo: markingNoOf(run, event.compartments),
    typeCode: event.typeCode,
    codeListVersion: run.codes.version,
    sourceType: event.sourceType,
    occurred: event.occurred,
    place: event.place,
    h3: hexagonOf(event.place.point),
    title: event.title,
    narrative: event.narrative,
    language: event.language,
    // What the mission has verified stays verified when the dataset says it again.
    state: before?.state ?? 'reported',
    supersedesId,
    supersededByImport: group.supersededByImport,
    reportIds: group.reportIds,
    harm: event.harm,
    involvements: event.actors.flatMap((actor) => {
      const actorId = run.actorIds.get(actor.name)
      return actorId === undefined ? [] : [{ actorId, role: actor.role }]
    }),
  }
}

function count(run: ImportRun, written: readonly WrittenRow[], groups: readonly EventGroup[]): Map<string, number> {
  const markingByReport = new Map<string, number>()
  for (const group of groups)
    for (const id of group.reportIds) markingByReport.set(id, markingNoOf(run, group.event.compartments))
  const compartmentsOf = new Map(groups.flatMap((g) => g.reportIds.map((id) => [id, g.event.compartments] as const)))
  for (const row of written) {
    if (row.replaces === null) run.counts.rowsStored += 1
    else run.counts.rowsSuperseding += 1
    const compartments = compartmentsOf.get(row.reportId) ?? []
    if (compartments.length > 0) run.counts.rowsRestricted += 1
    for (const name of compartments) run.counts.restricted[name] = (run.counts.restricted[name] ?? 0) + 1
  }
  return markingByReport
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** Makes the incident anew of each event whose stored reports have none: these rows are all of them. */
export async function restoreEvents(tx: Tx, run: ImportRun, rows: readonly OriginReport[]): Promise<void> {
  const byOrigin = grouped(rows, (row) => row.originKey)
  const groups = [...byOrigin.values()].map((reports) => {
    const stored = reports.flatMap((report) => {
      const event = readAgain(run, { rowNo: report.rowNo, cells: report.original })
      return event === undefined ? [] : [{ reportId: report.reportId, event }]
    })
    return groupOf([], stored, new Map())
  })
  await actorIdsFor(
    tx,
    run,
    groups.map((group) => group.event),
  )
  // They belong to the act that brought their first report: it stands, and undoing it withdraws them.
  const acts = grouped(groups, (group) => rows.find((row) => row.reportId === group.reportIds[0])?.importId ?? '')
  for (const [importId, made] of acts) {
    const incidents = made.map((group) => incidentOf(run, group))
    await insertImportedIncidents(tx, { ...run.scope, importId }, incidents)
    touch(
      run,
      'incident',
      incidents.map((incident) => incident.id),
    )
  }
}

/** Writes a batch of rows: what is new, what is newer than stored, and, superseded from the start, what is older. */
export async function storeRows(tx: Tx, run: ImportRun, batch: readonly ReadyRow[]): Promise<void> {
  const written = await judgeAll(tx, run, batch)
  if (written.length === 0) return
  const groups = await groupRows(tx, run, written)
  await actorIdsFor(
    tx,
    run,
    groups.map((group) => group.event),
  )
  await supersede(tx, run.scope, {
    reportIds: written.flatMap((row) => row.replaces?.reportId ?? []),
    incidentIds: groups.flatMap((group) => group.replaced.map((incident) => incident.incidentId)),
  })
  const markingNos = count(run, written, groups)
  const incidents = groups.map((group) => incidentOf(run, group))
  await insertImportedReports(
    tx,
    run.scope,
    written.map((row) => reportOf(row, markingNos.get(row.reportId) ?? markingNoOf(run, []))),
  )
  await insertImportedIncidents(tx, run.scope, incidents)
  for (const group of groups)
    if (group.toRaise.length > 0)
      await raiseMarking(tx, run.operation.id, {
        reportIds: group.toRaise,
        incidentIds: group.replaced.map((incident) => incident.incidentId),
        markingNo: markingNoOf(run, group.event.compartments),
      })
  touch(run, 'report', [
    ...written.map((row) => row.reportId),
    ...written.flatMap((row) => row.replaces?.reportId ?? []),
    ...groups.flatMap((group) => group.toRaise),
  ])
  touch(run, 'incident', [
    ...incidents.map((incident) => incident.id),
    ...groups.flatMap((group) => group.replaced.map((incident) => incident.incidentId)),
  ])
  await hashTouched(tx, run)
}

function touch(run: ImportRun, kind: 'report' | 'incident', ids: readonly string[]): void {
  for (const id of ids) run.touched.push({ kind, id })
}

/** Hashes what the last batch wrote or changed, while the next one is read. */
async function hashTouched(tx: Tx, run: ImportRun): Promise<void> {
  run.hashed.push(...(await hashRecords(tx, run.operation.id, run.touched.splice(0))))
}

/** Seals everything that the act wrote or changed as one link of the ledger. Its last step before the notice. */
export async function sealRun(tx: Tx, run: ImportRun, at: Date): Promise<void> {
  await hashTouched(tx, run)
  await appendLink(tx, run.operation.id, run.hashed, at)
}

import { markingKey, mayRead, type Reader } from '@eirene/domain/access'
import type { Operation } from '@eirene/domain/operation'
import { Problem } from '@eirene/domain/problem'
import { mintId } from '@eirene/domain/record'
import {
  carryInputs,
  markingsForProduct,
  type SitrepContent,
  type SitrepOrder,
  type SitrepView,
} from '@eirene/domain/situation'
import { formatDayNo, localDayNo } from '@eirene/domain/time'
import { findPerson, listMarkings, numberMarkings, scopeOf } from '@eirene/store/access'
import { withReader, withSystem, type Db, type Scope } from '@eirene/store/db'
import { sealRecords } from '@eirene/store/ledger'
import {
  findSitrep,
  insertSitrep,
  listSitrepIncidents,
  nextSitrepNumber,
  notifyDesk,
  sitrepNotFound,
} from '@eirene/store/situation'
import { draftSitrep } from './draft-sitrep.ts'
import { periodsOf } from './sitrep-material.ts'
import { SITREP_METHODS } from './sitrep-methods.ts'

/** In whose name a report is drafted: a person, or the operator of the machine on the command line. */
export type SitrepAuthor = { readonly reader: Reader } | 'operator'

export interface SitrepDesk {
  readonly db: Db
  readonly clock: () => Date
}

/** What the author may read. The operator of the machine reads what a general product may use, and nothing else. */
async function scopeOfAuthor(db: Db, author: SitrepAuthor, operation: Operation): Promise<Scope> {
  if (author !== 'operator') return scopeOf(db, author.reader, operation.id)
  const dictionary = await listMarkings(db, operation.id)
  const usable = new Set(markingsForProduct(dictionary.map(({ marking }) => marking)).map(markingKey))
  const markingNos = dictionary.filter(({ marking }) => usable.has(markingKey(marking))).map((entry) => entry.markingNo)
  return { operationId: operation.id, markingNos, personId: null }
}

/**
 * Drafts a situation report from what the author may read and keeps it under the next number of the day. Nothing that is
 * stored already changes. A correction has the inputs that the components gave to what it corrects. Throws Problem
 * 'sitrep.not_found' or 'sitrep.state' for a report that cannot be corrected.
 */
export async function recordSitrep(
  { db, clock }: SitrepDesk,
  author: SitrepAuthor,
  operation: Operation,
  order: SitrepOrder,
): Promise<SitrepView> {
  const scope = await scopeOfAuthor(db, author, operation)
  const { period, before } = periodsOf(order, operation.timeZone)
  const { incidents, corrected } = await withReader(db, scope, async (tx) => ({
    incidents: await listSitrepIncidents(tx, operation.id, before.from, period.to),
    corrected:
      order.correctsId === undefined ? null : mustBeCorrectable(await findSitrep(tx, operation.id, order.correctsId)),
  }))
  const at = clock()
  const person = author === 'operator' ? undefined : await findPerson(db, { id: author.reader.personId })
  const drafting = { draftedBy: person?.displayName ?? null, at, correctsNumber: corrected?.status.number ?? null }
  const drafted = draftSitrep(order, operation, incidents, { methods: SITREP_METHODS, drafting })
  const inputs = corrected === null ? [] : carryInputs(corrected.content, drafted)
  const content = { ...drafted, ...(inputs.length > 0 && { inputs }) }
  return keep(db, { author, operation, scope, order, content, at })
}

function mustBeCorrectable(corrected: SitrepView | undefined): SitrepView {
  if (corrected === undefined) throw sitrepNotFound()
  if (corrected.status.state !== 'released')
    throw new Problem('sitrep.state', 'Only a released situation report is corrected; a draft is drafted anew.')
  return corrected
}

interface Draft {
  readonly author: SitrepAuthor
  readonly operation: Operation
  readonly scope: Scope
  readonly order: SitrepOrder
  readonly content: SitrepContent
  readonly at: Date
}

async function keep(db: Db, { author, operation, scope, order, content, at }: Draft): Promise<SitrepView> {
  if (author !== 'operator' && !mayRead(author.reader, content.marking))
    throw new Problem('access.forbidden', 'These records together carry a marking that you may not read.')
  const { number, markingNo } = await withSystem(db, async (tx) => ({
    number: await nextSitrepNumber(tx, formatDayNo(localDayNo(at.getTime(), operation.timeZone)), content.marking),
    markingNo: (await numberMarkings(tx, operation.id, [content.marking])).get(markingKey(content.marking)),
  }))
  if (markingNo === undefined) throw new Error('the marking of the report has no number')
  const id = mintId()
  const writing = { ...scope, markingNos: [...new Set([...scope.markingNos, markingNo])] }
  await withReader(db, writing, async (tx) => {
    await insertSitrep(tx, {
      id,
      operationId: operation.id,
      markingNo,
      number,
      draftedAt: at,
      draftedBy: scope.personId,
      order,
      content,
    })
    await sealRecords(tx, operation.id, [{ kind: 'sitrep', id }], at)
    await notifyDesk(tx, operation.id, { table: 'sitrep', id })
  })
  const status = {
    id,
    number,
    state: 'draft',
    draftedAt: at.toISOString(),
    releasedBy: null,
    releasedAt: null,
    correctedBy: null,
  } as const
  return { status, content }
}

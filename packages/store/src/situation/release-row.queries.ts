import { sql } from 'kysely'
import { TIME_PRECISIONS, type TimePrecision } from '@eirene/domain/time'
import type { Tx } from '../db/index.ts'
import { IN_PICTURE } from './picture-filter.queries.ts'

/** A record as the release ladder takes it up: no coordinate, no text. */
export interface ReleaseRow {
  readonly id: string
  readonly typeCode: string
  readonly compartments: readonly string[]
  /** Null: not known. */
  readonly adm1: string | null
  readonly adm2: string | null
  /** H3 cell of resolution 7 as hexadecimal text; null: not known, or known too vaguely. */
  readonly hexagon: string | null
  readonly occurredFrom: Date
  readonly timePrecision: TimePrecision
}

/** Records of the picture that began in [from, to), that the transaction may see, in any order; on request only verified ones. */
export async function listReleaseRows(
  tx: Tx,
  operationId: string,
  { from, to, isVerifiedOnly }: { readonly from: Date; readonly to: Date; readonly isVerifiedOnly: boolean },
): Promise<readonly ReleaseRow[]> {
  const { rows } = await sql<{
    readonly id: string
    readonly type_code: string
    readonly compartments: readonly string[]
    readonly adm1: string | null
    readonly adm2: string | null
    readonly h3: bigint | null
    readonly occurred_from: Date
    readonly time_precision: string
  }>`
    select i.id, i.type_code, m.compartments, i.adm1, i.adm2, i.h3, i.occurred_from, i.time_precision
    from incident i join marking m on m.operation_id = i.operation_id and m.marking_no = i.marking_no
    where i.operation_id = ${operationId} and ${IN_PICTURE} and i.state not in ('received', 'duplicate', 'refuted')
      and (${!isVerifiedOnly} or i.state = 'verified')
      and i.occurred_from >= ${from} and i.occurred_from < ${to}`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    typeCode: row.type_code,
    compartments: row.compartments,
    adm1: row.adm1,
    adm2: row.adm2,
    hexagon: row.h3 === null ? null : row.h3.toString(16),
    occurredFrom: row.occurred_from,
    // What this version does not know is taken as the vaguest: it is then left out of every finer unit.
    timePrecision: TIME_PRECISIONS.find((precision) => precision === row.time_precision) ?? 'year',
  }))
}

import type { SitrepSummary } from '@eirene/domain/situation'
import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { MISSING, OWN_PART, toMissing } from './sitrep.queries.ts'

/** A report that is not released, as far as it decides whose act it awaits. */
export interface OpenSitrep {
  readonly id: string
  readonly number: string
  readonly draftedBy: string | null
  readonly draftedAt: Date
  readonly missing: SitrepSummary['missing']
  /** The person drafted it or wrote its last version. */
  readonly isOwn: boolean
  /** Components that the person asked. */
  readonly asked: readonly string[]
}

/** The open reports drafted since a time that the transaction may see, oldest first, at most 50, and a person's part in each. */
export async function listOpenSitreps(
  tx: Tx,
  operationId: string,
  { personId, since }: { readonly personId: string; readonly since: Date },
): Promise<readonly OpenSitrep[]> {
  const { rows } = await sql<{
    readonly id: string
    readonly number: string
    readonly drafted_by: string | null
    readonly drafted_at: Date
    readonly missing: SitrepSummary['missing'] | null
    readonly own: boolean | null
    readonly asked: readonly string[]
  }>`
    select s.id, s.number, s.content->>'draftedBy' as drafted_by, s.drafted_at, ${MISSING} as missing,
      ${OWN_PART(personId)} as own,
      array(select r.component from sitrep_request r
        where r.operation_id = s.operation_id and r.sitrep_id = s.id and r.person_id = ${personId}) as asked
    from sitrep s where s.operation_id = ${operationId} and s.state in ('draft', 'edited') and s.drafted_at >= ${since}
    order by s.drafted_at, s.id limit 50`.execute(tx)
  return rows.map((row) => ({
    ...{ id: row.id, number: row.number, draftedBy: row.drafted_by, draftedAt: row.drafted_at, asked: row.asked },
    missing: toMissing(row.missing),
    isOwn: row.own === true,
  }))
}

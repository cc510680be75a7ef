import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'
import { contentHashSql, standingSql } from './seal.queries.ts'
import { ledgered, RECORD_KINDS, type RecordKind } from './ledgered-table.ts'

/** A record that does not fit its ledger. */
export interface RecordFault {
  readonly kind: string
  readonly id: string
  /** The link that says otherwise; null for a row that no link holds. */
  readonly linkNo: number | null
  readonly fault: 'missing' | 'content' | 'standing' | 'extra' | 'rule'
  /** Standing as sealed and as it is; the rule's own words; null where there is nothing to tell. */
  readonly sealed: string | null
  readonly found: string | null
}

/** Fixes what this transaction sees, so that a server that goes on writing does not disturb the comparison. Call it first. */
export async function seeOneState(tx: Tx): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(tx)
}

/**
 * Lays out, for this transaction only, what every link says of every record: the last word on its standing, and whether its
 * content was ever sealed differently. Links from `fromNo` on; 1 for all.
 */
export async function layOutLedger(tx: Tx, operationId: string, fromNo: number): Promise<void> {
  await sql`drop table if exists pg_temp.sealed_record`.execute(tx)
  await sql`
    create temp table sealed_record on commit drop as
    select distinct on (kind, id) kind, id, link_no, content_hash, standing,
      min(link_no) over w as first_no, min(content_hex) over w <> max(content_hex) over w as is_twofold
    from (
      select k.kind, r.id, l.link_no, r.n, r.content_hash, r.standing,
        -- As text: PostgreSQL before 18 compares no bytes in an aggregate.
        encode(r.content_hash, 'hex') as content_hex
      from ledger_link l
      cross join lateral rows from (unnest(l.record_ids), unnest(l.content_hashes), unnest(l.standings))
        with ordinality as r (id, content_hash, standing, n)
      cross join lateral (
        select kind from (
          select kind, sum(c) over (order by m) as upto from rows from (unnest(l.kinds), unnest(l.kind_counts))
            with ordinality as x (kind, c, m)) y
        where r.n <= y.upto order by y.upto limit 1) as k
      where l.operation_id = ${operationId} and l.link_no >= ${fromNo}
    ) leaf
    window w as (partition by kind, id)
    order by kind, id, link_no desc, n desc
  `.execute(tx)
  await sql`create index on pg_temp.sealed_record (kind, id)`.execute(tx)
  await sql`analyze pg_temp.sealed_record`.execute(tx)
}

/**
 * Compares the rows of a kind with what `layOutLedger` laid out: the first `limit` that do not fit, by link. `isWhole`: also
 * names rows that no link holds.
 */
export async function listRecordFaults(
  tx: Tx,
  operationId: string,
  kind: RecordKind,
  { isWhole, limit }: { readonly isWhole: boolean; readonly limit: number },
): Promise<readonly RecordFault[]> {
  const { where = 'true', rules = [] } = ledgered(kind)
  const table = sql.table(kind)
  const ruleFault = rules.map(({ holds, otherwise }) => sql`when not (${sql.raw(holds)}) then ${sql.lit(otherwise)}`)
  const broken = rules.length === 0 ? sql`null::text` : sql`case ${sql.join(ruleFault, sql` `)} end`
  const extra = isWhole
    ? sql`union all
      select t.id, null::bigint as link_no, 'extra' as fault, null as sealed, null as found
      from ${table} t
      where t.operation_id = ${operationId} and ${sql.raw(where)}
        and not exists (select from pg_temp.sealed_record s where s.kind = ${kind} and s.id = t.id)`
    : sql``
  const { rows } = await sql<Omit<RecordFault, 'linkNo' | 'kind'> & { readonly link_no: bigint | null }>`
    with compared as (
      select s.id, s.link_no, s.first_no, s.standing as sealed, s.content_hash, s.is_twofold, t.id is null as is_missing,
        t.content_hash_now, t.standing_now, t.broken
      from pg_temp.sealed_record s
      left join lateral (
        select t.id, ${sql.raw(contentHashSql(kind))} as content_hash_now, ${sql.raw(standingSql(kind))} as standing_now,
          ${broken} as broken
        from ${table} t where t.operation_id = ${operationId} and t.id = s.id and ${sql.raw(where)} offset 0
      ) t on true
      where s.kind = ${kind}
    )
    select id, case when fault = 'standing' then link_no else first_no end as link_no, fault,
      case when fault = 'standing' then sealed end as sealed,
      case fault when 'standing' then standing_now when 'rule' then broken end as found
    from (
      select *, case
        when is_missing then 'missing'
        when is_twofold or content_hash <> content_hash_now then 'content'
        when sealed <> standing_now then 'standing'
        when broken is not null then 'rule'
      end as fault
      from compared
    ) judged
    where fault is not null
    ${extra}
    order by link_no nulls last, id
    limit ${limit}
  `.execute(tx)
  return rows.map(({ link_no: linkNo, ...row }) => ({ ...row, kind, linkNo: linkNo === null ? null : Number(linkNo) }))
}

/** How many records the laid-out links hold, by kind; kinds that this version does not know are among them. */
export async function countSealed(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ kind: string; n: number }>`
    select kind, count(*)::int as n from pg_temp.sealed_record group by kind order by kind`.execute(tx)
  return new Map(rows.map((row) => [row.kind, row.n]))
}

/** Number of rows that would belong into the ledger of an operation. */
export async function countRecords(tx: Tx, operationId: string): Promise<number> {
  let count = 0
  for (const kind of RECORD_KINDS) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(kind)} t
      where t.operation_id = ${operationId} and ${sql.raw(ledgered(kind).where ?? 'true')}`.execute(tx)
    count += rows[0]?.n ?? 0
  }
  return count
}

import type pg from 'pg'

/** A table of the schema as a snapshot carries it: columns in their order, those that PostgreSQL computes left out. */
export interface BackupTable {
  readonly name: string
  readonly columns: readonly string[]
}

export interface SequenceState {
  readonly name: string
  /** Decimal: a sequence goes beyond what a number holds exactly. null: never used. */
  readonly lastValue: string | null
}

/** Values are written the same way on every machine: what the digest of a backup rests on. */
export const SAME_TEXT_EVERYWHERE = `set time zone 'UTC'; set datestyle to 'ISO, YMD'; set intervalstyle to 'iso_8601';
  set extra_float_digits to 1; set bytea_output to 'hex'; set client_encoding to 'UTF8'; set statement_timeout to 0;
  set idle_in_transaction_session_timeout to 0; set lock_timeout to 0;`

/** Made and filled by the migrations themselves: a backup names them instead. */
const OWN = 'schema_migration'

/** An SQL name in quotes. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Every table of Eirene, parents before their children, so that rows can be stored in this order. */
export async function listTables(client: pg.Client): Promise<readonly BackupTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '${OWN}'
    group by c.relname order by c.relname`)
  const keys = await client.query<{ child: string; parent: string }>(`
    select distinct k.relname as child, p.relname as parent
    from pg_constraint f join pg_class k on k.oid = f.conrelid join pg_class p on p.oid = f.confrelid
    where f.contype = 'f' and k.oid <> p.oid`)
  return parentsFirst(rows, keys.rows)
}

/** Throws when tables point at each other in a ring: the schema's test forbids it. */
export function parentsFirst(
  tables: readonly BackupTable[],
  keys: readonly { readonly child: string; readonly parent: string }[],
): readonly BackupTable[] {
  const placed: BackupTable[] = []
  let waiting = [...tables]
  while (waiting.length > 0) {
    const open = new Set(waiting.map((table) => table.name))
    const ready = waiting.filter(({ name }) => !keys.some((key) => key.child === name && open.has(key.parent)))
    if (ready.length === 0) throw new Error(`tables point at each other in a ring: ${[...open].join(', ')}`)
    placed.push(...ready)
    waiting = waiting.filter((table) => !ready.includes(table))
  }
  return placed
}

/** The statement that writes a table's rows as text, one line each. */
export function copyOutStatement({ name, columns }: BackupTable): string {
  return `copy ${quoteName(name)} (${columns.map(quoteName).join(', ')}) to stdout`
}

/** Where each sequence stands, by name. */
export async function readSequences(client: pg.Client): Promise<readonly SequenceState[]> {
  const { rows } = await client.query<{ name: string; last: string | null }>(`
    select sequencename::text as name, last_value::text as last from pg_sequences where schemaname = 'public' order by 1`)
  return rows.map(({ name, last }) => ({ name, lastValue: last }))
}

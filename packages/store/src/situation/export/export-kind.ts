import type { Act } from '@eirene/domain/access'

/** A column of an exported kind: what it holds and, for people who never saw Eirene, what it means. */
export interface ExportColumn {
  readonly name: string
  readonly meaning: string
  /** Null: a text or a code. */
  readonly unit: string | null
  /** What an empty cell or null says; null: always there. */
  readonly missing: string | null
  /** Code list that the codes are of, as `code_lists.csv` names it; null: none. */
  readonly list: string | null
  /** SQL over the kind's source `t`. */
  readonly sql: string
  /** True: lists and objects. JSON text in CSV, as they are in JSON Lines. */
  readonly isNested: boolean
}

/** One kind of record as it is exported: a file, or several formats of one. */
export interface ExportKind {
  /** Name of its files. */
  readonly name: string
  /** What one row is. */
  readonly row: string
  /** SQL: the rows as `t`. Row-level security leaves out what the exporter may not see. */
  readonly source: string
  /** SQL: the order of the rows, one that an index gives. */
  readonly order: string
  readonly columns: readonly ExportColumn[]
  /** Columns of longitude and latitude: the kind is written as GeoJSON too. */
  readonly place: readonly [lon: string, lat: string] | null
  /** What a person must be entitled to in the operation; null: to read records. */
  readonly act: Act | null
  /** The readers' role has no right to the tables: read by the system, and `source` itself leaves out what must be. */
  readonly bySystem: boolean
  /** Rows read at once: fewer where one row can be long. */
  readonly batchRows: number
}

type More = Partial<Pick<ExportColumn, 'unit' | 'missing' | 'list' | 'sql' | 'isNested'>>

/** A column of the same name in the table, unless `sql` says otherwise. */
export function column(name: string, meaning: string, more: More = {}): ExportColumn {
  return { name, meaning, unit: null, missing: null, list: null, sql: `t.${name}`, isNested: false, ...more }
}

export const id = (name: string, meaning: string, missing: string | null = null): ExportColumn =>
  column(name, meaning, { unit: 'UUID', missing })

export const instant = (name: string, meaning: string, missing: string | null = null): ExportColumn =>
  column(name, meaning, { unit: 'RFC 3339, UTC', missing })

export const count = (name: string, meaning: string, unit: string, missing: string | null = null): ExportColumn =>
  column(name, meaning, { unit, missing })

export const coded = (name: string, meaning: string, list: string, missing: string | null = null): ExportColumn =>
  column(name, meaning, { list, missing })

export const nested = (name: string, meaning: string, more: More = {}): ExportColumn =>
  column(name, meaning, { isNested: true, ...more })

/** Id of another record that the exporter may see too; empty when there is none, or none for them. */
export function seen(name: string, meaning: string, table: string): ExportColumn {
  const sql = `(select o.id from ${table} o where o.operation_id = t.operation_id and o.id = t.${name})`
  return column(name, meaning, { unit: 'UUID', missing: 'none, or none that the exporter may see', sql })
}

/** Ids of other records, those alone that the exporter may see. */
export function seenList(name: string, meaning: string, table: string): ExportColumn {
  const sql = `array(select o.id::text from ${table} o where o.operation_id = t.operation_id and o.id = any(t.${name}) order by 1)`
  return nested(name, meaning, { unit: 'UUIDs', sql })
}

/** The marking in words. */
export const MARKING: ExportColumn = column(
  'marking',
  'realm, policy, level and limits under which it must be handled',
  {
    sql: `(select concat_ws(' | ', m.realm, m.policy, m.level, nullif('REL ' || array_to_string(m.releasable_to, ','), 'REL '),
    nullif(array_to_string(m.caveats, ','), '')) from marking m where m.operation_id = t.operation_id and m.marking_no = t.marking_no)`,
  },
)

interface KindParts extends Pick<ExportKind, 'name' | 'row' | 'columns'> {
  /** Table of the rows; default: the kind's name. */
  readonly table?: string
  readonly source?: string
  readonly order?: string
  readonly place?: readonly [lon: string, lat: string]
  readonly act?: Act
  readonly bySystem?: boolean
  readonly batchRows?: number
}

/** A kind that is a table, in the order of its ids unless said otherwise. */
export function kind({ table, source, order, place, act, bySystem, batchRows, ...parts }: KindParts): ExportKind {
  return {
    ...parts,
    source: source ?? `${table ?? parts.name} t`,
    order: order ?? 't.id',
    place: place ?? null,
    act: act ?? null,
    bySystem: bySystem ?? false,
    batchRows: batchRows ?? 500,
  }
}

/** How a column's value stands in the canonical text. Numbers that ECMAScript may write otherwise stand as text. */
export type ColumnKind = 'text' | 'id' | 'integer' | 'decimal' | 'flag' | 'instant' | 'json' | 'bytes'

/** A member of a canonical record: a column of `t` under its own name, or an expression over `t` that gives text. */
export type Member = ColumnKind | { readonly as: ColumnKind | 'raw'; readonly sql: string }

export type Members = Readonly<Record<string, Member>>

/** SQL text of a value as JSON, `null` included. */
function valueSql(kind: ColumnKind | 'raw', value: string): string {
  switch (kind) {
    case 'raw':
      return value
    case 'text':
      return `coalesce(to_json(${value})::text, 'null')`
    case 'json':
      return `coalesce(to_json((${value})::text)::text, 'null')`
    case 'integer':
    case 'flag':
      return `coalesce((${value})::text, 'null')`
    case 'id':
    case 'decimal':
      return `coalesce('"' || (${value})::text || '"', 'null')`
    case 'bytes':
      return `coalesce('"' || encode(${value}, 'hex') || '"', 'null')`
    case 'instant':
      return `coalesce('"' || to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '"', 'null')`
  }
}

/**
 * SQL of the canonical text (RFC 8785) of a row `alias`: the same bytes that `canonicalJson` of domain/ledger gives for the same
 * values. Built in the database, because a row that had to come out to be hashed would cost an import a third of its speed.
 */
export function canonicalSql(members: Members, alias: string): string {
  const parts: string[] = []
  Object.keys(members)
    .sort()
    .forEach((name, index) => {
      const member = members[name]
      if (member === undefined) return
      const value =
        typeof member === 'string' ? valueSql(member, `${alias}.${name}`) : valueSql(member.as, `(${member.sql})`)
      parts.push(`'${index === 0 ? '{' : ','}"${name}":'`, value)
    })
  return `concat(${parts.join(', ')}, '}')`
}

/** SQL of a list of parts of a record, as canonical JSON: in the order of their text, since they have none of their own. */
export function canonicalListSql(from: string, members: Members, alias: string): string {
  return `select coalesce('[' || string_agg(s.x, ',' order by s.x collate "C") || ']', '[]')
    from (select ${canonicalSql(members, alias)} as x from ${from}) s`
}

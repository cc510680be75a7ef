import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import ts from 'typescript'
import { acquireCluster } from '../packages/server/src/db/index.ts'
import { migrate, openDb } from '../packages/store/src/db/index.ts'

const SCHEMA_FILE = new URL('../packages/store/src/db/schema.ts', import.meta.url)

/** A column as schema.ts or the database has it. */
export interface Column {
  readonly table: string
  readonly column: string
  readonly isNullable: boolean
}

/** The columns that `interface Schema` of schema.ts declares. */
export function declaredColumns(text: string = readFileSync(SCHEMA_FILE, 'utf8')): readonly Column[] {
  const file = ts.createSourceFile('schema.ts', text, ts.ScriptTarget.Latest)
  const nullable = new Set<string>()
  const columns: Column[] = []
  for (const statement of file.statements) {
    if (ts.isTypeAliasDeclaration(statement) && givesNull(statement.type, file)) nullable.add(statement.name.text)
    if (!ts.isInterfaceDeclaration(statement) || statement.name.text !== 'Schema') continue
    for (const table of statement.members.filter(ts.isPropertySignature)) {
      if (table.type === undefined || !ts.isTypeLiteralNode(table.type)) continue
      for (const column of table.type.members.filter(ts.isPropertySignature)) {
        const type = column.type === undefined ? '' : selects(column.type, file)
        const isNullable = type.split(/\W+/).some((word) => word === 'null' || nullable.has(word))
        columns.push({ table: table.name.getText(file), column: column.name.getText(file), isNullable })
      }
    }
  }
  return columns
}

/** True for a type that may be null; of JSON, which is `unknown` when read, what may be written decides. */
function givesNull(type: ts.TypeNode, file: ts.SourceFile): boolean {
  const select = selects(type, file)
  return (select === 'unknown' ? type.getText(file) : select).includes('null')
}

/** Text of the type that a query gives: of `ColumnType<Select, Insert, Update>` the first. */
function selects(type: ts.TypeNode, file: ts.SourceFile): string {
  const [select] = ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : []
  return (select ?? type).getText(file)
}

/** The columns of the migrated database, without the table of the migrations themselves. */
export async function migratedColumns(url: string): Promise<readonly Column[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Column>(`
      select c.table_name as "table", c.column_name as "column", c.is_nullable = 'YES' as "isNullable"
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.table_name <> 'schema_migration'
      order by c.table_name, c.ordinal_position`)
    return rows
  } finally {
    await client.end()
  }
}

/** Every difference, as a sentence that says where. Empty: they agree. */
export function schemaDifferences(declared: readonly Column[], migrated: readonly Column[]): readonly string[] {
  const key = ({ table, column }: Column): string => `${table}.${column}`
  const inCode = new Map(declared.map((column) => [key(column), column]))
  const inDatabase = new Map(migrated.map((column) => [key(column), column]))
  return [
    ...migrated.filter((c) => !inCode.has(key(c))).map((c) => `schema.ts lacks ${key(c)}`),
    ...declared.filter((c) => !inDatabase.has(key(c))).map((c) => `no migration makes ${key(c)}`),
    ...migrated
      .filter((c) => (inCode.get(key(c))?.isNullable ?? c.isNullable) !== c.isNullable)
      .map((c) => `${key(c)} ${c.isNullable ? 'may be' : 'is never'} null in the database; schema.ts says otherwise`),
  ]
}

/** `node tools/with-node24.mjs tools/check-schema.ts`: migrates a database of its own and compares. */
async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'eirene-schema-'))
  const cluster = await acquireCluster({ dataDir, verb: 'test', durable: false })
  const db = openDb({ url: cluster.url, maxConnections: 1 })
  try {
    await migrate(db)
    const differences = schemaDifferences(declaredColumns(), await migratedColumns(cluster.url))
    for (const line of differences) process.stderr.write(`${line}\n`)
    process.exitCode = differences.length === 0 ? 0 : 1
  } finally {
    await db.destroy()
    await cluster.release()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()

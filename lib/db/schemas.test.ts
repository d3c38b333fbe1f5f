import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Database } from './client'
import { describeDatabases } from './testing'

type Column = { name: string; type: string; nullable: boolean; hasDefault: boolean }
type Table = { name: string; columns: Column[]; key: string[]; indexes: string[] }

const models = (kind: string) => {
  const schema = readFileSync(`prisma/${kind}/schema.prisma`, 'utf8')
  return schema.slice(schema.search(/^\/\/\/ .*\nmodel |^\/\/\/ .*\n\/\/\/|^model /m))
}

/** Prisma's language has no partial indexes, so the migrations add these on their own. */
const partialIndexes = [
  'appId checkedMs key where ready',
  'appId exceptionType occurredMs key where exceptionType',
  'appId fingerprint occurredMs key where fingerprint',
  'appId groupId occurredMs key where groupId',
  'appId occurredMs key where retries',
  'appId parentId where parentId',
]

/** The tables of a schema, as far as our models use Prisma's language. */
function tablesOf(schema: string): Table[] {
  return [...schema.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)].map(([, body = '']) => {
    const names = (attribute: string) =>
      [...body.matchAll(new RegExp(`^  @@${attribute}\\(\\[(.*)\\]\\)`, 'gm'))].map(([, list = '']) => list.split(', '))
    const fields = [...body.matchAll(/^ {2}(\w+) +(String|Int|BigInt|Boolean)(\??)(.*)$/gm)]
    const single = fields.find(([, , , , rest = '']) => / @id\b/.test(rest))?.[1]
    const name = body.match(/@@map\("(\w+)"\)/)?.[1] ?? ''
    return {
      name,
      columns: fields.map(([, field = '', type = '', optional, rest = '']) => ({
        name: field,
        type,
        nullable: optional === '?',
        hasDefault: rest.includes('@default'),
      })),
      key: single === undefined ? (names('id')[0] ?? []) : [single],
      indexes: [...names('index').map((index) => index.join(' ')), ...(name === 'task' ? partialIndexes : [])].sort(),
    }
  })
}

const prismaTypes: Record<string, string> = { text: 'String', integer: 'Int', bigint: 'BigInt', boolean: 'Boolean' }

async function sqliteTable({ reader }: Database, name: string): Promise<Omit<Table, 'name'>> {
  type Info = { name: string; type: string; notnull: bigint; dflt_value: string | null; pk: bigint }
  const info = await reader.$queryRaw<Info[]>`SELECT * FROM pragma_table_info(${name})`
  const indexes = await reader.$queryRaw<{ name: string; sql: string }[]>`
    SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ${name} AND sql IS NOT NULL`
  return {
    columns: info.map((column) => ({
      name: column.name,
      type: prismaTypes[column.type.toLowerCase()] ?? column.type,
      nullable: Number(column.notnull) === 0,
      hasDefault: column.dflt_value !== null,
    })),
    key: info
      .filter(({ pk }) => Number(pk) > 0)
      .sort((a, b) => Number(a.pk) - Number(b.pk))
      .map((column) => column.name),
    indexes: indexes.map(({ sql }) => indexOf(sql)).sort(),
  }
}

async function postgresqlTable({ reader }: Database, name: string): Promise<Omit<Table, 'name'>> {
  type Info = { column_name: string; data_type: string; is_nullable: string; column_default: string | null }
  const info = await reader.$queryRaw<Info[]>`
    SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = ${name} ORDER BY ordinal_position`
  const indexes = await reader.$queryRaw<{ name: string; sql: string }[]>`
    SELECT indexname AS name, indexdef AS sql FROM pg_indexes
    WHERE schemaname = current_schema() AND tablename = ${name}`
  return {
    columns: info.map((column) => ({
      name: column.column_name,
      type: prismaTypes[column.data_type] ?? column.data_type,
      nullable: column.is_nullable === 'YES',
      hasDefault: column.column_default !== null,
    })),
    key: indexes.filter((index) => index.name === `${name}_pkey`).flatMap(({ sql }) => indexOf(sql).split(' ')),
    indexes: indexes
      .filter((index) => index.name !== `${name}_pkey`)
      .map(({ sql }) => indexOf(sql))
      .sort(),
  }
}

/** The columns of an index, with the column that decides about a row where it is a partial one. */
function indexOf(sql: string): string {
  const [, columns = ''] = sql.match(/\((.*?)\)(?:\s+WHERE|$)/s) ?? []
  const where = sql.match(/WHERE \(*"?(\w+)"?/)?.[1]
  const names = columns.replace(/"|( ASC)? NULLS FIRST/g, '').split(', ')
  return [...names, ...(where ? ['where', where] : [])].join(' ')
}

describe('the models of both databases', () => {
  it('are the same to the letter', () => {
    expect(models('sqlite').length).toBeGreaterThan(1000)
    expect(models('sqlite')).toBe(models('postgresql'))
  })
})

describeDatabases('The migrations', (databases) => {
  it('make exactly the tables, columns and indexes of the models', async () => {
    const database = await databases.open()
    const expected = tablesOf(models(databases.kind))
    expect(expected.length).toBeGreaterThan(10)
    const read = databases.kind === 'sqlite' ? sqliteTable : postgresqlTable
    const made: Table[] = []
    for (const { name } of expected) made.push({ name, ...(await read(database, name)) })
    expect(made).toEqual(expected)
  })

  it('compare every text of a key by its bytes', async () => {
    const { dialect, reader } = await databases.open()
    if (dialect.name === 'sqlite') {
      const declared = await reader.$queryRaw`SELECT 1 FROM sqlite_schema WHERE sql LIKE '%COLLATE%'`
      // Bytes are what SQLite compares unless told otherwise.
      return expect(declared).toEqual([])
    }
    const linguistic = await reader.$queryRaw`
      SELECT DISTINCT table_name || '.' || a.attname AS name
      FROM information_schema.tables
      JOIN pg_index i ON i.indrelid = quote_ident(table_name)::regclass
      JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey::int2[])
      JOIN pg_collation c ON c.oid = a.attcollation
      WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_%' AND c.collname <> 'C'`
    expect(linguistic).toEqual([])
  })
})

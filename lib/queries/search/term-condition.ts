import type { Database } from '@/lib/db/client'
import { prefixEnd } from '@/lib/db/key-range'
import type { Operator, SearchTerm, TextKey } from '@/lib/search/syntax-tree'
import { wordsOf } from '@/lib/search/text-words'
import { Prisma } from '@/prisma/generated/sqlite/client'
import type { Condition } from './condition'
import { type LostLimits, lostSql } from './lost'

/** What terms are read against. */
export type SearchContext = { database: Database; appId: string; nowMs: number; limits: LostLimits }

const columns: Record<TextKey, { column: string; rank: number; inTime: boolean; dimension?: string }> = {
  id: { column: 'taskId', rank: 0, inTime: false },
  parent: { column: 'parentId', rank: 1, inTime: false },
  group: { column: 'groupId', rank: 2, inTime: true },
  failure: { column: 'fingerprint', rank: 3, inTime: true },
  exc: { column: 'exceptionType', rank: 4, inTime: true, dimension: 'exception' },
  worker: { column: 'worker', rank: 6, inTime: true, dimension: 'worker' },
  type: { column: 'name', rank: 7, inTime: true, dimension: 'name' },
  queue: { column: 'queue', rank: 8, inTime: true, dimension: 'queue' },
  state: { column: 'state', rank: 9, inTime: true },
}
/** A pattern with more values than this is compared row by row. */
const mostValues = 16

const rolledColumns = ['state', 'name', 'queue'] as const

const column = (name: string) => Prisma.raw(`"task"."${name}"`)

export async function termCondition(context: SearchContext, term: SearchTerm): Promise<Condition> {
  switch (term.key) {
    case 'text':
      return textCondition(context, term.text, term.quoted)
    case 'size':
      return numberCondition('sizeBytes', term.operator, term.value, true)
    case 'runtime':
      return numberCondition('runtimeMs', term.operator, term.value * 1000, true)
    case 'retries':
      return numberCondition('retries', term.operator, term.value, false)
    case 'finished':
      return finishedCondition(context.nowMs, term)
    case 'is':
      return stateOfBeing(context, term.value)
    default:
      return term.wildcard ? patternCondition(context, term.key, term.value) : valuesCondition(term.key, [term.value])
  }
}

/** The column equals one of the values. */
export function valuesCondition(key: TextKey, values: string[]): Condition {
  const { column: name, rank, inTime } = columns[key]
  const ranges = values.map((value) => Prisma.sql`${column(name)} = ${value}`)
  const rolled = rolledColumns.find((some) => some === name)
  const sql =
    values.length === 0
      ? Prisma.sql`false`
      : Prisma.sql`(${column(name)} IS NOT NULL AND ${column(name)} IN (${Prisma.join(values)}))`
  return {
    sql,
    driver: { ranges, exact: true, inTime, rank },
    ...(rolled ? { rolled: { column: rolled, values } } : {}),
  }
}

/** `app.mail.*`: the values that are known where there are few; a range of the index for the beginning of an id. */
async function patternCondition(context: SearchContext, key: TextKey, pattern: string): Promise<Condition> {
  const { dialect, reader } = context.database
  const { column: name, rank, dimension } = columns[key]
  if (dimension !== undefined) {
    const rows = await reader.$queryRaw<{ value: string }[]>`
      SELECT "value" FROM "dimension" WHERE "appId" = ${context.appId} AND "kind" = ${dimension} AND "value" <> ''
        AND ${dialect.looksLike(Prisma.raw('"value"'), pattern)} LIMIT ${mostValues + 1}`
    if (rows.length <= mostValues) {
      return valuesCondition(
        key,
        rows.map(({ value }) => value),
      )
    }
  }
  const prefix = pattern.slice(0, -1)
  const end = pattern.indexOf('*') === pattern.length - 1 && prefix !== '' ? prefixEnd(prefix) : null
  const range = end === null ? null : Prisma.sql`${column(name)} >= ${prefix} AND ${column(name)} < ${end}`
  const like = range ?? dialect.looksLike(column(name), pattern)
  const driver =
    range && dimension === undefined && key !== 'state' ? { ranges: [range], exact: true, inTime: false, rank } : null
  return { sql: Prisma.sql`(${column(name)} IS NOT NULL AND ${like})`, driver }
}

function textCondition({ database }: SearchContext, text: string, quoted: boolean): Condition {
  const words = wordsOf(text)
  if (words.length === 0) return { sql: Prisma.sql`false`, driver: { ranges: [], exact: true, inTime: true, rank: 0 } }
  const phrase = { words, prefix: !quoted }
  return { sql: database.text.holds(phrase), driver: null, phrase }
}

function numberCondition(name: string, operator: Operator, value: number, indexed: boolean): Condition {
  // The columns hold whole numbers: bytes, milliseconds, retries.
  const bound = operator === '>' || operator === '<=' ? Math.floor(value) : Math.ceil(value)
  const sql =
    operator === '=' && !Number.isInteger(value)
      ? Prisma.sql`false`
      : Prisma.sql`${column(name)} ${Prisma.raw(operator)} ${BigInt(Math.min(bound, Number.MAX_SAFE_INTEGER))}`
  const retried = name === 'retries' && (operator === '>' || operator === '>=') && value >= (operator === '>' ? 0 : 1)
  // Said as the partial index says it, or it would not be seen to fit.
  const plain = retried ? Prisma.sql`("task"."retries" > 0 AND ${sql})` : sql
  const reachable = indexed || (retried && value <= 1)
  return {
    sql: Prisma.sql`(${column(name)} IS NOT NULL AND ${plain})`,
    driver: reachable ? { ranges: [plain], exact: true, inTime: retried, rank: 5 } : null,
  }
}

export function finishedMs(nowMs: number, { at }: Extract<SearchTerm, { key: 'finished' }>): number {
  if (at.kind === 'time') return at.atMs
  return at.kind === 'today' ? Math.floor(nowMs / 86_400_000) * 86_400_000 : Math.round(nowMs - at.seconds * 1000)
}

/** An age turns the comparison around: younger than two hours is later than two hours ago. */
export function timeOperator({ operator, at }: Extract<SearchTerm, { key: 'finished' }>): Operator {
  if (at.kind !== 'age') return operator
  const turned: Record<Operator, Operator> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '=' }
  return turned[operator]
}

function finishedCondition(nowMs: number, term: Extract<SearchTerm, { key: 'finished' }>): Condition {
  const at = BigInt(finishedMs(nowMs, term))
  return { sql: Prisma.sql`"task"."occurredMs" ${Prisma.raw(timeOperator(term))} ${at}`, driver: null }
}

function stateOfBeing({ nowMs, limits }: SearchContext, value: Extract<SearchTerm, { key: 'is' }>['value']): Condition {
  const one = (sql: Prisma.Sql, rank: number): Condition => ({
    sql,
    driver: { ranges: [sql], exact: true, inTime: true, rank },
  })
  switch (value) {
    case 'unfinished':
      return one(Prisma.sql`"task"."ready" = false`, 5)
    case 'lost': {
      const started = Prisma.sql`"task"."state" = 'STARTED'`
      return { sql: lostSql(limits, nowMs), driver: { ranges: [started], exact: false, inTime: true, rank: 4 } }
    }
    case 'retried':
      return {
        sql: Prisma.sql`("task"."retries" IS NOT NULL AND "task"."retries" > 0)`,
        driver: { ranges: [Prisma.sql`"task"."retries" > 0`], exact: true, inTime: true, rank: 5 },
      }
    case 'unnamed':
      return one(Prisma.sql`"task"."name" IS NULL`, 7)
    case 'unreadable':
      return one(Prisma.sql`"task"."state" = 'UNREADABLE'`, 4)
  }
}

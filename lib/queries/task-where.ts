import type { TaskFilter } from '@/lib/contract/tasks'
import type { Dialect } from '@/lib/db/dialect'
import type { Prisma } from '@/prisma/generated/sqlite/client'

/** The filter of a list, as Prisma's `where` on one app's tasks. Times are half-open: from <= occurredAt < to. */
export function taskWhere(appId: string, filter: TaskFilter, dialect: Dialect): Prisma.TaskWhereInput {
  const all: Prisma.TaskWhereInput[] = []
  if (filter.name.length > 0) all.push({ OR: filter.name.map((name) => ({ name: nameFilter(name, dialect) })) })
  if (filter.q !== undefined) all.push({ OR: textFilters(filter.q, dialect) })
  return {
    appId,
    ...(filter.state.length > 0 ? { state: { in: filter.state } } : {}),
    ...(filter.queue !== undefined ? { queue: filter.queue } : {}),
    ...(filter.worker !== undefined ? { worker: filter.worker } : {}),
    ...(filter.exception !== undefined ? { exceptionType: filter.exception } : {}),
    ...(filter.groupId !== undefined ? { groupId: filter.groupId } : {}),
    ...(filter.id.length > 0 ? { taskId: { in: filter.id } } : {}),
    ...timeFilter(filter),
    ...(all.length > 0 ? { AND: all } : {}),
  }
}

/** `app.mail.*` means the prefix "app.mail."; a lone `*` any stored name; anything else the name itself. */
export function nameFilter(name: string, dialect: Dialect): string | ReturnType<Dialect['startsWith']> {
  return name.endsWith('*') ? dialect.startsWith(name.slice(0, -1)) : name
}

export function timeFilter(filter: Pick<TaskFilter, 'from' | 'to'>): Prisma.TaskWhereInput {
  if (filter.from === undefined && filter.to === undefined) return {}
  return {
    occurredMs: {
      ...(filter.from !== undefined ? { gte: BigInt(Date.parse(filter.from)) } : {}),
      ...(filter.to !== undefined ? { lt: BigInt(Date.parse(filter.to)) } : {}),
    },
  }
}

function textFilters(text: string, dialect: Dialect): Prisma.TaskWhereInput[] {
  const contains = dialect.containsIgnoringCase(text)
  return [
    { taskId: dialect.startsWith(text) },
    { name: contains },
    { exceptionType: contains },
    { exceptionMessage: contains },
  ]
}

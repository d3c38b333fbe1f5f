import { expect } from 'vitest'
import type { TaskDetail } from '@/lib/contract/tasks'
import type { Fact } from './facts'

/** Facts of the same names on both sides. `fact` says what to leave out: what Celery itself could not tell. */
export function whatIsSeen(seen: TaskDetail, { exception, unreadable }: Fact) {
  const shown = seen.exceptionDetail
  return {
    ...pick(seen),
    dateDone: seen.dateDone,
    args: seen.args?.json ?? null,
    kwargs: seen.kwargs?.json ?? null,
    traceback: seen.traceback?.text ?? null,
    children: unreadable === null ? seen.children.map(({ taskId }) => taskId) : [],
    exception: exception && shown ? { type: shown.type, module: shown.module, args: shown.args.json } : null,
  }
}

/** A retried task names itself as its parent and child; the dashboard leaves that out. */
export function whatCelerySays(fact: Fact) {
  const { exception, args, kwargs, traceback, children, dateDone } = fact
  return {
    ...pick({ ...fact, parent: fact.parentId && fact.parentId !== fact.id ? { taskId: fact.parentId } : null }),
    dateDone: dateDone && `${dateDone.slice(0, 23)}Z`,
    args: args === 'null' ? null : args,
    kwargs: kwargs === 'null' ? null : kwargs,
    traceback,
    children: children.filter((id) => id !== fact.id),
    exception: exception && rebuilt(exception),
  }
}

/** Celery 5.2 cannot rebuild every class; it then gives an Exception whose text says which one and its arguments. */
function rebuilt({ type, module, args, text }: NonNullable<Fact['exception']>) {
  const [, name, list] = /^<class '(\w+)'>\((.*)\)$/s.exec(text) ?? []
  if (type !== 'Exception' || !name || !list) return { type, module, args }
  return { type: name, module, args: expect.any(String) }
}

function pick({
  state,
  name,
  worker,
  retries,
  queue,
  groupId,
  parent,
}: Pick<TaskDetail, 'state' | 'name' | 'worker' | 'retries' | 'queue' | 'groupId'> & {
  parent: { taskId: string } | null
}) {
  return { state, name, worker, retries, queue, groupId, parent: parent?.taskId ?? null }
}

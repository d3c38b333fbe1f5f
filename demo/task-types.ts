import type { QueueName, TaskType } from './task-type'
import { catalogTasks } from './task-types/catalog'
import { mailTasks } from './task-types/mail'
import { orderTasks } from './task-types/orders'
import { paymentTasks } from './task-types/payments'
import { reportTasks } from './task-types/reports'

const [first, ...others] = [...orderTasks, ...paymentTasks, ...catalogTasks, ...mailTasks, ...reportTasks]
if (!first) throw new Error('The demo has no task types.')

export const taskTypes: [TaskType, ...TaskType[]] = [first, ...others]

const byName = new Map(taskTypes.map((type) => [type.name, type]))

export function taskType(name: string): TaskType | undefined {
  return byName.get(name)
}

/** Node names of the workers that serve each queue. */
export const workerNames: Record<QueueName, [string, ...string[]]> = {
  celery: ['celery@web-1', 'celery@web-2', 'celery@web-3'],
  emails: ['celery@mail-1'],
  reports: ['celery@reports-1', 'celery@reports-2'],
}

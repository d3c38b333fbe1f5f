import type { Redrive } from '@/lib/broker/broker'
import type { RedriveList } from '@/lib/contract/queue-actions'
import { AppError } from '@/lib/errors'
import type { ActionParts } from './action-parts'
import { brokerWith, findQueue } from './find-queue'
import { noteQueueAction } from './note-queue-action'

/** How the redrives of a dead-letter queue stand; newest first. */
export async function listRedrives(
  parts: Pick<ActionParts, 'broker'>,
  name: string,
  signal: AbortSignal,
): Promise<RedriveList> {
  const broker = brokerWith(parts, 'listRedrives')
  const queue = await findQueue(broker, name, signal)
  return { items: (await broker.listRedrives(queue, signal)).map(toAnswer) }
}

/** Has SQS move all messages of a dead-letter queue back to their sources. Throws `conflict` while one is running. */
export async function startRedrive(
  parts: ActionParts,
  name: string,
  { perSecond, reason }: { perSecond?: number; reason?: string },
  signal: AbortSignal,
): Promise<RedriveList> {
  const broker = brokerWith(parts, 'startRedrive')
  const queue = await findQueue(broker, name, signal)
  const { visible } = await broker.getDepth(queue, signal)
  if (await running(parts, name, signal)) {
    throw new AppError('conflict', `A redrive of ${name} is running. Wait for its end, or stop it.`)
  }
  await broker.startRedrive(queue, { perSecond: perSecond ?? null }, signal)
  const details = { perSecond: perSecond ?? null }
  await noteQueueAction(parts, { action: 'redrive', target: name, details, count: visible, reason })
  return listRedrives(parts, name, signal)
}

/** Stops the running redrive; what was moved stays moved. Throws `conflict` where none is running. */
export async function cancelRedrive(parts: ActionParts, name: string, signal: AbortSignal): Promise<RedriveList> {
  const broker = brokerWith(parts, 'cancelRedrive')
  const queue = await findQueue(broker, name, signal)
  const redrive = await running(parts, name, signal)
  if (!redrive?.handle) throw new AppError('conflict', `No redrive of ${name} is running.`)
  await broker.cancelRedrive(queue, redrive.handle, signal)
  await noteQueueAction(parts, { action: 'cancel_redrive', target: name, count: redrive.moved })
  return listRedrives(parts, name, signal)
}

async function running(parts: ActionParts, name: string, signal: AbortSignal): Promise<Redrive | undefined> {
  const broker = brokerWith(parts, 'listRedrives')
  const redrives = await broker.listRedrives(await findQueue(broker, name, signal), signal)
  return redrives.find(({ status }) => status === 'running')
}

function toAnswer({ handle: _handle, startedMs, ...redrive }: Redrive): RedriveList['items'][number] {
  return { ...redrive, startedAt: startedMs === null ? null : new Date(startedMs).toISOString() }
}

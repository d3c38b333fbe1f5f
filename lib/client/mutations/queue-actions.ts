import type { z } from 'zod'
import type {
  deleteLitterAnswer,
  purgeAnswer,
  queueSampleAnswer,
  redriveList,
  resendAnswer,
} from '@/lib/contract/queue-actions'
import { fetchJson } from '../fetch-json'

type App = string | null
type Method = 'POST' | 'DELETE'

function ask<S extends z.ZodType>(app: App, tail: string, body: unknown, method: Method = 'POST') {
  return fetchJson<S>({ path: `/queues/${tail}`, method, params: { app }, body })
}
const of = (name: string, verb: string) => `${encodeURIComponent(name)}/${verb}`

/** Receives up to ten messages, so it is never done without being asked for, nor again by itself. */
export const sampleQueue = (app: App, name: string, force: boolean) =>
  ask<typeof queueSampleAnswer>(app, of(name, 'sample'), { force })

export const resendMessages = (app: App, name: string, messageIds: string[]) =>
  ask<typeof resendAnswer>(app, of(name, 'resend'), { messageIds })

export const startRedrive = (app: App, name: string, perSecond?: number) =>
  ask<typeof redriveList>(app, of(name, 'redrive'), { perSecond })

export const cancelRedrive = (app: App, name: string) =>
  ask<typeof redriveList>(app, of(name, 'redrive'), undefined, 'DELETE')

export const purgeQueue = (app: App, name: string, confirm: string) =>
  ask<typeof purgeAnswer>(app, of(name, 'purge'), { confirm })

export const deleteLitter = (app: App, names: string[]) =>
  ask<typeof deleteLitterAnswer>(app, 'litter', { names }, 'DELETE')

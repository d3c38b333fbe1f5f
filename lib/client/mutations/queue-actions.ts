import type { z } from 'zod'
import type {
  deleteLitterAnswer,
  purgeAnswer,
  queueSampleAnswer,
  ResendManyRequest,
  ResendRequest,
  redriveList,
  resendAnswer,
  resendManyAnswer,
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

/** Each as it is, or one with changes. */
export const resendMessages = (app: App, name: string, wanted: ResendRequest) =>
  ask<typeof resendAnswer>(app, of(name, 'resend'), wanted)

/** The next so many; the answer comes after ten seconds at the latest, and may have to be asked for more. */
export const resendMany = (app: App, name: string, wanted: ResendManyRequest) =>
  ask<typeof resendManyAnswer>(app, of(name, 'resend-many'), wanted)

export const startRedrive = (app: App, name: string, perSecond?: number) =>
  ask<typeof redriveList>(app, of(name, 'redrive'), { perSecond })

export const cancelRedrive = (app: App, name: string) =>
  ask<typeof redriveList>(app, of(name, 'redrive'), undefined, 'DELETE')

export const purgeQueue = (app: App, name: string, confirm: string) =>
  ask<typeof purgeAnswer>(app, of(name, 'purge'), { confirm })

export const deleteLitter = (app: App, names: string[]) =>
  ask<typeof deleteLitterAnswer>(app, 'litter', { names }, 'DELETE')

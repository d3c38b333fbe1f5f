import type { z } from 'zod'
import {
  deleteLitterAnswer,
  purgeAnswer,
  queueSampleAnswer,
  redriveList,
  resendAnswer,
} from '@/lib/contract/queue-actions'
import { fetchJson } from '../fetch-json'

type App = string | null
type Method = 'POST' | 'DELETE'

function ask<S extends z.ZodType>(app: App, tail: string, schema: S, body: unknown, method: Method = 'POST') {
  return fetchJson({ path: `/queues/${tail}`, schema, method, params: { app }, body })
}
const of = (name: string, verb: string) => `${encodeURIComponent(name)}/${verb}`

/** Receives up to ten messages, so it is never done without being asked for, nor again by itself. */
export const sampleQueue = (app: App, name: string, force: boolean) =>
  ask(app, of(name, 'sample'), queueSampleAnswer, { force })

export const resendMessages = (app: App, name: string, messageIds: string[]) =>
  ask(app, of(name, 'resend'), resendAnswer, { messageIds })

export const startRedrive = (app: App, name: string, perSecond?: number) =>
  ask(app, of(name, 'redrive'), redriveList, { perSecond })

export const cancelRedrive = (app: App, name: string) => ask(app, of(name, 'redrive'), redriveList, undefined, 'DELETE')

export const purgeQueue = (app: App, name: string, confirm: string) =>
  ask(app, of(name, 'purge'), purgeAnswer, { confirm })

export const deleteLitter = (app: App, names: string[]) => ask(app, 'litter', deleteLitterAnswer, { names }, 'DELETE')

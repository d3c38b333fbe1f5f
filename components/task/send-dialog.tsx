'use client'

import { later, useLater } from '@/lib/client/later'
import type { SendProps } from './send-task-form'

const formPart = later(() => import('./send-task-form'))

/** Asks what to send, while it is open. */
export function SendDialog(props: SendProps) {
  const Form = useLater(formPart, props.open)?.SendTaskForm
  return props.open && Form ? <Form {...props} /> : null
}

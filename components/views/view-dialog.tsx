'use client'

import { later, useLater } from '@/lib/client/later'
import type { ViewNameProps } from './view-name-form'

const formPart = later(() => import('./view-name-form'))

/** Asks for the name of a view, while it stands. */
export function ViewDialog(props: ViewNameProps) {
  const Form = useLater(formPart, true)?.ViewNameForm
  return Form ? <Form {...props} /> : null
}

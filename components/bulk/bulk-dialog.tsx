'use client'

import { later, useLater } from '@/lib/client/later'
import type { BulkProps } from './bulk-question'
import type { BulkAsk } from './use-bulk'

const questionPart = later(() => import('./bulk-question'))

/** Asks before many tasks are forgotten or retried, while there is something to ask. */
export function BulkDialog({ asked, ...rest }: BulkProps & { asked: BulkAsk | null }) {
  const Question = useLater(questionPart, asked !== null)?.BulkQuestion
  return asked && Question ? <Question key={JSON.stringify(asked)} asked={asked} {...rest} /> : null
}

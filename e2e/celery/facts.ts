import { z } from 'zod'

const sent = z.object({ case: z.string(), id: z.string(), task: z.string().nullable(), state: z.string() })
/** A line of send.py. */
export type Sent = z.infer<typeof sent>

const text = z.string().nullable()
const fact = z.object({
  id: z.string(),
  state: z.string(),
  /** Why Celery itself cannot read this document back; the fields are then those of the stored document. */
  unreadable: text,
  result: text,
  repr: z.string(),
  exception: z.object({ type: z.string(), module: z.string(), args: text, text: z.string() }).nullable(),
  traceback: text,
  children: z.array(z.string()),
  dateDone: text,
  name: text,
  args: text,
  kwargs: text,
  worker: text,
  retries: z.number().nullable(),
  queue: text,
  groupId: text,
  parentId: text,
})
/** A line of facts.py. */
export type Fact = z.infer<typeof fact>

export function parseSent(line: unknown): Sent {
  return sent.parse(line)
}

export function parseFact(line: unknown): Fact {
  return fact.parse(line)
}

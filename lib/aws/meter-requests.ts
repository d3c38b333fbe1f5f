import type { RequestMeter } from '@/lib/results/store'

type Metadata = { $metadata?: { attempts?: number } }
type Next = (args: unknown) => Promise<{ output: Metadata }>
/** The part of an SDK client this needs; S3Client and SQSClient both have it, with input types of their own. */
type Stack = {
  add(
    middleware: (next: Next, context: { commandName?: string }) => Next,
    options: { step: 'initialize'; name: string; priority: 'high' },
  ): void
}

/**
 * Tells the meter of every call of this client, failed ones included: "GetQueueAttributes", and how often the SDK
 * sent it again. A call answered by AWS costs 1 + retries requests.
 */
export function meterRequests(client: { middlewareStack: unknown }, meter: RequestMeter): void {
  // The stack's own type carries the union of all inputs and outputs of a service, which nothing here looks at.
  const stack = client.middlewareStack as Stack
  stack.add(
    (next, context) => async (args) => {
      const operation = (context.commandName ?? 'Unknown').replace(/Command$/, '')
      try {
        const answer = await next(args)
        meter(operation, { retries: (answer.output.$metadata?.attempts ?? 1) - 1 })
        return answer
      } catch (error) {
        const attempts = (error as Metadata | null)?.$metadata?.attempts
        meter(operation, { retries: (attempts ?? 1) - 1 })
        throw error
      }
    },
    { step: 'initialize', name: 'meterRequests', priority: 'high' },
  )
}

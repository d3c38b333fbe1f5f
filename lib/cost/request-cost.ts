import { findPrices, priceBasis } from './prices'
import type { RegionPrices } from './region-prices'

/** How an API operation is billed. Deleting is free; every SQS action is one request, empty receives included. */
type Billing = 'list' | 'get' | 'free' | 'sqs'

const billing: Record<string, Billing> = {
  ListObjectsV2: 'list',
  ListObjects: 'list',
  ListBuckets: 'list',
  PutObject: 'list',
  CopyObject: 'list',
  GetObject: 'get',
  HeadObject: 'get',
  HeadBucket: 'get',
  GetBucketLocation: 'get',
  GetBucketVersioning: 'get',
  GetBucketLifecycleConfiguration: 'get',
  GetBucketEncryption: 'get',
  GetObjectLockConfiguration: 'get',
  PutBucketLifecycleConfiguration: 'list',
  DeleteObject: 'free',
  DeleteObjects: 'free',
  ListQueues: 'sqs',
  GetQueueUrl: 'sqs',
  GetQueueAttributes: 'sqs',
  ListDeadLetterSourceQueues: 'sqs',
  SendMessage: 'sqs',
  SendMessageBatch: 'sqs',
  ReceiveMessage: 'sqs',
  DeleteMessage: 'sqs',
  DeleteMessageBatch: 'sqs',
  ChangeMessageVisibility: 'sqs',
  ChangeMessageVisibilityBatch: 'sqs',
  StartMessageMoveTask: 'sqs',
  ListMessageMoveTasks: 'sqs',
  CancelMessageMoveTask: 'sqs',
  PurgeQueue: 'sqs',
  DeleteQueue: 'sqs',
}

/** `operation` is the API's own name ("ListObjectsV2"). `fifo`: SQS requests against a FIFO queue, which cost more. */
export type CountedOperation = { operation: string; count: number; fifo?: boolean }

export type RequestCost<T extends CountedOperation> = {
  /** Dollars of each operation, in the order given; null where its price is not known. */
  operations: (T & { dollars: number | null })[]
  /** The sum of what has a price; null where nothing has one. */
  dollars: number | null
  /** Date and region of the prices, and which operations are left out of the sum. */
  basis: string
}

function pricePerRequest({ operation, fifo }: CountedOperation, prices: RegionPrices): number | null {
  switch (Object.hasOwn(billing, operation) ? billing[operation] : undefined) {
    case 'list':
      return prices.putListPer1000 / 1000
    case 'get':
      return prices.getPer1000 / 1000
    case 'free':
      return 0
    case 'sqs':
      return perRequest(prices.sqsPerMillion?.[fifo ? 'fifo' : 'standard'] ?? null)
    default:
      return null
  }
}

const perRequest = (perMillion: number | null) => (perMillion === null ? null : perMillion / 1e6)

/**
 * Prices counted requests. A message above 64 kB counts as several SQS requests at AWS; whoever counts must count them
 * so. Never throws: what has no price is null and named in `basis`.
 */
export function requestCost<T extends CountedOperation>(operations: T[], region: string | null): RequestCost<T> {
  const found = findPrices(region)
  if (found.kind === 'unknown') {
    return {
      operations: operations.map((operation) => ({ ...operation, dollars: null })),
      dollars: null,
      basis: found.reason,
    }
  }
  const priced = operations.map((operation) => {
    const each = pricePerRequest(operation, found.prices)
    return { ...operation, dollars: each === null ? null : each * operation.count }
  })
  const known = priced.filter((operation) => operation.dollars !== null)
  const unknown = [...new Set(priced.filter(({ dollars }) => dollars === null).map(({ operation }) => operation))]
  const basis = priceBasis(region)
  return {
    operations: priced,
    dollars: known.length || !priced.length ? known.reduce((sum, { dollars }) => sum + (dollars ?? 0), 0) : null,
    basis: unknown.length ? `${basis}, without ${unknown.join(', ')} (no price for this region)` : basis,
  }
}

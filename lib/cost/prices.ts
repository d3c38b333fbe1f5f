import { type PriceFile, regionInFull } from './price-file'

/**
 * List prices in US dollars, on demand, before free tier and discounts. A dated snapshot, as data: AWS changes prices
 * seldom, and a number that says its date can be judged.
 *
 * Sources: https://aws.amazon.com/s3/pricing/ and https://aws.amazon.com/sqs/pricing/, checked against AWS's price list
 * offer files. Storage is the first band (up to 50 TB a month), the dearest one.
 */
export const pricesAsOf = '2026-11'

export type RegionPrices = {
  /** S3 Standard, per GB-month; a billed GB is 2^30 bytes. */
  storageGbMonth: number
  /** S3 Standard PUT, COPY, POST and LIST, per 1,000 requests. */
  putListPer1000: number
  /** S3 Standard GET, HEAD and all others, per 1,000 requests. */
  getPer1000: number
  /** The other classes whose price is known in every region of the table, per GB-month. */
  standardIaGbMonth: number
  glacierInstantGbMonth: number
  reducedRedundancyGbMonth: number
  /** Per million SQS requests of the first band; null where it was not checked for this region. */
  sqsPerMillion: { standard: number; fifo: number } | null
}

const sqs = { standard: 0.4, fifo: 0.5 }

type Storage = { standard: number; ia: number; instant: number; reduced: number }
type Requests = { putList: number; get: number }

function region(
  { standard, ia, instant, reduced }: Storage,
  { putList, get }: Requests,
  sqsPerMillion: RegionPrices['sqsPerMillion'] = null,
): RegionPrices {
  return {
    storageGbMonth: standard,
    putListPer1000: putList,
    getPer1000: get,
    standardIaGbMonth: ia,
    glacierInstantGbMonth: instant,
    reducedRedundancyGbMonth: reduced,
    sqsPerMillion,
  }
}

export const regionPrices: Record<string, RegionPrices> = {
  'us-east-1': region(
    { standard: 0.023, ia: 0.0125, instant: 0.004, reduced: 0.024 },
    { putList: 0.005, get: 0.0004 },
    sqs,
  ),
  'us-east-2': region({ standard: 0.023, ia: 0.0125, instant: 0.004, reduced: 0.024 }, { putList: 0.005, get: 0.0004 }),
  'us-west-1': region(
    { standard: 0.026, ia: 0.0144, instant: 0.005, reduced: 0.0264 },
    { putList: 0.0055, get: 0.00044 },
  ),
  'us-west-2': region(
    { standard: 0.023, ia: 0.0125, instant: 0.004, reduced: 0.024 },
    { putList: 0.005, get: 0.0004 },
    sqs,
  ),
  'ca-central-1': region(
    { standard: 0.025, ia: 0.0138, instant: 0.005, reduced: 0.0264 },
    { putList: 0.0055, get: 0.00044 },
  ),
  'eu-west-1': region(
    { standard: 0.023, ia: 0.0125, instant: 0.004, reduced: 0.024 },
    { putList: 0.005, get: 0.0004 },
    sqs,
  ),
  'eu-west-2': region(
    { standard: 0.024, ia: 0.0131, instant: 0.005, reduced: 0.0252 },
    { putList: 0.0053, get: 0.00042 },
  ),
  'eu-west-3': region(
    { standard: 0.024, ia: 0.0131, instant: 0.005, reduced: 0.0252 },
    { putList: 0.0053, get: 0.00042 },
  ),
  'eu-north-1': region(
    { standard: 0.023, ia: 0.0125, instant: 0.004, reduced: 0.024 },
    { putList: 0.005, get: 0.0004 },
  ),
  'eu-central-1': region(
    { standard: 0.0245, ia: 0.0135, instant: 0.005, reduced: 0.026 },
    { putList: 0.0054, get: 0.00043 },
  ),
  'eu-central-2': region(
    { standard: 0.02695, ia: 0.01485, instant: 0.0055, reduced: 0.0286 },
    { putList: 0.0054, get: 0.00043 },
  ),
  'ap-south-1': region(
    { standard: 0.025, ia: 0.0138, instant: 0.005, reduced: 0.024 },
    { putList: 0.005, get: 0.0004 },
  ),
  'ap-southeast-1': region(
    { standard: 0.025, ia: 0.0138, instant: 0.005, reduced: 0.024 },
    { putList: 0.005, get: 0.0004 },
  ),
  'ap-southeast-2': region(
    { standard: 0.025, ia: 0.0138, instant: 0.005, reduced: 0.0264 },
    { putList: 0.0055, get: 0.00044 },
  ),
  'ap-northeast-1': region(
    { standard: 0.025, ia: 0.0138, instant: 0.005, reduced: 0.0264 },
    { putList: 0.0047, get: 0.00037 },
  ),
  'sa-east-1': region(
    { standard: 0.0405, ia: 0.0221, instant: 0.0083, reduced: 0.0326 },
    { putList: 0.007, get: 0.00056 },
  ),
  'af-south-1': region(
    { standard: 0.0274, ia: 0.0149, instant: 0.005, reduced: 0.024 },
    { putList: 0.006, get: 0.0004 },
  ),
  'us-gov-east-1': region(
    { standard: 0.039, ia: 0.02, instant: 0.0064, reduced: 0.0312 },
    { putList: 0.005, get: 0.0004 },
  ),
  'us-gov-west-1': region(
    { standard: 0.039, ia: 0.02, instant: 0.0064, reduced: 0.0312 },
    { putList: 0.005, get: 0.0004 },
  ),
}

export type PriceLookup = { kind: 'known'; region: string; prices: RegionPrices } | { kind: 'unknown'; reason: string }

// One process of Next.js holds several instances of this module; prices of one's own must be those of all of them.
const holder = globalThis as typeof globalThis & { tombstonePrices?: PriceFile }

/** Puts prices of one's own in place of the built-in ones, for the whole process; null: the built-in ones again. */
export function overridePrices(file: PriceFile | null): void {
  holder.tombstonePrices = file ?? undefined
}

/** Whether the built-in table has this region. */
export function isListed(regionName: string): boolean {
  return Object.hasOwn(regionPrices, regionName)
}

/** The date of the prices in use. */
export function priceDate(): string {
  return holder.tombstonePrices?.asOf ?? pricesAsOf
}

/** Prices of an AWS region, or the reason why there are none. Null: no region is configured or it could not be told. */
export function findPrices(regionName: string | null): PriceLookup {
  if (regionName === null) return { kind: 'unknown', reason: 'No prices: the AWS region is not known.' }
  const prices = pricesOf(regionName)
  if (!prices) return { kind: 'unknown', reason: `No prices: region ${regionName} is not in the price table.` }
  return { kind: 'known', region: regionName, prices }
}

function pricesOf(regionName: string): RegionPrices | undefined {
  const listed = isListed(regionName) ? regionPrices[regionName] : undefined
  const own = holder.tombstonePrices?.regions
  if (!own || !Object.hasOwn(own, regionName)) return listed
  if (listed) return { ...listed, ...own[regionName] }
  const whole = regionInFull.safeParse(own[regionName])
  return whole.success ? whole.data : undefined
}

/** What a dollar figure stands on, in one line: "list prices as of 2026-11, us-east-1", or why there is none. */
export function priceBasis(regionName: string | null): string {
  const found = findPrices(regionName)
  return found.kind === 'known'
    ? `${holder.tombstonePrices ? 'own' : 'list'} prices as of ${priceDate()}, ${found.region}`
    : found.reason
}

/** What requests against objects of a storage class cost, in US dollars; null: not known for the region. */
export type ClassRequests = {
  /** PUT, COPY and POST into the class, per 1,000. */
  putPer1000: number | null
  /** GET and HEAD, per 1,000. */
  getPer1000: number | null
  /** Per GB read; Glacier classes at standard speed. */
  retrievalGb: number | null
  /** Objects that a lifecycle rule moves into the class, per 1,000. */
  transitionPer1000: number | null
}

export type RegionPrices = {
  /** S3 Standard, per GB-month; a billed GB is 2^30 bytes. The first band (up to 50 TB a month), the dearest one. */
  storageGbMonth: number
  /** S3 Standard PUT, COPY, POST and LIST, per 1,000 requests. */
  putListPer1000: number
  /** S3 Standard GET, HEAD and all others, per 1,000 requests. */
  getPer1000: number
  /** The other classes, per GB-month. */
  standardIaGbMonth: number
  glacierInstantGbMonth: number
  reducedRedundancyGbMonth: number
  oneZoneIaGbMonth: number | null
  /** Intelligent-Tiering's first tier, Frequent Access: where an object begins, and the dearest of its tiers. */
  intelligentTieringGbMonth: number | null
  glacierGbMonth: number | null
  deepArchiveGbMonth: number | null
  /** Intelligent-Tiering's fee per 1,000 objects of 128 KB or more, a month. */
  monitoringPer1000: number | null
  /** By the class's name in a listing; Standard and Reduced Redundancy have the prices above, and no retrieval fee. */
  requests: Record<string, ClassRequests>
  /** Per million SQS requests of the first band; null where it was not checked for this region. */
  sqsPerMillion: { standard: number; fifo: number | null } | null
}

// A table made from AWS's own price list offer files, which need no credentials
// (https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonS3/current/<region>/index.json): those of 36 regions as
// github.com/scttfrdmn/objectfs published them at commit 7c70dc0 (internal/awsrates/rates_generated.go), read in 2026-11.
// Storage per GB-month of Standard, Standard-IA, One Zone-IA, Glacier Instant, Glacier Flexible, Deep Archive and Reduced
// Redundancy; requests per 1,000: Standard PUT and GET, PUT into Glacier Flexible and Deep Archive, GET of both; retrieval
// per GB from both. Each region of the offer files sold Intelligent-Tiering's first tier at Standard's price, and a
// lifecycle transition into the two archives at the price of the PUT.
const table = `
region         Standard IA       OneZone  Instant Flexible Deep    Reduced  PUT      GET      FlexPUT DeepPUT ArchGET  FlexGB DeepGB
af-south-1     0.0274   0.0149   0.0119   0.005   0.00405  0.0018  0.024    0.006    0.0004   0.036   0.06    0.00043  0.012  0.024
ap-east-1      0.025    0.0138   0.011    0.005   0.0045   0.002   0.024    0.005    0.0004   0.036   0.06    0.0004   0.012  0.024
ap-east-2      0.0225   0.01242  0.0099   0.005   0.0045   0.002   0.02376  0.00423  0.000333 0.03426 0.0585  0.00037  0.011  0.022
ap-northeast-1 0.025    0.0138   0.011    0.005   0.0045   0.002   0.0264   0.0047   0.00037  0.03426 0.065   0.00037  0.011  0.022
ap-northeast-2 0.025    0.0138   0.011    0.005   0.0045   0.002   0.0251   0.0045   0.00035  0.03258 0.06    0.00035  0.011  0.022
ap-northeast-3 0.025    0.0138   0.011    0.005   0.0045   0.002   0.0264   0.0047   0.00037  0.03426 0.065   0.00037  0.011  0.022
ap-south-1     0.025    0.0138   0.011    0.005   0.0045   0.002   0.024    0.005    0.0004   0.036   0.07    0.0004   0.012  0.024
ap-south-2     0.025    0.0138   0.011    0.005   0.0045   0.002   0.024    0.005    0.0004   0.036   0.07    0.0004   0.012  0.024
ap-southeast-1 0.025    0.0138   0.011    0.005   0.0045   0.002   0.024    0.005    0.0004   0.036   0.06    0.0004   0.012  0.024
ap-southeast-2 0.025    0.0138   0.011    0.005   0.0045   0.002   0.0264   0.0055   0.00044  0.036   0.06    0.00044  0.012  0.024
ap-southeast-3 0.025    0.0138   0.011    0.005   0.0045   0.002   0.024    0.005    0.0004   0.036   0.06    0.0004   0.012  0.024
ap-southeast-4 0.025    0.0138   0.011    0.005   0.0045   0.002   0.0264   0.0055   0.00044  0.036   0.06    0.00044  0.012  0.024
ap-southeast-5 0.0225   0.01242  0.0099   0.0045  0.00405  0.0018  0.0216   0.0045   0.00036  0.0324  0.054   0.00036  0.0108 0.0216
ap-southeast-6 0.02625  0.01449  0.01155  0.00525 0.004725 0.0021  0.02772  0.005775 0.000462 0.0378  0.063   0.000462 0.0126 0.0252
ap-southeast-7 0.0225   0.01242  0.0099   0.0045  0.00405  0.0018  0.0216   0.0045   0.00036  0.0324  0.054   0.00036  0.0108 0.0216
ca-central-1   0.025    0.0138   0.01104  0.005   0.00405  0.0018  0.0264   0.0055   0.00044  0.033   0.06    0.00044  0.011  0.022
ca-west-1      0.025    0.0138   0.01104  0.005   0.00405  0.0018  0.0264   0.0055   0.00044  0.033   0.06    0.00044  0.011  0.022
eu-central-1   0.0245   0.0135   0.0108   0.005   0.00405  0.0018  0.026    0.0054   0.00043  0.036   0.06    0.00043  0.012  0.024
eu-central-2   0.02695  0.01485  0.01188  0.0055  0.004455 0.00198 0.0286   0.0054   0.00043  0.036   0.06    0.00043  0.012  0.024
eu-north-1     0.023    0.0125   0.01     0.004   0.0036   0.00099 0.024    0.005    0.0004   0.033   0.055   0.0004   0.01   0.02
eu-south-1     0.024    0.0131   0.0105   0.005   0.00405  0.0018  0.024    0.0053   0.0004   0.036   0.06    0.00043  0.012  0.024
eu-south-2     0.023    0.0125   0.01     0.005   0.00405  0.0018  0.024    0.0053   0.0004   0.036   0.06    0.00043  0.012  0.024
eu-west-1      0.023    0.0125   0.01     0.004   0.0036   0.00099 0.024    0.005    0.0004   0.033   0.055   0.0004   0.01   0.02
eu-west-2      0.024    0.0131   0.01048  0.005   0.00405  0.0018  0.0252   0.0053   0.00042  0.0318  0.06    0.00042  0.0105 0.021
eu-west-3      0.024    0.0131   0.01048  0.005   0.00405  0.0018  0.0252   0.0053   0.00042  0.0318  0.06    0.00042  0.0105 0.021
il-central-1   0.025    0.0138   0.01104  0.005   0.00405  0.0018  0.0264   0.0055   0.00044  0.0363  0.0605  0.00044  0.011  0.022
me-central-1   0.025    0.0138   0.01104  0.005   0.00405  0.0018  0.0264   0.0055   0.00044  0.0363  0.0605  0.00044  0.011  0.022
me-south-1     0.025    0.0138   0.01104  0.005   0.00405  0.0018  0.0264   0.0055   0.00044  0.0363  0.0605  0.00044  0.011  0.022
mx-central-1   0.02415  0.013125 0.0105   0.0042  0.00378  0.002   0.0252   0.00525  0.00042  0.0315  0.0525  0.00042  0.0105 0.021
sa-east-1      0.0405   0.0221   0.0177   0.0083  0.00765  0.0032  0.0326   0.007    0.00056  0.042   0.1     0.00056  0.014  0.028
us-east-1      0.023    0.0125   0.01     0.004   0.0036   0.00099 0.024    0.005    0.0004   0.03    0.05    0.0004   0.01   0.02
us-east-2      0.023    0.0125   0.01     0.004   0.0036   0.00099 0.024    0.005    0.0004   0.03    0.05    0.0004   0.01   0.02
us-gov-east-1  0.039    0.02     0.016    0.0064  0.0054   0.0024  0.0312   0.005    0.0004   0.039   0.065   0.0004   0.013  0.026
us-gov-west-1  0.039    0.02     0.016    0.0064  0.0054   0.0024  0.0312   0.005    0.0004   0.039   0.065   0.0004   0.013  0.026
us-west-1      0.026    0.0144   0.0115   0.005   0.0045   0.002   0.0264   0.0055   0.00044  0.033   0.06    0.00044  0.011  0.022
us-west-2      0.023    0.0125   0.01     0.004   0.0036   0.00099 0.024    0.005    0.0004   0.03    0.05    0.0004   0.01   0.02
`

/** The same in every region of the table: PUT and GET per 1,000, retrieval per GB. */
const infrequent = { putPer1000: 0.01, getPer1000: 0.001, retrievalGb: 0.01 }
const instant = { putPer1000: 0.02, getPer1000: 0.01, retrievalGb: 0.03 }
/** Checked for us-east-1 only (https://aws.amazon.com/s3/pricing/, 2026-11). Elsewhere they are not known. */
const virginia = {
  transitions: { STANDARD_IA: 0.01, ONEZONE_IA: 0.01, INTELLIGENT_TIERING: 0.01, GLACIER_IR: 0.02 },
  monitoringPer1000: 0.0025,
}
/** From https://aws.amazon.com/sqs/pricing/ and the offer files of AWSQueueService, 2026-11. */
const sqs: Record<string, RegionPrices['sqsPerMillion']> = {
  'us-east-1': { standard: 0.4, fifo: 0.5 },
  'us-west-2': { standard: 0.4, fifo: 0.5 },
  'eu-west-1': { standard: 0.4, fifo: 0.5 },
  'ap-northeast-2': { standard: 0.4, fifo: null },
  'il-central-1': { standard: 0.42, fifo: null },
}

/** The built-in table. */
export const regionPrices: Record<string, RegionPrices> = Object.fromEntries(
  table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [region = '', ...cells] = line.split(/ +/)
      return [region, pricesOf(region, cells.map(Number))]
    }),
)

function pricesOf(region: string, cells: number[]): RegionPrices {
  // A row that lacks a cell becomes NaN, which the tests of the table would find.
  const cell = (at: number) => cells[at] ?? Number.NaN
  const inVirginia = region === 'us-east-1'
  const into = (storageClass: keyof typeof virginia.transitions) => ({
    transitionPer1000: inVirginia ? virginia.transitions[storageClass] : null,
  })
  const [putListPer1000, getPer1000] = [cell(7), cell(8)]
  return {
    storageGbMonth: cell(0),
    putListPer1000,
    getPer1000,
    standardIaGbMonth: cell(1),
    oneZoneIaGbMonth: cell(2),
    glacierInstantGbMonth: cell(3),
    glacierGbMonth: cell(4),
    deepArchiveGbMonth: cell(5),
    reducedRedundancyGbMonth: cell(6),
    intelligentTieringGbMonth: cell(0),
    monitoringPer1000: inVirginia ? virginia.monitoringPer1000 : null,
    requests: {
      STANDARD_IA: { ...infrequent, ...into('STANDARD_IA') },
      ONEZONE_IA: { ...infrequent, ...into('ONEZONE_IA') },
      INTELLIGENT_TIERING: { putPer1000: putListPer1000, getPer1000, retrievalGb: 0, ...into('INTELLIGENT_TIERING') },
      GLACIER_IR: { ...instant, ...into('GLACIER_IR') },
      GLACIER: archive(cell(9), cell(11), cell(12)),
      DEEP_ARCHIVE: archive(cell(10), cell(11), cell(13)),
    },
    sqsPerMillion: sqs[region] ?? null,
  }
}

function archive(putPer1000: number, getPer1000: number, retrievalGb: number): ClassRequests {
  return { putPer1000, getPer1000, retrievalGb, transitionPer1000: putPer1000 }
}

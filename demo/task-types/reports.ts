import { shop, type TaskType } from '../task-type'

export const salesByRegion = 'shop.reports.tasks.sales_by_region'
export const mergeRegions = 'shop.reports.tasks.merge_regions'

export const reportTasks: TaskType[] = [
  {
    name: 'shop.reports.tasks.daily_sales',
    queue: 'reports',
    weight: 2,
    typicalMs: 9000,
    failureRate: 0.09,
    failures: ['softTimeLimit'],
    taskId: (r, at) => `nightly/${at.toISOString().slice(0, 10)}/تقرير-${r.int(100, 999)}`,
    call: (r) => ({ args: [shop.day(r)], kwargs: { currency: 'EUR' } }),
    result: (r) => ({
      orders: r.int(200, 900),
      cents: r.int(10 ** 6, 10 ** 7),
      by_hour: Array.from({ length: 24 }, (_, hour) => ({ hour, cents: shop.cents(r) * r.int(1, 40) })),
    }),
  },
  {
    name: 'shop.reports.tasks.customer_statement',
    queue: 'reports',
    weight: 3,
    typicalMs: 4000,
    failureRate: 0.06,
    failures: ['hardTimeLimit'],
    call: (r) => ({
      args: [shop.customer(r)],
      kwargs: { year: 2026, notes: r.chance(0.2) ? '<b>bitte</b> & «schnell»' : null },
    }),
    result: (r) => ({ pdf: `s3://shop-statements/${r.hex(16)}.pdf`, pages: r.int(1, 9) }),
  },
  {
    name: salesByRegion,
    queue: 'reports',
    weight: 2,
    typicalMs: 2500,
    failureRate: 0.03,
    failures: ['noRates'],
    call: (r) => ({ args: [shop.region(r), shop.day(r)], kwargs: {} }),
    result: (r, { args }) => ({ region: args[0], cents: r.int(10 ** 5, 10 ** 6) }),
  },
  {
    name: mergeRegions,
    queue: 'reports',
    weight: 0.4,
    typicalMs: 600,
    failureRate: 0,
    failures: ['chordFailed'],
    call: (r) => ({
      args: [['north', 'south', 'east'].map((region) => ({ region, cents: r.int(10 ** 5, 10 ** 6) }))],
      kwargs: {},
    }),
    result: (r) => r.int(10 ** 6, 10 ** 7),
  },
  {
    name: 'shop.reports.tasks.warehouse_heatmap',
    queue: 'reports',
    weight: 0.5,
    typicalMs: 14_000,
    failureRate: 0.1,
    failures: ['workerLost'],
    call: (r) => ({ args: [shop.warehouse(r)], kwargs: { resolution: r.pick([64, 128, 312]) } }),
    // The large ones: up to 2 MB of numbers.
    result: (r, { kwargs }) => {
      const side = typeof kwargs.resolution === 'number' ? kwargs.resolution : 64
      return { cells: Array.from({ length: side }, () => Array.from({ length: side }, () => r.float())) }
    },
  },
  {
    name: 'shop.customers.tasks.export_personal_data',
    queue: 'reports',
    weight: 1,
    typicalMs: 5000,
    failureRate: 0.045,
    failures: ['s3AccessDenied'],
    call: (r) => ({ args: [shop.customer(r)], kwargs: { requested_by: shop.email(r), token: r.hex(32) } }),
    result: (r) => ({ archive: `s3://shop-privacy/${r.hex(20)}.zip`, files: r.int(3, 40), expires: '2026-12-31' }),
  },
  {
    name: 'shop.customers.tasks.score_churn',
    queue: 'celery',
    weight: 4,
    typicalMs: 450,
    failureRate: 0.015,
    failures: ['zeroDivision'],
    call: (r) => ({ args: [shop.customer(r)], kwargs: {} }),
    result: (r) => r.float(),
  },
  {
    // The smallest there are: an app that leaves result_extended off and makes short ids.
    name: 'shop.health.tasks.ping',
    queue: 'celery',
    weight: 1.5,
    typicalMs: 40,
    failureRate: 0.01,
    failures: ['connectionRefused'],
    extended: false,
    taskId: (r) => `ping-${r.hex(6)}`,
    call: () => ({ args: [], kwargs: {} }),
    result: () => 'ok',
  },
  {
    // An older app in the same bucket: pickle, and without result_extended.
    name: 'erp.sync.push_ledger',
    queue: 'celery',
    weight: 2.5,
    typicalMs: 1300,
    failureRate: 0.06,
    failures: ['uniqueViolation', 'hostUnknown'],
    serializer: 'pickle',
    extended: false,
    call: (r) => ({ args: [shop.day(r)], kwargs: {} }),
    result: (r) => ({ posted: r.int(10, 300), ledger: 'DE-01' }),
  },
  {
    name: 'erp.sync.pull_articles',
    queue: 'celery',
    weight: 2.5,
    typicalMs: 1800,
    failureRate: 0.045,
    failures: ['hostUnknown'],
    serializer: 'pickle',
    call: (r) => ({ args: [shop.supplier(r)], kwargs: { since: shop.day(r) } }),
    result: (r) => ({ articles: Array.from({ length: r.int(2, 30) }, () => shop.sku(r)) }),
  },
]

import { shop, type TaskType } from '../task-type'

export const capturePayment = 'shop.payments.tasks.capture_payment'

export const paymentTasks: TaskType[] = [
  {
    name: capturePayment,
    queue: 'celery',
    weight: 13,
    typicalMs: 800,
    failureRate: 0.022,
    failures: ['gatewayTimeout', 'cardDeclined', 'gatewayHangsUp', 'gatewayUnavailable', 'gatewayTimeout'],
    call: (r) => ({
      args: [shop.orderId(r), shop.money(r)],
      kwargs: { currency: r.pick(['EUR', 'EUR', 'JPY', 'PLN']) },
    }),
    result: (r, { args }) => ({ id: `pi_${r.hex(16)}`, amount: args[1], status: 'succeeded' }),
  },
  {
    name: 'shop.payments.tasks.refund_payment',
    queue: 'celery',
    weight: 3,
    typicalMs: 700,
    failureRate: 0.045,
    failures: ['notAnAmount'],
    call: (r) => ({ args: [`pay_${r.int(1000, 9999)}`, shop.money(r)], kwargs: {} }),
    result: (r, { args }) => ({ id: `re_${r.hex(16)}`, payment: args[0], amount: args[1], status: 'pending' }),
  },
  {
    name: 'shop.payments.tasks.record_payout',
    queue: 'celery',
    weight: 2,
    typicalMs: 180,
    failureRate: 0.075,
    failures: ['uniqueViolation'],
    call: (r) => ({ args: [`po_${r.int(1000, 9999)}`], kwargs: {} }),
    // Ledger numbers above 2^53: what a parser of doubles would round.
    result: (r) => 9_007_199_254_740_993n + BigInt(r.int(0, 999)),
  },
  {
    name: 'shop.payments.tasks.reconcile_payouts',
    queue: 'reports',
    weight: 1,
    typicalMs: 5000,
    failureRate: 0.105,
    failures: ['payoutTwice'],
    taskId: (r, at) => `payouts/${at.toISOString().slice(0, 10)} run ${r.int(1, 99)}`,
    call: (r) => ({ args: [shop.day(r)], kwargs: {} }),
    result: (r) => ({
      matched: r.int(100, 900),
      unmatched: r.int(0, 3),
      difference: { __type__: 'decimal', __value__: '0.00' },
    }),
  },
]

import { shop, type TaskType } from '../task-type'

export const catalogTasks: TaskType[] = [
  {
    name: 'shop.catalog.tasks.import_supplier_feed',
    queue: 'reports',
    weight: 1.6,
    typicalMs: 9000,
    failureRate: 0.09,
    failures: ['notUtf8'],
    progress: {
      state: 'PROGRESS',
      steps: [20, 45, 70, 90].map((current) => ({ current, total: 100, status: 'importing rows' })),
    },
    call: (r) => {
      const supplier = shop.supplier(r)
      return { args: [supplier, `s3://shop-feeds/${supplier}/${shop.day(r)}.csv`], kwargs: {} }
    },
    result: (r) => ({
      rows: r.int(800, 4000),
      skipped: Array.from({ length: r.int(0, 400) }, () => ({ sku: shop.sku(r), reason: 'price is missing' })),
    }),
  },
  {
    name: 'shop.catalog.tasks.sync_prices',
    queue: 'celery',
    weight: 5,
    typicalMs: 1200,
    failureRate: 0.038,
    failures: ['badPrice'],
    call: (r) => ({
      args: [
        shop.supplier(r),
        Array.from({ length: r.int(1, 12) }, () => ({ sku: shop.sku(r), price: shop.money(r) })),
      ],
      kwargs: { dry_run: r.chance(0.1) },
    }),
    result: (r) => ({ changed: r.int(0, 12), mean_change: r.chance(0.1) ? Number.NaN : r.float() - 0.5 }),
  },
  {
    name: 'shop.catalog.tasks.resize_images',
    queue: 'celery',
    weight: 9,
    typicalMs: 1500,
    failureRate: 0.045,
    failures: ['notAnImage'],
    call: (r) => {
      const product = r.int(1000, 2400)
      return {
        args: [product, ['large', 'medium', 'thumb'].map((size) => `products/${product}/${size}.webp`)],
        kwargs: {},
      }
    },
    result: (r, { args }) => ({ product: args[0], bytes: r.int(20_000, 900_000) }),
  },
  {
    name: 'shop.catalog.tasks.upload_images',
    queue: 'celery',
    weight: 3,
    typicalMs: 2500,
    failureRate: 0.06,
    failures: ['s3AccessDenied'],
    progress: { state: 'UPLOADING', steps: ['part 1 of 3', 'part 2 of 3', 'part 3 of 3'] },
    call: (r) => ({ args: [r.int(1000, 2400)], kwargs: { bucket: 'shop-images' } }),
    result: (_, { args }) => `s3://shop-images/products/${args[0]}.webp`,
  },
  {
    name: 'shop.catalog.tasks.rebuild_categories',
    queue: 'reports',
    weight: 0.6,
    typicalMs: 3000,
    failureRate: 0.12,
    failures: ['deepRecursion'],
    call: (r) => ({ args: [r.pick(['tea', 'pots', 'sets', 'chocolate'])], kwargs: {} }),
    result: (r) => ({ categories: r.int(20, 90) }),
  },
  {
    name: 'shop.catalog.tasks.translate_description',
    queue: 'celery',
    weight: 5,
    typicalMs: 1100,
    failureRate: 0.03,
    failures: ['noTranslation'],
    call: (r) => ({
      args: [
        r.int(1000, 2400),
        r.pick([
          'إبريق شاي من الخزف الأبيض',
          '急須・常滑焼、二人用',
          'Чайник заварочный 🫖',
          'Teekanne aus weißem Porzellan',
          '찻주전자 👨‍👩‍👧',
        ]),
      ],
      kwargs: { language: r.pick(['ar', 'ja', 'ru', 'de', 'ko']) },
    }),
    result: (r) => ({ language: 'en', text: 'White porcelain teapot for two 🫖', confidence: 0.7 + r.float() / 4 }),
  },
  {
    name: 'shop.catalog.tasks.export_catalog',
    queue: 'reports',
    weight: 0.6,
    typicalMs: 12_000,
    failureRate: 0.1,
    failures: ['notSerializable'],
    call: () => ({ args: [], kwargs: { format: 'jsonl' } }),
    result: (r) =>
      Array.from({ length: r.int(200, 2500) }, () => ({
        sku: shop.sku(r),
        name: 'Teekanne weiß',
        cents: shop.cents(r),
        stock: r.int(0, 400),
        tags: ['tea', 'porcelain'],
      })),
  },
  {
    name: 'shop.search.tasks.index_product',
    queue: 'celery',
    weight: 15,
    typicalMs: 90,
    failureRate: 0.012,
    failures: ['connectionRefused'],
    call: (r) => ({ args: [r.int(1000, 2400)], kwargs: {} }),
    result: () => null,
  },
  {
    name: 'shop.search.tasks.rebuild_suggestions',
    queue: 'reports',
    weight: 0.8,
    typicalMs: 7000,
    failureRate: 0.045,
    failures: ['workerLost'],
    call: (r) => ({ args: [], kwargs: { language: r.pick(['de', 'en', 'fr']) } }),
    result: (r) => ({ terms: r.int(8000, 20_000), seconds: r.float() * 9 }),
  },
]

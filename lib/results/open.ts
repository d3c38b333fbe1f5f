import { defaultRegion } from '@/lib/aws/client-config'
import type { S3Options } from '@/lib/aws/options'
import { openInventory } from '@/lib/inventory/open-inventory'
import { createS3Store } from './s3'
import type { RequestMeter, ResultStore } from './store'

/** Everything that can be opened as a result store. A new adapter adds its options here and one case below. */
export type ResultStoreOptions = S3Options

/** Makes the adapter for these options. Sends no request yet. */
export async function openResultStore(options: ResultStoreOptions, meter: RequestMeter): Promise<ResultStore> {
  switch (options.kind) {
    case 's3': {
      const region = options.aws.region ?? (await defaultRegion())
      const aws = { ...options.aws, region }
      const store = createS3Store({ ...options, aws }, { meter })
      if (!options.inventory) return store
      const { bucket, folder } = options.inventory
      // S3 delivers inventories into the region of the bucket they list.
      const shelf = createS3Store({ kind: 's3', bucket, keyPrefix: folder, aws }, { meter })
      return { ...store, inventory: openInventory({ store: shelf, bucket, folder, sourceBucket: options.bucket }) }
    }
  }
}

import type { S3Options } from '@/lib/aws/options'
import type { SettingReader } from './broker-settings'
import { settingError, textSetting } from './setting-error'

const example = 's3://my-inventory/inventories/my-results/tombstone/'

/**
 * Reads where S3 Inventory delivers lists of the bucket: the folder that holds the dated ones. Region, endpoint and credentials
 * are those of the results, since S3 delivers into the same region.
 */
export function readInventorySettings(read: SettingReader): Pick<S3Options, 'inventory'> {
  const { where, value } = read('inventory_url')
  const url = textSetting(where, value)
  if (url === undefined) return {}
  const [, bucket, path] = /^s3:\/\/([^/]*)\/?(.*)$/s.exec(url) ?? []
  if (bucket === undefined || path === undefined)
    throw settingError(where, `must be a folder in S3 such as ${example}.`)
  if (/[:@]/.test(bucket)) {
    throw settingError(where, 'must not hold a key. The inventory is read with the credentials of the results.')
  }
  if (!/^[a-z0-9][a-z0-9._-]{1,62}$/i.test(bucket)) {
    throw settingError(where, `names no valid bucket. Write a folder in S3 such as ${example}.`)
  }
  const folder = path.replace(/\/+$/, '')
  if (folder === '' || /\/(manifest\.(json|checksum)|data|hive)$|\d{4}-\d{2}-\d{2}T\d{2}-\d{2}Z/.test(`/${folder}`)) {
    const what = 'must end with the id of the inventory configuration: the folder that holds the dated ones'
    throw settingError(where, `${what}, such as ${example}.`)
  }
  return { inventory: { bucket, folder: `${folder}/` } }
}

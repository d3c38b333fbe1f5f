import { describe, expect, it } from 'vitest'
import { parseManifest } from './manifest'

/** As the S3 user guide shows them (storage-inventory-location), names and sums changed. */
const csv = {
  sourceBucket: 'shop-results',
  destinationBucket: 'arn:aws:s3:::shop-inventory',
  version: '2016-11-30',
  creationTimestamp: '1514944800000',
  fileFormat: 'CSV',
  fileSchema:
    'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, ReplicationStatus, EncryptionStatus, ObjectLockRetainUntilDate, ObjectLockMode, ObjectLockLegalHoldStatus, IntelligentTieringAccessTier, BucketKeyStatus, ChecksumAlgorithm, ObjectAccessControlList, ObjectOwner',
  files: [
    {
      key: 'Inventory/shop-results/2016-11-06T21-32Z/files/939c6d46-85a9-4ba8-87bd-9db705a579ce.csv.gz',
      size: 2147483647,
      MD5checksum: 'F11166069f1990abeb9c97ace9cdfabc',
    },
  ],
}
const orc = {
  ...csv,
  fileFormat: 'ORC',
  fileSchema:
    'struct<bucket:string,key:string,version_id:string,is_latest:boolean,is_delete_marker:boolean,size:bigint>',
}
const parquet = {
  ...csv,
  fileFormat: 'Parquet',
  fileSchema:
    'message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional int64 size; }',
}
const parse = (manifest: unknown) => parseManifest(JSON.stringify(manifest), 's3://i/manifest.json')

describe('the manifest of an inventory', () => {
  it('tells the files, when they were begun, and where the columns stand', () => {
    expect(parse(csv)).toEqual({
      sourceBucket: 'shop-results',
      takenMs: Date.UTC(2018, 0, 3, 2),
      files: [{ key: csv.files[0]?.key, sizeBytes: 2147483647, md5: 'f11166069f1990abeb9c97ace9cdfabc' }],
      columns: { bucket: 0, key: 1, isLatest: 3, isDeleteMarker: 4 },
    })
  })

  it('may name current versions only, in any order', () => {
    expect(parse({ ...csv, fileSchema: 'Size,Key , Bucket' }).columns).toEqual({
      bucket: 2,
      key: 1,
      isLatest: null,
      isDeleteMarker: null,
    })
  })

  it.each([
    [orc, 'ORC'],
    [parquet, 'Parquet'],
    [{ ...csv, fileFormat: '<b>' }, 'not known here'],
  ])('of another format is refused with what to do (%#)', (manifest, format) => {
    expect(() => parse(manifest)).toThrow(
      expect.objectContaining({ code: 'not_supported', message: expect.stringContaining(format) }),
    )
    expect(() => parse(manifest)).toThrow('CSV')
  })

  it.each([
    ['no JSON', 'hello', 'not the manifest'],
    ['an array', [], 'not the manifest'],
    ['another document', { Records: [] }, 'sourceBucket'],
    ['a time that is none', { ...csv, creationTimestamp: 'yesterday' }, 'creationTimestamp'],
    ['a sum that is none', { ...csv, files: [{ ...csv.files[0], MD5checksum: 'x' }] }, 'files.0.MD5checksum'],
    ['a negative size', { ...csv, files: [{ ...csv.files[0], size: -1 }] }, 'files.0.size'],
    ['no column Key', { ...csv, fileSchema: 'Bucket, Size' }, 'Bucket and Key'],
  ])('that is %s is refused with its reason', (_what, manifest, reason) => {
    expect(() => parse(manifest)).toThrow(expect.objectContaining({ code: 'upstream' }))
    expect(() => parse(manifest)).toThrow(reason)
  })
})

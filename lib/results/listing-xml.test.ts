import { describe, expect, it } from 'vitest'
import { parseListing } from './listing-xml'

const entry = (key: string) =>
  `<Contents><Key>${key}</Key><LastModified>2026-11-21T03:00:00.000Z</LastModified><ETag>&quot;abc-2&quot;</ETag>` +
  '<ChecksumAlgorithm>CRC32</ChecksumAlgorithm><Size>12</Size><Owner><ID>o</ID></Owner><StorageClass>GLACIER</StorageClass></Contents>'
const listing = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inside}</ListBucketResult>\n`

describe('parseListing', () => {
  it('reads what S3 writes', () => {
    const xml = listing(
      `<Name>b</Name><Prefix>p</Prefix><NextContinuationToken>1/a&amp;b==</NextContinuationToken><KeyCount>2</KeyCount><IsTruncated>true</IsTruncated>${entry('p1')}\n  ${entry('p2')}`,
    )
    expect(parseListing(xml)).toEqual({
      next: '1/a&b==',
      entries: ['p1', 'p2'].map((key) => ({
        key,
        version: 'abc-2',
        modifiedAt: new Date('2026-11-21T03:00:00Z'),
        sizeBytes: 12,
        storageClass: 'GLACIER',
      })),
    })
  })

  it('finds what stands behind the entries as well', () => {
    const xml = listing(`${entry('a')}<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>`)
    expect(parseListing(xml).next).toBe('t')
  })

  it.each([
    ['&lt;&amp;&gt;&quot;&apos;', `<&>"'`],
    ['&#65;&#x1F600;&#10;', 'A😀\n'],
    ['&amp;lt;', '&lt;'],
    ['&nbsp;', '&nbsp;'],
    ['  spaces  ', '  spaces  '],
  ])('takes the key %j to the letter', (written, key) => {
    expect(parseListing(listing(entry(written))).entries[0]?.key).toBe(key)
  })

  it('accepts an empty listing in any spelling', () => {
    for (const xml of [
      '<ListBucketResult></ListBucketResult>',
      '<ListBucketResult xmlns="x"/>',
      listing('<Name>b</Name>'),
    ]) {
      expect(parseListing(xml)).toEqual({ entries: [], next: null })
    }
  })

  it('refuses what is cut off anywhere, or is no listing', () => {
    const xml = listing(entry('p1') + entry('p2')).trimEnd()
    for (let length = 0; length < xml.length; length += 1) {
      expect(() => parseListing(xml.slice(0, length)), xml.slice(0, length)).toThrow(/listing/)
    }
    expect(() => parseListing('<html><body>Welcome</body></html>')).toThrow(/no listing/)
    expect(() => parseListing(listing('<Contents><Size>1</Size></Contents>'))).toThrow(/without a key/)
  })
})

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type SyntheticBucket, syntheticBucket } from './synthetic-bucket'

/**
 * An S3 server for benchmarks: one bucket, answers from arithmetic. ListObjectsV2 with Prefix, StartAfter,
 * ContinuationToken and MaxKeys; GET and HEAD with If-None-Match; DeleteObjects, which deletes nothing.
 * `GET /-/cost` tells how many requests it has answered and what they cost it. Signatures are not looked at.
 */
export function syntheticServer(bucket: SyntheticBucket) {
  let requests = 0
  return createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    if (path === '/-/cost') {
      const { user, system } = process.cpuUsage()
      return send(response, 200, 'application/json', JSON.stringify({ requests, cpuMs: (user + system) / 1000 }))
    }
    requests += 1
    const key = decodeURIComponent(path.split('/').slice(2).join('/'))
    if (request.method === 'POST') return deleteObjects(request, response)
    if (key === '') return send(response, 200, 'application/xml', listObjects(bucket, new URLSearchParams(query)))
    return getObject(bucket, key, request, response)
  })
}

function getObject(bucket: SyntheticBucket, key: string, request: IncomingMessage, response: ServerResponse): void {
  const number = bucket.find(key)
  if (number === null) {
    send(response, 404, 'application/xml', '<Error><Code>NoSuchKey</Code><Message>none</Message></Error>')
    return
  }
  const etag = `"${bucket.version(number)}"`
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag })
    response.end()
    return
  }
  const body = Buffer.from(bucket.document(number))
  response.writeHead(200, {
    'content-type': 'binary/octet-stream',
    'content-length': body.length,
    'last-modified': new Date(bucket.modifiedMs(number)).toUTCString(),
    etag,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function listObjects(bucket: SyntheticBucket, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? ''
  const token = query.get('continuation-token')
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString()
  const maxKeys = Math.min(1000, Number(query.get('max-keys') ?? 1000))
  const contents: string[] = []
  // No key equals its prefix, so the first one under it comes after it.
  let number = bucket.firstAfter([prefix, after].sort().at(-1) ?? '')
  for (; number < bucket.size && contents.length < maxKeys; number += 1) {
    const key = bucket.key(number)
    if (!key.startsWith(prefix)) break
    contents.push(
      `<Contents><Key>${key}</Key><LastModified>${new Date(bucket.modifiedMs(number)).toISOString()}</LastModified>` +
        `<ETag>&quot;${bucket.version(number)}&quot;</ETag><Size>${Buffer.byteLength(bucket.document(number))}</Size>` +
        '<StorageClass>STANDARD</StorageClass></Contents>',
    )
  }
  const truncated = number < bucket.size && bucket.key(number).startsWith(prefix)
  const next = truncated ? Buffer.from(bucket.key(number - 1)).toString('base64url') : ''
  return (
    '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Name>synthetic</Name><Prefix>${prefix}</Prefix><KeyCount>${contents.length}</KeyCount><MaxKeys>${maxKeys}</MaxKeys>` +
    `<IsTruncated>${truncated}</IsTruncated>` +
    (truncated ? `<NextContinuationToken>${next}</NextContinuationToken>` : '') +
    `${contents.join('')}</ListBucketResult>`
  )
}

function deleteObjects(request: IncomingMessage, response: ServerResponse): void {
  request.resume()
  request.on('end', () => send(response, 200, 'application/xml', '<DeleteResult></DeleteResult>'))
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  const body = Buffer.from(text)
  response.writeHead(status, { 'content-type': type, 'content-length': body.length })
  response.end(body)
}

/** As a process of its own: `tsx bench/synthetic-s3.ts <objects> <key prefix>`, started by fork. */
if (process.send && process.argv[1]?.endsWith('synthetic-s3.ts')) {
  const [objects = '20000', keyPrefix = ''] = process.argv.slice(2)
  const server = syntheticServer(syntheticBucket(Number(objects), keyPrefix))
  server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
  process.on('disconnect', () => process.exit(0))
}

import { compareKeys } from '@/lib/celery/key-order'
import type { OrderedS3Store } from './ordered-s3-store'

/** What fauxqs's server (Fastify) gives a hook, as far as it is used here. */
export type EmulatorRequest = {
  method: string
  url: string
  params: unknown
  headers: Record<string, unknown>
  body: unknown
}
export type EmulatorReply = {
  code(status: number): EmulatorReply
  header(name: string, value: string): EmulatorReply
  send(text: string): unknown
}

const entry = /<Object>([\s\S]*?)<\/Object>/g

/**
 * S3's conditions, which fauxqs 1.9.2 does not know. Of deletes: If-Match on a DELETE, and ETag beside a Key of
 * DeleteObjects. Of copies: If-None-Match on what they replace, and the version of what they take. Answers the request where
 * a condition in it is not met, and DeleteObjects with any; returns whether it did.
 */
export function answerConditional(store: OrderedS3Store, request: EmulatorRequest, reply: EmulatorReply): boolean {
  const { bucket = '', '*': key = '' } = request.params as Record<string, string>
  if (!store.hasBucket(bucket)) return false
  if (request.method === 'DELETE' && typeof request.headers['if-match'] === 'string') {
    if (versionOf(store, bucket, key) === null || isVersion(store, bucket, key, request.headers['if-match']))
      return false
    return refuse(reply)
  }
  if (request.method === 'PUT' && takesAnother(store, request.headers)) return refuse(reply)
  if (request.method === 'PUT' && request.headers['if-none-match'] === '*' && versionOf(store, bucket, key) !== null)
    return refuse(reply)
  const text = Buffer.isBuffer(request.body) ? request.body.toString() : String(request.body)
  if (request.method !== 'POST' || !/[?&]delete\b/.test(request.url) || !text.includes('<ETag>')) return false
  const refused: string[] = []
  for (const [, object = ''] of text.matchAll(entry)) {
    const name = plain(/<Key>([\s\S]*?)<\/Key>/.exec(object)?.[1] ?? '')
    const etag = /<ETag>([\s\S]*?)<\/ETag>/.exec(object)?.[1]
    const present = versionOf(store, bucket, name) !== null
    if (etag === undefined || !present || isVersion(store, bucket, name, plain(etag))) store.deleteObject(bucket, name)
    else
      refused.push(`<Error><Key>${escaped(name)}</Key><Code>PreconditionFailed</Code><Message>newer</Message></Error>`)
  }
  reply
    .code(200)
    .header('content-type', 'application/xml')
    .send(`<DeleteResult>${refused.join('')}</DeleteResult>`)
  return true
}

/** The header is the path of a URL: bucket and key, encoded. */
function takesAnother(store: OrderedS3Store, headers: EmulatorRequest['headers']): boolean {
  const { 'x-amz-copy-source': source, 'x-amz-copy-source-if-match': wanted } = headers
  if (typeof source !== 'string' || typeof wanted !== 'string') return false
  const [bucket = '', ...key] = decodeURIComponent(source.replace(/^\//, '')).split('/')
  return store.hasBucket(bucket) && !isVersion(store, bucket, key.join('/'), wanted)
}

function refuse(reply: EmulatorReply): true {
  reply.code(412).header('content-type', 'application/xml').send('<Error><Code>PreconditionFailed</Code></Error>')
  return true
}

function isVersion(store: OrderedS3Store, bucket: string, key: string, etag: string): boolean {
  return versionOf(store, bucket, key) === etag.replaceAll('"', '')
}

function versionOf(store: OrderedS3Store, bucket: string, key: string): string | null {
  const [object] = store.listObjects(bucket, { prefix: key, maxKeys: 1 }).objects
  return object && compareKeys(object.key, key) === 0 ? object.etag.replaceAll('"', '') : null
}

function plain(xml: string): string {
  const texts: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return xml.replace(/&(?:(lt|gt|quot|apos|amp)|#(x?)([0-9a-f]+));/gi, (_, name, hex, digits) =>
    name ? (texts[name] ?? '') : String.fromCodePoint(Number.parseInt(digits, hex ? 16 : 10)),
  )
}

function escaped(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

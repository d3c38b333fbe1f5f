import type { Readable } from 'node:stream'
import { readFault } from '@/lib/aws/errors'
import { AppError } from '@/lib/errors'
import { unquoteEtag } from './listing-xml'
import { readWhole, resumingStream, streamOf } from './s3-body'
import type { S3Requests } from './s3-requests'
import type { WireResponse } from './s3-wire'
import type { GetOptions, GetOutcome, StoredDocument } from './store'

/** Bodies up to this size arrive whole before `get` answers, so that a half-read one is simply asked for again. */
const wholeBodyBytes = 256 * 1024

export async function getS3Object(
  requests: S3Requests,
  key: string,
  options: GetOptions,
  signal: AbortSignal,
): Promise<GetOutcome> {
  // A lone surrogate has no bytes, so no key holds one.
  if (/\p{Surrogate}/u.test(key)) return { kind: 'missing', uncertain: false }
  const { bucket } = requests
  const what = { operation: 'GetObject', doing: `read s3://${bucket}/${key}`, action: 's3:GetObject' }
  const headers: Record<string, string> = {}
  if (options.ifNoneMatch !== undefined) headers['if-none-match'] = `"${options.ifNoneMatch}"`
  if (options.range !== undefined) headers.range = `bytes=${options.range.start}-${options.range.endInclusive}`

  /** The rest of a body whose connection broke, of the same version only. */
  async function reopen(etag: string, start: number, last: number): Promise<Readable> {
    const rest = { range: `bytes=${start}-${last}`, 'if-match': etag }
    try {
      return await requests.send(what, signal, async ({ wire }) => (await wire({ key, headers: rest }, signal)).body)
    } catch (error) {
      signal.throwIfAborted()
      if (readFault(error).status !== 412) throw await requests.explain(error, what)
      throw new AppError('conflict', `${key} was overwritten while it was being read. Read it again.`)
    }
  }

  try {
    return await requests.send(what, signal, async ({ wire }) => {
      const response = await wire({ key, headers }, signal)
      const length = numberOf(response.headers['content-length'])
      if (length === null || length <= wholeBodyBytes)
        return found(key, response, await readWhole(response.body, length))
      const start = options.range?.start ?? 0
      const body = resumingStream({
        first: response.body,
        length,
        patience: requests.retry.attempts - 1,
        signal,
        reopen: (offset) => reopen(response.headers.etag ?? '', start + offset, start + length - 1),
        explain: (error) => requests.explain(error, what),
      })
      return found(key, response, body)
    })
  } catch (error) {
    signal.throwIfAborted()
    const { name, status } = readFault(error)
    if (status === 304) return { kind: 'unchanged' }
    if (status === 404 && name !== 'NoSuchBucket') return { kind: 'missing', uncertain: false }
    if (status === 403 && nameless.includes(name)) return { kind: 'missing', uncertain: true }
    // An empty object has no first byte, and S3 refuses every range in it.
    if (status === 416 && options.range?.start === 0) {
      return getS3Object(requests, key, { ifNoneMatch: options.ifNoneMatch }, signal)
    }
    if (name === 'InvalidObjectState') {
      const why = 'it lies in an archive storage class. Restore it in S3 first.'
      throw new AppError('not_supported', `Could not ${what.doing}: ${why}`, { cause: error })
    }
    throw await requests.explain(error, what)
  }
}

/** 403 with any other name speaks of credentials or the clock, and not of this key. */
const nameless = ['AccessDenied', 'Forbidden', 'Unknown', 'UnknownError', 'Error', '403']

function found(key: string, response: WireResponse, body: Uint8Array | ReadableStream<Uint8Array>): GetOutcome {
  const { headers } = response
  const total = numberOf(/\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1])
  const whole = body instanceof Uint8Array ? body : undefined
  const document: StoredDocument = {
    key,
    version: unquoteEtag(headers.etag),
    modifiedAt: new Date(headers['last-modified'] ?? 0),
    sizeBytes: total ?? numberOf(headers['content-length']) ?? whole?.length ?? 0,
    storageClass: headers['x-amz-storage-class'] ?? 'STANDARD',
    contentType: headers['content-type'] ?? null,
    serverSideEncryption: headers['x-amz-server-side-encryption'] ?? null,
    versionId: headers['x-amz-version-id'] ?? null,
    // Made when it is asked for, which a sweep does not.
    get body() {
      return body instanceof Uint8Array ? streamOf(body) : body
    },
    whole,
  }
  return { kind: 'found', document }
}

const numberOf = (text: string | undefined) => (text === undefined ? null : Number(text))

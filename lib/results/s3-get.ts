import type { Readable } from 'node:stream'
import { GetObjectCommand, type GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { readFault } from '@/lib/aws/errors'
import { AppError } from '@/lib/errors'
import { readableOf, readWhole, resumingStream, streamOf } from './s3-body'
import { unquoteEtag } from './s3-list'
import type { S3Requests } from './s3-requests'
import type { GetOptions, GetOutcome } from './store'

/** Bodies up to this size arrive whole before `get` answers, so that a half-read one is simply asked for again. */
const wholeBodyBytes = 256 * 1024

export async function getS3Object(
  requests: S3Requests,
  key: string,
  options: GetOptions,
  signal: AbortSignal,
): Promise<GetOutcome> {
  const { bucket } = requests
  const what = { operation: 'GetObject', doing: `read s3://${bucket}/${key}`, action: 's3:GetObject' }
  const input = {
    Bucket: bucket,
    Key: key,
    ...(options.ifNoneMatch === undefined ? {} : { IfNoneMatch: `"${options.ifNoneMatch}"` }),
    ...(options.range === undefined ? {} : { Range: `bytes=${options.range.start}-${options.range.endInclusive}` }),
  }

  /** The rest of a body whose connection broke, of the same version only. */
  async function reopen(etag: string | undefined, start: number, last: number): Promise<Readable> {
    try {
      const rest = new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=${start}-${last}`, IfMatch: etag })
      return await requests.send(what, signal, async (client) =>
        readableOf((await client.send(rest, { abortSignal: signal })).Body),
      )
    } catch (error) {
      signal.throwIfAborted()
      if (readFault(error).status !== 412) throw await requests.explain(error, what)
      throw new AppError('conflict', `${key} was overwritten while it was being read. Read it again.`)
    }
  }

  try {
    return await requests.send(what, signal, async (client) => {
      const output = await client.send(new GetObjectCommand(input), { abortSignal: signal })
      const length = output.ContentLength ?? 0
      const first = readableOf(output.Body)
      if (length <= wholeBodyBytes) return found(key, output, streamOf(await readWhole(first, length)))
      const start = options.range?.start ?? 0
      const body = resumingStream({
        first,
        length,
        patience: requests.retry.attempts - 1,
        signal,
        reopen: (offset) => reopen(output.ETag, start + offset, start + length - 1),
        explain: (error) => requests.explain(error, what),
      })
      return found(key, output, body)
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

function found(key: string, output: GetObjectCommandOutput, body: ReadableStream<Uint8Array>): GetOutcome {
  const total = /\/(\d+)$/.exec(output.ContentRange ?? '')?.[1]
  const document = {
    key,
    version: unquoteEtag(output.ETag),
    modifiedAt: output.LastModified ?? new Date(0),
    sizeBytes: total === undefined ? (output.ContentLength ?? 0) : Number(total),
    storageClass: output.StorageClass ?? 'STANDARD',
    contentType: output.ContentType ?? null,
    serverSideEncryption: output.ServerSideEncryption ?? null,
    versionId: output.VersionId ?? null,
    body,
  }
  return { kind: 'found', document }
}

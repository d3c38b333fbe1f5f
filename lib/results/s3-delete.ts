import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3'
import type { S3Requests } from './s3-requests'
import type { DeleteOutcome } from './store'

const batchSize = 1000

/** Deletes any number of keys, 1,000 a request. A single key goes alone, which says more clearly why it was refused. */
export async function deleteS3Objects(
  requests: S3Requests,
  keys: string[],
  signal: AbortSignal,
): Promise<DeleteOutcome[]> {
  const alone = keys.length === 1 ? keys : keys.filter(hasNoXmlForm)
  const together = keys.length === 1 ? [] : keys.filter((key) => !hasNoXmlForm(key))
  const outcomes = alone.map((key) => deleteOne(requests, key, signal))
  const batches: Promise<DeleteOutcome[]>[] = []
  for (let at = 0; at < together.length; at += batchSize) {
    batches.push(deleteMany(requests, together.slice(at, at + batchSize), signal))
  }
  return (await Promise.all([...batches, Promise.all(outcomes)])).flat()
}

/** DeleteObjects names keys in XML, which has no way to write most control characters. */
function hasNoXmlForm(key: string): boolean {
  return /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(key)
}

async function deleteOne(requests: S3Requests, key: string, signal: AbortSignal): Promise<DeleteOutcome> {
  const { bucket } = requests
  const what = { operation: 'DeleteObject', doing: `delete s3://${bucket}/${key}`, action: 's3:DeleteObject' }
  try {
    const command = new DeleteObjectCommand({ Bucket: bucket, Key: key })
    await requests.send(what, signal, ({ client }) => client.send(command, { abortSignal: signal }))
    return { key, deleted: true }
  } catch (error) {
    signal.throwIfAborted()
    throw await requests.explain(error, what)
  }
}

async function deleteMany(requests: S3Requests, keys: string[], signal: AbortSignal): Promise<DeleteOutcome[]> {
  const { bucket } = requests
  const what = { operation: 'DeleteObjects', doing: `delete from s3://${bucket}`, action: 's3:DeleteObject' }
  const objects = keys.map((key) => ({ Key: key }))
  try {
    const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Quiet: true, Objects: objects } })
    const output = await requests.send(what, signal, ({ client }) => client.send(command, { abortSignal: signal }))
    const refused = new Map((output.Errors ?? []).map((error) => [error.Key, error]))
    return keys.map((key) => {
      const error = refused.get(key)
      if (!error || error.Code === 'NoSuchKey') return { key, deleted: true }
      return { key, deleted: false, code: error.Code ?? 'Unknown', message: error.Message ?? 'S3 gave no reason.' }
    })
  } catch (error) {
    signal.throwIfAborted()
    throw await requests.explain(error, what)
  }
}

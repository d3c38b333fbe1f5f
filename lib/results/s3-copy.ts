import { CopyObjectCommand } from '@aws-sdk/client-s3'
import { readFault } from '@/lib/aws/errors'
import type { S3Requests } from './s3-requests'
import type { DeleteEntry } from './store'

/** Copies inside the bucket. The header that names the source is a URL path: every byte of the key is encoded. */
export async function copyS3Object(
  requests: S3Requests,
  from: DeleteEntry,
  to: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { bucket } = requests
  const doing = `copy s3://${bucket}/${from.key} to ${to}`
  const what = { operation: 'CopyObject', doing, action: 's3:PutObject' }
  const command = new CopyObjectCommand({
    Bucket: bucket,
    Key: to,
    CopySource: `${bucket}/${from.key.split('/').map(encodeURIComponent).join('/')}`,
    ...(from.ifVersion === undefined ? {} : { CopySourceIfMatch: `"${from.ifVersion}"` }),
  })
  try {
    await requests.send(what, signal, ({ client }) => client.send(command, { abortSignal: signal }))
    return true
  } catch (error) {
    signal.throwIfAborted()
    const { name, status } = readFault(error)
    if (status === 412 || (status === 404 && name !== 'NoSuchBucket')) return false
    throw await requests.explain(error, what)
  }
}

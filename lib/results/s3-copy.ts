import { CopyObjectCommand } from '@aws-sdk/client-s3'
import { readFault } from '@/lib/aws/errors'
import type { S3Requests } from './s3-requests'
import type { CopyTarget, DeleteEntry } from './store'

/** Copies inside the bucket. */
export function createS3Copy(requests: S3Requests) {
  const { bucket } = requests
  // S3 knows conditions on what a copy replaces since October 2025. Once a server has said that it does not, none are sent.
  let conditional = true

  return async function copy(from: DeleteEntry, to: CopyTarget, signal: AbortSignal): Promise<boolean> {
    const doing = `copy s3://${bucket}/${from.key} to ${to.key}`
    const what = { operation: 'CopyObject', doing, action: 's3:PutObject' }
    const ifAbsent = conditional && to.ifAbsent === true
    const command = new CopyObjectCommand({
      Bucket: bucket,
      Key: to.key,
      // The header that names the source is a URL path: every byte of the key is encoded.
      CopySource: `${bucket}/${from.key.split('/').map(encodeURIComponent).join('/')}`,
      ...(from.ifVersion === undefined ? {} : { CopySourceIfMatch: `"${from.ifVersion}"` }),
      ...(ifAbsent ? { IfNoneMatch: '*' } : {}),
    })
    try {
      await requests.send(what, signal, ({ client }) => client.send(command, { abortSignal: signal }))
      return true
    } catch (error) {
      signal.throwIfAborted()
      const { name, status } = readFault(error)
      if (ifAbsent && status === 501) {
        conditional = false
        return copy(from, to, signal)
      }
      // Somebody writes there at this moment.
      if (ifAbsent && name === 'ConditionalRequestConflict') return false
      if (status === 412 || (status === 404 && name !== 'NoSuchBucket')) return false
      throw await requests.explain(error, what)
    }
  }
}

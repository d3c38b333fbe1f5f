import { PutObjectCommand } from '@aws-sdk/client-s3'
import type { S3Options } from '@/lib/aws/options'
import { createS3Bucket } from './s3-bucket'
import { createS3Copy } from './s3-copy'
import { createS3Delete } from './s3-delete'
import { getS3Object } from './s3-get'
import { createS3List } from './s3-list'
import { createS3Requests, type S3RequestOptions } from './s3-requests'
import type { WholeStore } from './store'

/** Results in an S3 bucket, AWS's or any compatible server's. Keys travel to the letter, leading slashes included. */
export function createS3Store(options: S3Options, requestOptions: S3RequestOptions = {}): WholeStore {
  const { bucket, keyPrefix, aws } = options
  const requests = createS3Requests(bucket, aws, requestOptions)
  return {
    label: `s3://${bucket}/${keyPrefix}`,
    region: aws.region ?? null,
    list: createS3List(requests),
    get: (key, getOptions, signal) => getS3Object(requests, key, getOptions, signal),
    delete: createS3Delete(requests),
    copy: createS3Copy(requests),
    ...createS3Bucket(requests),
    async put(key, body, signal) {
      const what = { operation: 'PutObject', doing: `write s3://${bucket}/${key}`, action: 's3:PutObject' }
      try {
        const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: body })
        await requests.send(what, signal, ({ client }) => client.send(command, { abortSignal: signal }))
      } catch (error) {
        signal.throwIfAborted()
        throw await requests.explain(error, what)
      }
    },
  }
}

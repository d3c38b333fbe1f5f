import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { clientConfig } from '@/lib/aws/client-config'
import type { AwsOptions } from '@/lib/aws/options'

/**
 * What indexing is measured against: the same SDK client with the same settings, and nothing done with what comes.
 */
export function bareClient(aws: AwsOptions): S3Client {
  return new S3Client({
    ...clientConfig(aws),
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

export async function listAll(client: S3Client, bucket: string, prefix: string): Promise<number> {
  let listed = 0
  for await (const keys of pages(client, bucket, prefix)) listed += keys.length
  return listed
}

export async function readAll(client: S3Client, bucket: string, prefix: string, concurrency: number): Promise<number> {
  let bytes = 0
  const running = new Set<Promise<void>>()
  const read = async (key: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    bytes += (await Body?.transformToByteArray())?.length ?? 0
  }
  for await (const keys of pages(client, bucket, prefix)) {
    for (const key of keys) {
      const reading: Promise<void> = read(key).finally(() => running.delete(reading))
      running.add(reading)
      if (running.size >= concurrency) await Promise.race(running)
    }
  }
  await Promise.all(running)
  return bytes
}

async function* pages(client: S3Client, bucket: string, prefix: string): AsyncGenerator<string[]> {
  let token: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1000, ContinuationToken: token }),
    )
    yield (page.Contents ?? []).map(({ Key = '' }) => Key)
    token = page.NextContinuationToken
  } while (token !== undefined)
}

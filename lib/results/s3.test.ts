import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { startFauxqs } from 'fauxqs'
import { startEmulator } from '@/demo/emulator'
import { describeResultStore } from './conformance'
import { createS3Store } from './s3'

describeResultStore('s3', async () => {
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
  const endpoint = `http://127.0.0.1:${server.port}`
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const client = new S3Client({ endpoint, credentials, region: 'us-east-1', forcePathStyle: true })
  await client.send(new CreateBucketCommand({ Bucket: 'results' }))
  const aws = { endpoint, credentials, region: 'us-east-1' }
  const store = createS3Store({ kind: 's3', bucket: 'results', keyPrefix: 'p/', aws })
  return {
    store,
    put: async (key, body) => {
      await client.send(new PutObjectCommand({ Bucket: 'results', Key: key, Body: body }))
    },
    clear: async () => server.emptyBucket('results'),
    close: async () => {
      client.destroy()
      await server.stop()
    },
  }
})

describeResultStore('s3 with conditions on deletes and copies', async () => {
  const { url: endpoint, s3, close } = await startEmulator()
  s3.createBucket('results')
  const aws = { endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, region: 'us-east-1' }
  return {
    store: createS3Store({ kind: 's3', bucket: 'results', keyPrefix: 'p/', aws }),
    deletesByVersion: true,
    put: async (key, body) => void s3.putObject('results', key, Buffer.from(body)),
    clear: async () => {
      for (const { key } of s3.listObjects('results', { maxKeys: 1e9 }).objects) s3.deleteObject('results', key)
    },
    close,
  }
})

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createS3Store } from './s3'

type Answer = { status: number; xml: string }
const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }
const { signal } = new AbortController()
const refused = (status: number, code: string): Answer => ({
  status,
  xml: `<Error><Code>${code}</Code><Message>no</Message></Error>`,
})
const given = (xml: string): Answer => ({ status: 200, xml })

let server: Server
/** By the query parameter that names the question. */
let answers: Record<string, Answer>
let received: { asked: string; body: string; sizes: unknown }[]
let store: ReturnType<typeof createS3Store>

beforeEach(async () => {
  answers = {}
  received = []
  server = createServer(async (request, response) => {
    const asked = [...new URL(request.url ?? '', 'http://x').searchParams.keys()].find((key) => key in answers) ?? ''
    let body = ''
    for await (const chunk of request) body += chunk
    received.push({ asked, body, sizes: request.headers['x-amz-transition-default-minimum-object-size'] })
    const { status, xml } = answers[asked] ?? refused(403, 'AccessDenied')
    response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${xml}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const aws = { region: 'us-east-1', endpoint, credentials }
  store = createS3Store({ kind: 's3', bucket: 'shop', keyPrefix: '', aws })
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

it('tells how a bucket is set up', async () => {
  answers = {
    versioning: given('<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>'),
    encryption: given(
      '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>',
    ),
    'object-lock': refused(404, 'ObjectLockConfigurationNotFoundError'),
  }
  expect(await store.readBucket(signal)).toEqual({
    versioning: { known: true, value: 'suspended' },
    encryption: { known: true, value: 'aws:kms' },
    objectLock: { known: true, value: false },
  })
})

it('says why it does not know, and asks a server without the call only once', async () => {
  answers = { versioning: refused(501, 'NotImplemented') }
  const { versioning, encryption } = await store.readBucket(signal)
  expect(versioning).toEqual({ known: false, reason: 'This server does not tell the versioning of a bucket.' })
  expect(encryption).toMatchObject({ known: false, reason: expect.stringContaining('s3:GetEncryptionConfiguration') })
  expect(received.filter(({ asked }) => asked === 'versioning')).toHaveLength(1)
})

it('does not take an answer to something else for a bucket without settings', async () => {
  const listing = given('<ListBucketResult><Name>shop</Name></ListBucketResult>')
  answers = { versioning: listing, encryption: listing, 'object-lock': listing, lifecycle: listing }
  const facts = [...Object.values(await store.readBucket(signal)), await store.readLifecycle(signal)]
  expect(facts.map(({ known }) => known)).toEqual([false, false, false, false])
})

it('reads lifecycle rules and puts them back to the letter', async () => {
  const rules =
    '<Rule><ID>old</ID><Prefix>logs/</Prefix><Status>Enabled</Status><Expiration><Date>2027-01-01T00:00:00.000Z</Date></Expiration></Rule>' +
    '<Rule><ID>b</ID><Status>Disabled</Status><Filter><And><Prefix>x</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter><NoncurrentVersionExpiration><NoncurrentDays>3</NoncurrentDays></NoncurrentVersionExpiration></Rule>'
  answers = { lifecycle: given(`<LifecycleConfiguration>${rules}</LifecycleConfiguration>`) }
  const read = await store.readLifecycle(signal)
  if (!read.known) throw new Error(read.reason)
  await store.replaceLifecycle({ ...read.value, transitionMinimumSize: 'varies_by_storage_class' }, signal)
  const put = received.at(-1)
  expect(put?.sizes).toBe('varies_by_storage_class')
  for (const part of ['<ID>old</ID>', '<Prefix>logs/</Prefix>', '<NoncurrentDays>3</NoncurrentDays>', '<Key>k</Key>']) {
    expect(put?.body).toContain(part)
  }
  expect(put?.body).toMatch(/<Date>2027-01-01T00:00:00(\.000)?Z<\/Date>/)
})

it('knows a bucket without rules, and says what is denied', async () => {
  answers = { lifecycle: refused(404, 'NoSuchLifecycleConfiguration') }
  expect(await store.readLifecycle(signal)).toEqual({ known: true, value: { rules: [], transitionMinimumSize: null } })
  answers = { lifecycle: refused(403, 'AccessDenied') }
  expect(await store.readLifecycle(signal)).toMatchObject({
    known: false,
    reason: expect.stringContaining('s3:GetLifecycleConfiguration'),
  })
  const replacing = store.replaceLifecycle({ rules: [], transitionMinimumSize: null }, signal)
  await expect(replacing).rejects.toMatchObject({ code: 'access_denied' })
})

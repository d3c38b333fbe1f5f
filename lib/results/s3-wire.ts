import type { Readable } from 'node:stream'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { readableOf, readText } from './s3-body'

/** A GET on the bucket, or on one key of it. */
export type WireRequest = { key?: string; query?: Record<string, string>; headers?: Record<string, string> }
export type WireResponse = { status: number; headers: Record<string, string>; body: Readable }

type Handler = S3Client['config']['requestHandler']
type HttpRequest = Parameters<Handler['handle']>[0]

/**
 * What S3 answered instead of 2xx, in the shape of the SDK's own errors: `name` is S3's code, and toAppError reads it.
 */
export class S3AnswerError extends Error {
  readonly $metadata: { httpStatusCode: number; clockSkewCorrected?: boolean }
  readonly $response: { headers: Record<string, string> }
  readonly Region: string | undefined

  constructor(status: number, headers: Record<string, string>, xml: string) {
    const code = tag(xml, 'Code')
    super(`S3 answered ${status} ${code ?? ''}`.trim())
    this.name = code ?? 'Unknown'
    this.$metadata = { httpStatusCode: status }
    this.$response = { headers }
    this.Region = tag(xml, 'Region')
  }
}

/**
 * The two requests that a sweep makes by the thousand, without the command layer of the SDK: that takes three quarters
 * of the processor time of a GET, since it puts its middleware together anew for each one, and 20 ms to parse a listing
 * of 1,000 keys, during which a web process answers nobody. Address, region, credentials, signature and connections are
 * the SDK's all the same.
 */
export function createS3Wire(client: S3Client, bucket: string) {
  const { config } = client
  let template: Promise<HttpRequest> | undefined
  let signer: ReturnType<typeof config.signer> | undefined
  let clockOffsetMs = 0

  return async function send(wanted: WireRequest, signal: AbortSignal): Promise<WireResponse> {
    template ??= addressOf(client, bucket).catch((error) => {
      template = undefined
      throw error
    })
    signer ??= config.signer()
    const address = await template
    const request = {
      ...address,
      path: address.path + encodeKey(wanted.key ?? ''),
      query: wanted.query ?? {},
      headers: { host: hostOf(address), 'user-agent': 'tombstone', ...wanted.headers },
    }
    const signed = await (await signer).sign(request, { signingDate: new Date(Date.now() + clockOffsetMs) })
    const { response } = await config.requestHandler.handle(signed, { abortSignal: signal })
    const { statusCode: status, headers } = response
    const body = readableOf(response.body)
    if (status === 200 || status === 206) return { status, headers, body }

    const error = new S3AnswerError(status, headers, await readText(body, errorBytes))
    const serverMs = Date.parse(headers.date ?? '')
    if (error.name === 'RequestTimeTooSkewed' && Math.abs(serverMs - Date.now() - clockOffsetMs) > 60_000) {
      clockOffsetMs = serverMs - Date.now()
      error.$metadata.clockSkewCorrected = true
    }
    throw error
  }
}

const errorBytes = 65_536
const probeKey = 'x'

/** Lets the SDK work out the address of a key by its rules (endpoint, style, region), and stops it before it sends. */
async function addressOf(client: S3Client, bucket: string): Promise<HttpRequest> {
  const command = new GetObjectCommand({ Bucket: bucket, Key: probeKey })
  let address: HttpRequest | undefined
  command.middlewareStack.add(
    () => async (args) => {
      // At this step the request has been written; the SDK types it as unknown, because that depends on the protocol.
      address = args.request as HttpRequest
      return { response: {}, output: { $metadata: {} } }
    },
    { step: 'build', name: 'keepAddress', priority: 'high' },
  )
  await client.send(command)
  if (!address) throw new Error('The SDK has not written a request.')
  const path = address.path.slice(0, -probeKey.length)
  return { ...address, path, query: {}, headers: {}, body: undefined }
}

function hostOf({ hostname, port }: HttpRequest): string {
  return port === undefined ? hostname : `${hostname}:${port}`
}

/** Slashes stay as they are, doubled ones too; everything else is encoded as S3's signature wants it. */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

function tag(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
}

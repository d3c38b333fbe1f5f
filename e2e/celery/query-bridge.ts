import http from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Lets clients that speak SQS's older Query protocol (form in, XML out: boto3 before 1.28.82, boto2) talk to an emulator
 * that knows only the JSON protocol. Both see the same queues: only the protocol and the origin of queue URLs differ.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonParameters.html
 */
export async function startQueryBridge(emulatorUrl: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = http.createServer((request, response) => {
    answer(request, emulatorUrl, url).then(
      ({ status, xml }) => response.writeHead(status, { 'content-type': 'text/xml' }).end(xml),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an address that is an object.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Json = Record<string, unknown>

async function answer(
  request: http.IncomingMessage,
  inner: string,
  outer: string,
): Promise<{ status: number; xml: string }> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { pathname, searchParams } = new URL(request.url ?? '/', outer)
  const body = Buffer.concat(chunks).toString('utf8')
  const form = body ? new URLSearchParams(body) : searchParams
  const action = form.get('Action') ?? ''
  const queueUrl = form.get('QueueUrl') ?? (pathname.length > 1 ? outer + pathname : undefined)
  const input = { ...inputOf(form), QueueUrl: queueUrl?.replace(outer, inner) }
  const reply = await fetch(inner, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AmazonSQS.${action}`,
      authorization: request.headers.authorization ?? '',
    },
    body: JSON.stringify(input),
  })
  const text = await reply.text()
  const output: Json = text ? JSON.parse(text) : {}
  return { status: reply.status, xml: reply.ok ? successXml(action, output, inner, outer) : errorXml(output) }
}

const numbers = ['DelaySeconds', 'MaxNumberOfMessages', 'VisibilityTimeout', 'WaitTimeSeconds']

/** Members of lists and maps are numbered: `AttributeName.1`, `Attribute.1.Name`, `Attribute.1.Value`. */
function inputOf(form: URLSearchParams): Json {
  const input: Json = {}
  const attributes: Record<string, string> = {}
  const attributeNames: string[] = []
  for (const [key, value] of form) {
    const [, number] = /^Attribute\.(\d+)\.Name$/.exec(key) ?? []
    if (number) attributes[value] = form.get(`Attribute.${number}.Value`) ?? ''
    else if (key.startsWith('AttributeName.')) attributeNames.push(value)
    else if (!key.includes('.')) input[key] = numbers.includes(key) ? Number(value) : value
  }
  if (Object.keys(attributes).length > 0) input.Attributes = attributes
  if (attributeNames.length > 0) input.AttributeNames = attributeNames
  return input
}

function successXml(action: string, output: Json, inner: string, outer: string): string {
  const content = Object.entries(output)
    .map(([name, value]) => elements(name, value))
    .join('')
  return `<?xml version="1.0"?><${action}Response xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><${action}Result>${content.replaceAll(
    inner,
    outer,
  )}</${action}Result><ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></${action}Response>`
}

/** Lists are flat and named in the singular; a map of attributes is a list of names and values. */
function elements(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => elements(singular[name] ?? name, item)).join('')
  if (typeof value !== 'object' || value === null) return `<${name}>${escapeXml(String(value))}</${name}>`
  if (name === 'Attributes') {
    return Object.entries(value)
      .map(([key, text]) => `<Attribute>${elements('Name', key)}${elements('Value', text)}</Attribute>`)
      .join('')
  }
  return `<${name}>${Object.entries(value)
    .map(([key, inner]) => elements(key, inner))
    .join('')}</${name}>`
}

const singular: Record<string, string> = { QueueUrls: 'QueueUrl', Messages: 'Message' }

function errorXml({ __type, message }: Json): string {
  const code =
    String(__type ?? 'InternalError')
      .split('#')
      .pop() ?? ''
  return `<?xml version="1.0"?><ErrorResponse><Error><Type>Sender</Type>${elements('Code', queryCode(code))}${elements(
    'Message',
    message ?? '',
  )}</Error><RequestId>0</RequestId></ErrorResponse>`
}

/** The Query protocol has a name of its own for this error, and kombu looks for it. */
function queryCode(code: string): string {
  return code === 'QueueDoesNotExist' ? 'AWS.SimpleQueueService.NonExistentQueue' : code
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

function escapeXml(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => entities[character] ?? character)
}

/** What fauxqs's server (Fastify) gives a hook, as far as it is used here. */
type Request = { method: string; url: string; params: unknown; headers: Record<string, unknown>; body: unknown }
type Reply = {
  code(status: number): Reply
  header(name: string, value: string): Reply
  send(text?: string): unknown
}
type Server = {
  addHook(name: 'preHandler', hook: (request: Request, reply: Reply, done: () => void) => void): unknown
}

/** A bucket's lifecycle configuration as it was put, and what S3 keeps beside it in a header. */
type Lifecycle = { xml: string; minimumSize: string }

export type BucketSettings = {
  /** As PutBucketLifecycleConfiguration does: in place of whatever rules the bucket had. */
  putLifecycle(bucket: string, xml: string): void
}

const sizeHeader = 'x-amz-transition-default-minimum-object-size'
const usualSize = 'all_storage_classes_128K'
const mostRules = 1000
const encrypted = `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`

/**
 * What S3 tells of a bucket and fauxqs 1.9.2 does not: lifecycle rules, kept as they were put and never carried out; no
 * versioning, S3's default encryption and no object lock. `hasBucket`: any other one is left to fauxqs to refuse.
 */
export function addBucketSettings(server: Server, hasBucket: (bucket: string) => boolean): BucketSettings {
  const lifecycles = new Map<string, Lifecycle>()
  server.addHook('preHandler', (request, reply, done) => {
    const { bucket = '', '*': key = '' } = (request.params ?? {}) as Record<string, string>
    const asked = new URL(request.url, 'http://localhost').searchParams
    const subject = ['lifecycle', 'versioning', 'encryption', 'object-lock'].find((name) => asked.has(name))
    if (key !== '' || subject === undefined || !hasBucket(bucket)) return done()
    const refuse = (status: number, code: string) =>
      xml(reply.code(status), `<Error><Code>${code}</Code><Message>${code}</Message></Error>`)
    const known = lifecycles.get(bucket)
    switch (`${request.method} ${subject}`) {
      case 'GET lifecycle':
        if (!known) return refuse(404, 'NoSuchLifecycleConfiguration')
        return xml(reply.header(sizeHeader, known.minimumSize), known.xml)
      case 'PUT lifecycle': {
        const body = Buffer.isBuffer(request.body) ? request.body.toString() : String(request.body)
        const rules = body.split('<Rule>').length - 1
        if (rules < 1 || rules > mostRules || !body.includes('</LifecycleConfiguration>')) {
          return refuse(400, 'MalformedXML')
        }
        lifecycles.set(bucket, { xml: body, minimumSize: String(request.headers[sizeHeader] ?? usualSize) })
        return reply.code(200).send()
      }
      case 'DELETE lifecycle':
        lifecycles.delete(bucket)
        return reply.code(204).send()
      case 'GET versioning':
        return xml(reply, '<VersioningConfiguration></VersioningConfiguration>')
      case 'GET encryption':
        return xml(reply, encrypted)
      case 'GET object-lock':
        return refuse(404, 'ObjectLockConfigurationNotFoundError')
      default:
        return refuse(501, 'NotImplemented')
    }
  })
  return { putLifecycle: (bucket, text) => void lifecycles.set(bucket, { xml: text, minimumSize: usualSize }) }
}

function xml(reply: Reply, text: string): unknown {
  return reply.header('content-type', 'application/xml').send(`<?xml version="1.0" encoding="UTF-8"?>${text}`)
}

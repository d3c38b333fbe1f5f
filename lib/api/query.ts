import { z } from 'zod'
import { parsePythonJson, sliceOf } from '@/lib/celery/python-json'
import { AppError } from '@/lib/errors'

/** For routes that take no parameter but the app. */
export const appQuery = z.object({ app: z.string().optional() })

/**
 * Reads query parameters by a schema. A parameter whose schema is an array may be repeated; any other one may not.
 * Throws `bad_request` naming the parameter: unknown ones are refused, because a misspelt filter that is silently
 * ignored answers a question nobody asked.
 */
export function parseQuery<Shape extends z.ZodRawShape>(
  url: URL,
  schema: z.ZodObject<Shape>,
): z.output<z.ZodObject<Shape>> {
  const raw: Record<string, string | string[]> = {}
  for (const name of new Set(url.searchParams.keys())) {
    // Not every name of a query is one of ours: `constructor` exists on any object.
    const field = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined
    if (!field) {
      const known = Object.keys(schema.shape).join(', ')
      throw new AppError('bad_request', `Unknown parameter "${name}". Known here: ${known || 'none'}.`, {
        details: { field: name },
      })
    }
    const values = url.searchParams.getAll(name)
    if (takesMany(field)) raw[name] = values
    else if (values.length === 1 && values[0] !== undefined) raw[name] = values[0]
    else
      throw new AppError('bad_request', `Parameter "${name}" was given ${values.length} times; give it once.`, {
        details: { field: name },
      })
  }
  return parseFields(raw, schema)
}

const bodyCapBytes = 2_000_000

/**
 * Reads a JSON body by a schema. An empty body counts as `{}`. The fields named in `asText` reach the schema as the text
 * they have in the body, unless they are strings already: integers above 2^53 in arguments stay what they are.
 */
export async function parseBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  asText: string[] = [],
): Promise<z.output<Schema>> {
  const text = await readBody(request)
  if (text.trim() === '') return parseFields({}, schema)
  const parsed = parsePythonJson(text)
  if (parsed.kind !== 'parsed' || parsed.value.kind !== 'object') {
    throw new AppError('bad_request', 'The request body is not a JSON object.')
  }
  const fields: Record<string, unknown> = Object.create(null)
  for (const [name, value] of parsed.value.entries) {
    const source = sliceOf(text, value)
    fields[name] = asText.includes(name) && value.kind !== 'string' ? source : parseStrictly(name, source)
  }
  return parseFields({ ...fields }, schema)
}

function parseStrictly(name: string, source: string): unknown {
  try {
    return JSON.parse(source)
  } catch (cause) {
    throw new AppError('bad_request', `"${name}" is not valid JSON.`, { cause, details: { field: name } })
  }
}

/** Stops reading where the body is too large, whatever the client says of its length. */
async function readBody(request: Request): Promise<string> {
  if (!request.body) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > bodyCapBytes) throw new AppError('too_large', 'The request body is above 2 MB.')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parseFields<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const unknownKey = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const field = unknownKey ?? issue?.path.join('.') ?? ''
  const reason = unknownKey ? 'is not known here' : (issue?.message ?? 'is not valid')
  throw new AppError('bad_request', field ? `"${field}": ${reason}.` : `The request is not valid: ${reason}.`, {
    details: { field },
  })
}

function takesMany(field: z.core.$ZodType): boolean {
  const inner = field._zod.def
  if (inner.type === 'array') return true
  return 'innerType' in inner && takesMany((inner as z.core.$ZodDefaultDef).innerType)
}

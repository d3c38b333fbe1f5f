import { z } from 'zod'
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
    const field = schema.shape[name]
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

/** Reads a JSON body by a schema. An empty body counts as `{}`. */
export async function parseBody<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const text = await request.text()
  if (text.length > 2_000_000) throw new AppError('too_large', 'The request body is above 2 MB.')
  let value: unknown = {}
  try {
    if (text !== '') value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad_request', 'The request body is not valid JSON.', { cause })
  }
  return parseFields(value, schema)
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

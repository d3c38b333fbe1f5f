import type { LifecycleRule } from './retention-rule'
import { inOrder } from './rule-diff'

/**
 * The whole configuration for Terraform's AWS provider (`aws_s3_bucket_lifecycle_configuration`). It replaces all rules
 * of the bucket, as S3 does, so rules of others stand in it as well. Field names are S3's in snake case, except those
 * in `renamed`.
 */
export function lifecycleTerraform(bucket: string, rules: LifecycleRule[]): string {
  return [
    'resource "aws_s3_bucket_lifecycle_configuration" "results" {',
    `  bucket = ${quoted(bucket)}`,
    ...rules.flatMap((rule) => ['', ...block('rule', ruleFields(rule), '  ')]),
    '}',
    '',
  ].join('\n')
}

const renamed: Record<string, string> = { ID: 'id', Transitions: 'transition' }
/** Blocks that are repeated, one for each entry. */
const repeated: Record<string, string> = {
  Transitions: 'transition',
  NoncurrentVersionTransitions: 'noncurrent_version_transition',
}

/** The provider wants a filter in every rule; one of the whole bucket is empty. */
function ruleFields(rule: LifecycleRule): Record<string, unknown> {
  const { Prefix, ...others } = inOrder(rule)
  return { ...others, Filter: rule.Filter ?? (typeof Prefix === 'string' && Prefix ? { Prefix } : {}) }
}

function block(name: string, fields: Record<string, unknown>, indent: string): string[] {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
  const inner = `${indent}  `
  const lines = entries.flatMap(([key, value]) => {
    if (key === 'Tags') return tags(value, inner)
    if (Array.isArray(value)) return value.flatMap((each) => block(repeated[key] ?? snake(key), record(each), inner))
    if (typeof value === 'object' && !(value instanceof Date)) return block(snake(key), record(value), inner)
    return [`${inner}${snake(key)} = ${literal(value)}`]
  })
  return lines.length === 0 ? [`${indent}${name} {}`] : [`${indent}${name} {`, ...lines, `${indent}}`]
}

function tags(value: unknown, indent: string): string[] {
  const pairs = Array.isArray(value) ? value.map(record) : []
  return [
    `${indent}tags = {`,
    ...pairs.map(({ Key, Value }) => `${indent}  ${quoted(String(Key))} = ${quoted(String(Value ?? ''))}`),
    `${indent}}`,
  ]
}

function literal(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return quoted(value instanceof Date ? value.toISOString() : String(value))
}

/** A string of HCL: "${" and "%{" would begin a template. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, (sign) => sign + sign)
}

function snake(name: string): string {
  return renamed[name] ?? name.replace(/(?<!^)([A-Z])/g, '_$1').toLowerCase()
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

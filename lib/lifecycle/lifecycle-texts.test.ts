import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type LifecycleRule, mergeLifecycleRule, retentionLifecycleRules } from './retention-rule'
import { lifecycleDiff, lifecycleJson } from './rule-diff'
import { lifecycleTerraform } from './terraform'

const merge = (rules: LifecycleRule[], days: number) =>
  retentionLifecycleRules('r/', days).reduce(mergeLifecycleRule, rules)

it('shows only the line that changes', () => {
  const before = merge([{ ID: 'other', Status: 'Enabled' }], 7)
  const changed = lifecycleDiff(before, merge(before, 30)).filter(({ kind }) => kind !== 'same')
  expect(changed.map(({ kind, text }) => `${kind} ${text.trim()}`)).toEqual([
    'removed "Days": 7',
    'added "Days": 30',
    'removed "Days": 7',
    'added "Days": 30',
  ])
})

it('is, without what it removes, the JSON that is put', () => {
  const rule = fc.record({ ID: fc.string(), Prefix: fc.string(), Days: fc.nat() })
  fc.assert(
    fc.property(fc.array(rule), fc.integer({ min: 1, max: 99 }), (rules, days) => {
      const merged = merge(rules, days)
      const kept = lifecycleDiff(rules, merged).filter(({ kind }) => kind !== 'removed')
      expect(kept.map(({ text }) => text).join('\n')).toBe(lifecycleJson(merged))
    }),
  )
})

it('writes Terraform, with rules of others and without templates', () => {
  const others: LifecycleRule[] = [
    {
      ID: `a $${'{b}'} "c"`,
      Status: 'Enabled',
      Filter: { And: { Prefix: 'x/', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeGreaterThan: 5 } },
      Transitions: [
        { Days: 30, StorageClass: 'STANDARD_IA' },
        { Days: 90, StorageClass: 'GLACIER' },
      ],
      NoncurrentVersionExpiration: { NoncurrentDays: 3 },
    },
    { ID: 'all', Status: 'Disabled', Prefix: '', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 2 } },
  ]
  expect(lifecycleTerraform('shop', [...others, ...retentionLifecycleRules('r/', 7).slice(0, 1)])).toBe(
    `resource "aws_s3_bucket_lifecycle_configuration" "results" {
  bucket = "shop"

  rule {
    id = "a $$\{b} \\"c\\""
    status = "Enabled"
    filter {
      and {
        prefix = "x/"
        tags = {
          "k" = "v"
        }
        object_size_greater_than = 5
      }
    }
    transition {
      days = 30
      storage_class = "STANDARD_IA"
    }
    transition {
      days = 90
      storage_class = "GLACIER"
    }
    noncurrent_version_expiration {
      noncurrent_days = 3
    }
  }

  rule {
    id = "all"
    status = "Disabled"
    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
    filter {}
  }

  rule {
    id = "celery-task-meta-r/"
    status = "Enabled"
    filter {
      prefix = "r/celery-task-meta-"
    }
    expiration {
      days = 7
    }
  }
}
`,
  )
})

import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  type LifecycleRule as S3LifecycleRule,
  type TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3'
import { readFault } from '@/lib/aws/errors'
import { isNotImplemented } from './s3-errors'
import type { S3Requests, Ways } from './s3-requests'
import type { BucketSettings, LifecycleConfiguration, ResultStore, StoreFact } from './store'

type BucketAbilities = Required<Pick<ResultStore, 'readBucket' | 'readLifecycle' | 'replaceLifecycle'>>

/** undefined: the server answered, but not to what it was asked. */
type Reading<T> = (ways: Ways, abort: { abortSignal: AbortSignal }) => Promise<T | undefined>

/** How the bucket is set up, and its lifecycle rules. */
export function createS3Bucket(requests: S3Requests): BucketAbilities {
  const { bucket } = requests

  /**
   * Some servers ignore a query parameter they do not know and answer 200 with something else, in which the SDK then
   * finds nothing; S3 itself never answers with nothing, except about versioning.
   */
  async function read<T>(
    { subject, operation, action }: { subject: string; operation: string; action: string },
    nothing: { code: string; value: T } | null,
    signal: AbortSignal,
    reading: Reading<T>,
  ): Promise<{ fact: StoreFact<T>; ignored: boolean }> {
    const what = { operation, doing: `read the ${subject} of bucket ${bucket}`, action }
    const unknown = (reason: string, ignored: boolean) => ({ fact: { known: false, reason } as const, ignored })
    const known = (value: T) => ({ fact: { known: true, value } as const, ignored: false })
    const unheard = notTold(subject)
    try {
      const value = await requests.send(what, signal, (ways) => reading(ways, { abortSignal: signal }))
      return value === undefined ? unknown(unheard, true) : known(value)
    } catch (error) {
      signal.throwIfAborted()
      if (nothing && readFault(error).name === nothing.code) return known(nothing.value)
      if (isNotImplemented(error)) return unknown(unheard, false)
      return unknown((await requests.explain(error, what)).message, false)
    }
  }

  const readEncryption = (signal: AbortSignal) =>
    read(
      { subject: 'encryption', operation: 'GetBucketEncryption', action: 's3:GetEncryptionConfiguration' },
      { code: 'ServerSideEncryptionConfigurationNotFoundError', value: 'none' },
      signal,
      async ({ client }, abort) => {
        const answer = await client.send(new GetBucketEncryptionCommand({ Bucket: bucket }), abort)
        const [rule] = answer.ServerSideEncryptionConfiguration?.Rules ?? []
        return rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm
      },
    )

  const readVersioning = (signal: AbortSignal) =>
    read<'off' | 'enabled' | 'suspended'>(
      { subject: 'versioning', operation: 'GetBucketVersioning', action: 's3:GetBucketVersioning' },
      null,
      signal,
      async ({ client }, abort) => {
        const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }), abort)
        return Status === 'Enabled' ? 'enabled' : Status === 'Suspended' ? 'suspended' : 'off'
      },
    )

  const readObjectLock = (signal: AbortSignal) =>
    read(
      {
        subject: 'object lock',
        operation: 'GetObjectLockConfiguration',
        action: 's3:GetBucketObjectLockConfiguration',
      },
      { code: 'ObjectLockConfigurationNotFoundError', value: false },
      signal,
      async ({ client }, abort) => {
        const answer = await client.send(new GetObjectLockConfigurationCommand({ Bucket: bucket }), abort)
        const enabled = answer.ObjectLockConfiguration?.ObjectLockEnabled
        return enabled === undefined ? undefined : enabled === 'Enabled'
      },
    )

  return {
    async readBucket(signal): Promise<BucketSettings> {
      const [versioning, encryption, objectLock] = await Promise.all([
        readVersioning(signal),
        readEncryption(signal),
        readObjectLock(signal),
      ])
      // "Never versioned" has no words of its own: a server that ignores the other questions ignored this one as well.
      const silent =
        versioning.fact.known && versioning.fact.value === 'off' && (encryption.ignored || objectLock.ignored)
      return {
        versioning: silent ? { known: false, reason: notTold('versioning') } : versioning.fact,
        encryption: encryption.fact,
        objectLock: objectLock.fact,
      }
    },

    async readLifecycle(signal) {
      const { fact } = await read<LifecycleConfiguration>(
        {
          subject: 'lifecycle rules',
          operation: 'GetBucketLifecycleConfiguration',
          action: 's3:GetLifecycleConfiguration',
        },
        { code: 'NoSuchLifecycleConfiguration', value: { rules: [], transitionMinimumSize: null } },
        signal,
        async ({ client }, abort) => {
          const answer = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }), abort)
          if (!answer.Rules) return undefined
          const rules = answer.Rules.map((rule) => ({ ...rule }))
          return { rules, transitionMinimumSize: answer.TransitionDefaultMinimumObjectSize ?? null }
        },
      )
      return fact
    },

    async replaceLifecycle({ rules, transitionMinimumSize }, signal) {
      const doing = `replace the lifecycle rules of bucket ${bucket}`
      const what = { operation: 'PutBucketLifecycleConfiguration', doing, action: 's3:PutLifecycleConfiguration' }
      const command = new PutBucketLifecycleConfigurationCommand({
        Bucket: bucket,
        // They are S3's own, as readLifecycle gave them, and one of lib/lifecycle.
        LifecycleConfiguration: { Rules: rules as unknown as S3LifecycleRule[] },
        ...(transitionMinimumSize === null
          ? {}
          : { TransitionDefaultMinimumObjectSize: transitionMinimumSize as TransitionDefaultMinimumObjectSize }),
      })
      try {
        await requests.send(what, signal, ({ client }) => client.send(command, { abortSignal: signal }))
      } catch (error) {
        signal.throwIfAborted()
        throw await requests.explain(error, what)
      }
    },
  }
}

const notTold = (subject: string) => `This server does not tell the ${subject} of a bucket.`

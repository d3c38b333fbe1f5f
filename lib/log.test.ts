import { expect, it } from 'vitest'
import { AppError } from './errors'
import { openLog } from './log'

function logged(err: unknown): string {
  const lines: string[] = []
  openLog('info', { write: (line: string) => void lines.push(line) }).error({ err }, 'request')
  return lines.join('')
}

it('keeps what AWS said of a signature out of the log, at any depth', () => {
  const vendor = Object.assign(new Error('canonical: x-amz-security-token:SESSIONTOKEN'), {
    name: 'InvalidSignatureException',
    $metadata: { httpStatusCode: 403 },
  })
  const ours = new AppError('upstream', 'SQS refused the credentials.', { cause: vendor })
  expect(logged(ours)).toContain('SQS refused the credentials.')
  expect(logged(ours)).toContain('InvalidSignatureException')
  for (const error of [ours, vendor]) expect(logged(error)).not.toContain('SESSIONTOKEN')
})

it('says where an error of our own came from', () => {
  expect(logged(new TypeError('x is not a function'))).toMatch(/TypeError.*log\.test\.ts/)
})

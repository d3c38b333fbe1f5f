import { afterEach, expect, it, vi } from 'vitest'
import { clientConfig, defaultRegion } from './client-config'

afterEach(() => vi.unstubAllEnvs())

/** No profile of the machine the tests run on. */
function withoutProfiles(): void {
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent')
  vi.stubEnv('AWS_PROFILE', undefined)
  vi.stubEnv('AWS_REGION', undefined)
}

it('takes the region of the environment', async () => {
  withoutProfiles()
  vi.stubEnv('AWS_REGION', 'eu-central-1')
  expect(await defaultRegion()).toBe('eu-central-1')
})

it('falls back to the region kombu falls back to', async () => {
  withoutProfiles()
  expect(await defaultRegion()).toBe('us-east-1')
})

it('sets only what the settings say, so that the rest comes from the SDK', () => {
  expect(clientConfig({ region: 'eu-west-1' })).not.toHaveProperty('credentials')
  expect(clientConfig({ region: 'eu-west-1' })).not.toHaveProperty('endpoint')
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
  expect(clientConfig({ endpoint: 'http://127.0.0.1:4566', credentials })).toMatchObject({
    endpoint: 'http://127.0.0.1:4566',
    credentials,
    region: defaultRegion,
  })
})

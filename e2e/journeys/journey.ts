import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { type APIRequestContext, test as base, expect } from '@playwright/test'
import { basePath, bucket, region } from '@/demo/cloud'
import { isRemoval, type LoggedRequest } from '@/demo/request-log'
import { taskKey } from '@/lib/celery/result-key'
import type { TaskDetail, TaskList, TaskSummary } from '@/lib/contract/tasks'
import { resultDocument, type StoredResult } from './stored-result'

export { expect }

// The SDK's notice about future Node versions has no place among the results.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'

/** The bucket the demo's dashboard looks at. What a journey puts there is gone again when the journeys have ended. */
type ShopBucket = {
  /** Stores a result as a worker would; its task id. */
  put(result: StoredResult): Promise<string>
  /** The requests in the emulator's log that asked to remove the result of one of these tasks. */
  removalsOf(taskIds: string[]): Promise<LoggedRequest[]>
}

/** The dashboard's API, for what a journey has to know or to wait for besides the screen. */
export type DashboardApi = {
  tasks(params: Record<string, string>): Promise<TaskList>
  /** The newest task that fits. Fails where there is none. */
  newest(params: Record<string, string>): Promise<TaskSummary>
  task(taskId: string): Promise<TaskDetail>
  /** The status of an answer for this id. */
  statusOf(taskId: string): Promise<number>
  /** Waits until the sync has found so many tasks of this name. */
  waitForIndexed(name: string, count: number): Promise<void>
  request: APIRequestContext
}

type PerWorker = { shopBucket: ShopBucket; api: DashboardApi }
type PerTest = { pageErrors: Error[] }

/** A page on which a journey happens. An exception nobody caught fails it, whatever it was about. */
export const test = base.extend<PerTest, PerWorker>({
  shopBucket: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern.
    async ({}, use) => {
      const endpoint = `http://127.0.0.1:${process.env.E2E_EMULATOR_PORT}`
      const s3 = new S3Client({
        endpoint,
        region,
        credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
        forcePathStyle: true,
      })
      const keys: string[] = []
      await use({
        async put(result) {
          const { taskId, body } = resultDocument(result)
          const key = taskKey(basePath, taskId)
          keys.push(key)
          await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }))
          return taskId
        },
        async removalsOf(taskIds) {
          const requests: LoggedRequest[] = await (await fetch(`${endpoint}/-/requests`)).json()
          const names = (one: LoggedRequest) => [one.url, ...one.keys].join(' ')
          return requests.filter((one) => isRemoval(one) && taskIds.some((id) => names(one).includes(id)))
        },
      })
      await Promise.all(keys.map((Key) => s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))))
      s3.destroy()
    },
    { scope: 'worker' },
  ],

  api: [
    async ({ playwright }, use, { project }) => {
      const request = await playwright.request.newContext({ baseURL: project.use.baseURL })
      const path = (taskId: string) => `/api/v1/tasks/${encodeURIComponent(taskId)}`
      const tasks = async (params: Record<string, string>): Promise<TaskList> => {
        const answer = await request.get('/api/v1/tasks', { params })
        await expect(answer).toBeOK()
        return answer.json()
      }
      await use({
        request,
        tasks,
        async newest(params) {
          const { items } = await tasks({ ...params, limit: '1' })
          const [first] = items
          if (!first) throw new Error(`The demo has no task with ${JSON.stringify(params)}.`)
          return first
        },
        async task(taskId) {
          const answer = await request.get(path(taskId))
          await expect(answer).toBeOK()
          return answer.json()
        },
        async statusOf(taskId) {
          return (await request.get(path(taskId))).status()
        },
        async waitForIndexed(name, count) {
          await expect.poll(async () => (await tasks({ name, limit: '1' })).total.count).toBe(count)
        },
      })
      await request.dispose()
    },
    { scope: 'worker' },
  ],

  pageErrors: [
    async ({ page }, use) => {
      const errors: Error[] = []
      page.on('pageerror', (error) => errors.push(error))
      await use(errors)
      expect(errors).toEqual([])
    },
    { auto: true },
  ],
})

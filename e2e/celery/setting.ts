import { startEmulator } from '@/demo/emulator'
import { bucket, celeryConf, dashboardEnvironment } from './configuration'
import { type Dashboard, startDashboard, until } from './dashboard'
import { type Fact, parseFact, parseSent, type Sent } from './facts'
import { runScript, startWorker, type Worker } from './python'
import { startQueryBridge } from './query-bridge'

/** Everything that plays together: emulator, bridge, a Celery worker, the dashboard. */
export type Setting = {
  dashboard: Dashboard
  /** S3 and SQS, for what neither a worker nor the dashboard does. */
  emulatorUrl: string
  /** Sends the tasks of send.py and waits until each has the state it is to reach. */
  sendTasks(which: 'full' | 'small'): Promise<Sent[]>
  /** What Celery's own AsyncResult says. */
  facts(taskIds: string[]): Promise<Fact[]>
  waitForState(taskId: string, state: string): Promise<Fact>
  groupMembers(groupId: string): Promise<unknown>
  /** A script of the app folder, run to its end: the JSON values it printed. */
  runApp(args: string[]): Promise<unknown[]>
  /** Ends the worker and starts another one with these settings on top. */
  restartWorker(more: object): Promise<void>
  stop(): Promise<void>
}

/** `idle`: no worker runs before restartWorker is called. */
export async function openSetting(python: string, { idle = false } = {}): Promise<Setting> {
  const emulator = await startEmulator()
  const bridge = await startQueryBridge(emulator.url)
  await fetch(`${emulator.url}/${bucket}`, { method: 'PUT' })
  let conf = celeryConf(bridge.url, emulator.url)
  let worker: Worker | undefined
  let dashboard: Dashboard | undefined
  const stop = async () => {
    await dashboard?.stop()
    await worker?.stop()
    await bridge.close()
    await emulator.close()
  }
  try {
    if (!idle) worker = await startWorker(python, conf)
    dashboard = await startDashboard(dashboardEnvironment(emulator.url))
  } catch (error) {
    await stop()
    throw error
  }
  const facts = async (taskIds: string[]) =>
    (await runScript(python, conf, ['facts.py'], JSON.stringify(taskIds))).map(parseFact)
  return {
    dashboard,
    emulatorUrl: emulator.url,
    facts,
    async sendTasks(which) {
      const sent = (await runScript(python, conf, ['send.py', which])).map(parseSent)
      const tasks = sent.filter(({ state }) => state !== 'GROUP')
      await until(60, 'each task has the state it is to reach', async () => {
        const found = await facts(tasks.map(({ id }) => id))
        return found.every(({ state }, index) => state === tasks[index]?.state)
      })
      return sent
    },
    async waitForState(taskId, state) {
      let last: Fact | undefined
      await until(30, `${taskId} is ${state}`, async () => {
        ;[last] = await facts([taskId])
        return last?.state === state
      })
      if (!last) throw new Error(`Celery knows nothing of ${taskId}.`)
      return last
    },
    runApp: (args) => runScript(python, conf, args),
    async groupMembers(groupId) {
      const [members] = await runScript(python, conf, ['group.py', groupId])
      return members
    },
    async restartWorker(more) {
      await worker?.stop()
      conf = celeryConf(bridge.url, emulator.url, more)
      worker = await startWorker(python, conf)
    },
    stop,
  }
}

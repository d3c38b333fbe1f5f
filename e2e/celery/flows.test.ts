import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { group, workflow } from '@/lib/contract/workflows'
import { known, taskPath } from './answers'
import { celeryVersion, findPython } from './python'
import { openSetting, type Setting } from './setting'

/** What flows.py prints. */
const flow = z.object({
  kind: z.string(),
  root: z.string(),
  tasks: z.record(z.string(), z.tuple([z.string(), z.string().nullable(), z.number().nullable()])),
  edges: z.array(z.tuple([z.string(), z.string()])),
  chords: z.array(z.tuple([z.string(), z.string()])),
})

const python = findPython()
if (!python) {
  console.warn('SKIPPED: no Python with celery, boto3 and pycurl.')
  describe('workflows of a real Celery worker', () => it.skip('are drawn (no Python with Celery here)'))
} else {
  const setting = await openSetting(python)
  afterAll(() => setting.stop())
  await describeFlows(setting, celeryVersion(python)).catch(async (error: unknown) => {
    await setting.stop()
    throw error
  })
}

async function describeFlows({ dashboard, runApp }: Setting, version: string): Promise<void> {
  const flows = z.array(flow).parse(await runApp(['flows.py']))
  await dashboard.sync()
  const sorted = (edges: (readonly [string, string])[]) => edges.map((edge) => edge.join(' → ')).sort()
  const drawn = (taskId: string) => dashboard.get(`${taskPath(taskId)}/workflow`, workflow)

  describe(`A workflow of Celery ${version} is drawn as its result objects describe it`, () => {
    it.each(flows)('$kind', async ({ root, tasks, edges, chords }) => {
      const { nodes, edges: shown, truncated } = await drawn(root)
      expect(truncated).toBe(false)
      // A chord's body is started by celery.chord_unlock, which stores nothing but is named as its parent.
      const unlocks = Object.keys(tasks).filter((id) => tasks[id]?.[0] === 'PENDING')
      expect(unlocks).toHaveLength(chords.length)
      const joined = chords.map(([header, body]) => [`group:${header}`, `task:${body}`] as const)
      const started = chords.map(([, body], at) => [`task:${unlocks[at]}`, `task:${body}`] as const)
      expect(sorted(shown.map(({ from, to }) => [from, to] as const))).toEqual(
        sorted([...edges, ...joined, ...started]),
      )
      expect(shown.filter(({ kind }) => kind === 'chord').map(({ from, to }) => [from, to])).toEqual(joined)

      const seen = nodes.flatMap(({ taskId, state, name, retries }) =>
        taskId === null ? [] : [[taskId, [state ?? 'PENDING', name, retries]] as const],
      )
      const said = Object.entries(tasks).map(([id, fact]) =>
        unlocks.includes(id) ? [id, ['PENDING', 'celery.chord_unlock', null]] : [id, fact],
      )
      expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(said))
    })

    // The body of a chord names celery.chord_unlock as its parent, of which Celery 5.2 stores nothing that leads further up.
    it('whichever of its tasks is asked about, but the body of a chord', async () => {
      for (const { root, tasks, chords } of flows) {
        const whole = await drawn(root)
        const asked = Object.keys(tasks).filter((id) => tasks[id]?.[0] !== 'PENDING' && chords[0]?.[1] !== id)
        for (const id of asked) {
          const { nodes } = await drawn(id)
          expect(nodes.map((node) => node.id).sort()).toEqual(whole.nodes.map((node) => node.id).sort())
        }
      }
    })

    it('and a group says how far it is', async () => {
      for (const { root, edges } of flows) {
        const groups = new Set(edges.flatMap(([from]) => (from.startsWith('group:') ? [from] : [])))
        for (const id of groups) {
          const parent = known(
            edges.find(([, to]) => to === id),
            `parent of ${id}`,
          )[0].replace('task:', '')
          const members = edges.filter(([from]) => from === id).map(([, to]) => to.replace('task:', ''))
          const path = `/groups/${encodeURIComponent(id.replace('group:', ''))}?parent=${encodeURIComponent(parent)}`
          const told = await dashboard.get(path, group)
          expect([root, told.total, told.done, told.failed, told.missing]).toEqual([
            root,
            members.length,
            members.length,
            0,
            0,
          ])
          expect(told.members.map(({ taskId }) => taskId).sort()).toEqual(members.sort())
        }
      }
    })
  })
}

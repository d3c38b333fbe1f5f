import { afterAll, describe, expect, it } from 'vitest'
import { parsePythonJson } from '@/lib/celery/python-json'
import { writePythonJson } from '@/lib/celery/write-python-json'
import { taskDetail } from '@/lib/contract/tasks'
import { known, taskPath } from './answers'
import { whatCelerySays, whatIsSeen } from './compare'
import { celeryVersion, findPython } from './python'
import { openSetting, type Setting } from './setting'

const python = findPython()
if (!python) {
  describe('a Celery worker that stores pickles', () =>
    it.skip('is seen (no Python with celery, boto3 and pycurl here)'))
} else {
  const setting = await openSetting(python)
  afterAll(() => setting.stop())
  await describePickles(setting, celeryVersion(python)).catch(async (error: unknown) => {
    await setting.stop()
    throw error
  })
}

/** A bucket whose app has changed its serializer: JSON first, pickle since. */
async function describePickles(setting: Setting, version: string): Promise<void> {
  const { dashboard } = setting
  const before = await setting.sendTasks('small')
  await setting.restartWorker({
    result_serializer: 'pickle',
    accept_content: ['json', 'pickle'],
    result_accept_content: ['json', 'pickle'],
  })
  const pickled = await setting.sendTasks('small')
  const all = [...before, ...pickled].map(({ id }) => id)
  const facts = new Map((await setting.facts(all)).map((fact) => [fact.id, fact]))
  await dashboard.sync()

  describe(`Celery ${version}, moved from JSON to pickle`, () => {
    it.each(pickled)('reads the pickle of $case', async ({ id, case: name }) => {
      const fact = known(facts.get(id), id)
      const seen = await dashboard.get(taskPath(id), taskDetail)
      expect([seen.serializer, seen.problem]).toEqual(['pickle', null])
      const { exception, ...others } = whatCelerySays(fact)
      expect(whatIsSeen(seen, fact)).toMatchObject(others)
      expect([seen.exceptionDetail?.type, seen.exceptionDetail?.module]).toEqual([exception?.type, exception?.module])
      // What JSON has a shape for is the same to the letter; the rest is described.
      const plain = ['value: none', 'value: bigint', 'value: unicode', 'value: dict', 'value: nan', 'value: deep']
      if (plain.includes(name)) expect(ascii(seen.result?.json)).toBe(fact.result)
    })

    it.each(before)('still reads the JSON of $case', async ({ id, state }) => {
      const seen = await dashboard.get(taskPath(id), taskDetail)
      expect(seen).toMatchObject({ serializer: 'json', state, problem: null })
    })
  })
}

/** The same JSON with Python's escapes. */
function ascii(json = ''): string {
  const parsed = parsePythonJson(json)
  return parsed.kind === 'parsed' ? writePythonJson(parsed.value, { ascii: true }) : parsed.message
}

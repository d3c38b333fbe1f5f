import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from './client'
import { postgresqlDriver } from './postgresql'
import { describeDatabases } from './testing'
import { databaseTrouble } from './trouble'
import { inWriteTransaction } from './write-transaction'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Where nothing listens: a closed port, two of them behind one name, and a socket that is not there. */
const awayUrls = {
  'a closed port': 'postgresql://user:hunter2@127.0.0.1:1/db',
  'a name with several addresses': 'postgresql://user:hunter2@localhost:1/db',
  'a missing socket': 'postgresql://user:hunter2@localhost/db?host=/nowhere/at/all',
  'an unknown host': 'postgresql://user:hunter2@no-such-host.invalid/db',
}

async function thrownBy(work: () => Promise<unknown>): Promise<Error> {
  const error = await work().catch((thrown) => thrown)
  if (error instanceof Error) return error
  throw new Error('Nothing was thrown.')
}

async function clientOf(url: string) {
  const { reader, writer } = await postgresqlDriver(url).connect()
  closers.push(() => reader.$disconnect())
  return { reader, writer }
}

describe.each(Object.entries(awayUrls))('A server that is away behind %s', (_, url) => {
  it('is the trouble of the database for readers', async () => {
    const { reader } = await clientOf(url)
    for (const read of [() => reader.task.count(), () => reader.$queryRaw`SELECT 1`]) {
      const trouble = databaseTrouble(await thrownBy(read))
      expect(trouble).toMatchObject({
        code: 'database',
        message: expect.stringMatching(/^The database cannot be reac/),
      })
      expect(trouble?.message).not.toMatch('hunter2')
    }
  })

  it('and for writers', async () => {
    const { writer } = await clientOf(url)
    const error = await thrownBy(() => inWriteTransaction(writer, 'The index', 'app', async () => {}))
    expect(error).toMatchObject({ code: 'database', message: expect.stringMatching(/^The index cannot be reached/) })
  })
})

it('A server that hangs up is the trouble of the database', async () => {
  const server = createServer((socket: Socket) => socket.destroy())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(async () => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { reader, writer } = await clientOf(`postgresql://user:hunter2@127.0.0.1:${port}/db`)
  expect(databaseTrouble(await thrownBy(() => reader.task.count()))).toMatchObject({ code: 'database' })
  const error = await thrownBy(() => inWriteTransaction(writer, 'The index', 'app', async () => {}))
  expect(error).toMatchObject({ code: 'database' })
})

describeDatabases('A statement the database refuses', (databases) => {
  it('is the trouble of the database', async () => {
    const url = await databases.freshUrl()
    const database = await openDatabase(url)
    closers.push(() => database.close())
    const error = await thrownBy(() => database.reader.$queryRawUnsafe('SELECT * FROM "no_such_table"'))
    expect(databaseTrouble(error)).toMatchObject({ code: 'database' })
  })
})

it('Other errors are not', () => {
  const missingFile = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', syscall: 'open' })
  for (const error of [new TypeError('x is not a function'), missingFile, new AggregateError([]), 'text', null]) {
    expect(databaseTrouble(error)).toBeNull()
  }
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { Prisma } from '@/prisma/generated/sqlite/client'
import { openDatabase } from './client'
import { describeDatabases } from './testing'

const folder = mkdtempSync(path.join(tmpdir(), 'tombstone-client-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function refusal(url: string): Promise<{ code: string; message: string }> {
  const database = await openDatabase(url).catch((error) => error)
  if (database instanceof Error && 'code' in database) return { code: String(database.code), message: database.message }
  await database.close()
  throw new Error(`${url} could be opened.`)
}

describeDatabases('A database', (databases) => {
  it('opens again and again and keeps what was written', async () => {
    const url = await databases.freshUrl()
    const first = await openDatabase(url)
    await first.write('app', async () => {})
    await first.write('app', async () => {})
    await first.close()
    const { reader, dialect } = await databases.open(url)
    expect(await reader.app.findMany()).toEqual([{ id: 'app', writeSeq: 2n }])
    expect(dialect.name).toBe(databases.kind)
  })

  it('finds text whatever its case, wildcards and backslashes in it', async () => {
    const database = await databases.open()
    const values = ['app.Send_Mail', 'app.other', '100%', 'C:\\temp', "it's"]
    await database.write('app', async (tx) => {
      await tx.dimension.createMany({
        data: values.map((value) => ({ appId: 'app', kind: 'name', value, firstSeenMs: 1n, lastSeenMs: 1n })),
      })
    })
    const found = async (text: string) => {
      const holds = database.dialect.holdsIgnoringCase(Prisma.sql`"value"`, text)
      const rows = await database.reader.$queryRaw<{ value: string }[]>`SELECT "value" FROM "dimension" WHERE ${holds}`
      return rows.map(({ value }) => value)
    }
    for (const [text, value] of [
      ['SEND', 'app.Send_Mail'],
      ['d_m', 'app.Send_Mail'],
      ['00%', '100%'],
      ['C:\\', 'C:\\temp'],
      ["T'S", "it's"],
    ] as const) {
      expect(await found(text)).toEqual([value])
    }
    expect(await found('nothing')).toEqual([])
  })
})

describe('A SQLite database', () => {
  it('is created with its folder', async () => {
    const database = await openDatabase(`file:${path.join(folder, 'new', 'deep', 'x.db')}?connection_limit=1`)
    expect(await database.reader.app.count()).toBe(0)
    await database.close()
  })

  it('lets readers go on while something is written, and survives a power cut', async () => {
    const database = await openDatabase(`file:${path.join(folder, 'wal.db')}`)
    expect(await database.reader.$queryRaw`PRAGMA journal_mode`).toEqual([{ journal_mode: 'wal' }])
    await database.close()
  })

  it('says why it cannot be used', async () => {
    const text = path.join(folder, 'text.db')
    writeFileSync(text, 'This is no database, only a text that is longer than the header of one. '.repeat(20))
    expect(await refusal(`file:${text}`)).toEqual({
      code: 'database',
      message: `The SQLite file ${text} is not a SQLite database. Point DATABASE_URL at another path; the file is created by itself.`,
    })
    const below = path.join(text, 'x.db')
    expect((await refusal(`file:${below}`)).message).toMatch('a part of its path is a file, not a folder')
    const place = path.join(folder, 'folder.db')
    mkdirSync(place)
    expect((await refusal(`file:${place}`)).message).toMatch(/folder\.db cannot be opened or created/)
    expect(await refusal('file:')).toMatchObject({ code: 'database', message: expect.stringMatching('names no file') })
    expect(await refusal('file::memory:')).toMatchObject({ message: expect.stringMatching('names no file') })
  })
})

describe('Another URL', () => {
  it('is refused with the two that exist, and without being shown', async () => {
    const { message } = await refusal('mysql://user:secret@host/db')
    expect(message).toBe('DATABASE_URL must begin with "file:" (SQLite) or "postgresql://".')
  })
})

const server = inject('postgresqlUrl')

describe.skipIf(server === null)('A PostgreSQL database', () => {
  const at = (change: (url: URL) => void) => {
    const url = new URL(server ?? '')
    change(url)
    return url.toString()
  }

  it('may be one schema of many', async () => {
    const name = `Tombstone Üb-${Math.random().toString(36).slice(2)}`
    const url = at(({ searchParams }) => {
      searchParams.set('schema', name)
      searchParams.set('connection_limit', '3')
    })
    const database = await openDatabase(url)
    await database.write('app', async () => {})
    await database.close()
    const again = await openDatabase(url)
    expect(await again.reader.app.count()).toBe(1)
    const tables = await again.reader
      .$queryRaw`SELECT 1 FROM pg_tables WHERE schemaname = ${name} AND tablename = 'task'`
    expect(tables).toHaveLength(1)
    await again.write('app', (tx) => tx.$executeRawUnsafe(`DROP SCHEMA "${name.replaceAll('"', '""')}" CASCADE`))
    await again.close()
  })

  it('says why it cannot be used, and never the password', async () => {
    const wrong = await refusal(at((url) => Object.assign(url, { password: 'hunter2-wrong' })))
    expect(wrong.code).toBe('database')
    expect(wrong.message).toMatch('refused the user name or the password')
    const missing = await refusal(at((url) => Object.assign(url, { pathname: '/nowhere' })))
    expect(missing.message).toMatch(/^The PostgreSQL database "nowhere" at .* does not exist\./)
    const unreachable = await refusal('postgresql://user:hunter2@127.0.0.1:1/db')
    expect(unreachable.message).toMatch(/^The PostgreSQL database "db" at 127\.0\.0\.1:1 cannot be reached: nothing/)
    const unknown = await refusal('postgresql://user:hunter2@no-such-host.invalid/db')
    expect(unknown.message).toMatch('the host name is not known')
    const malformed = await refusal('postgresql://user:hun/ter2@host:x/db')
    expect(malformed.message).toMatch('DATABASE_URL is not a valid URL')
    for (const { message } of [wrong, missing, unreachable, unknown, malformed]) {
      expect(message).not.toMatch(/hun.?ter2|secret/)
    }
  })

  it('says so where something else answers', async () => {
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address()
        resolve(typeof address === 'object' && address ? address.port : 0)
      })
    })
    const { code, message } = await refusal(`postgresql://user:hunter2@127.0.0.1:${port}/db`)
    other.close()
    expect(code).toBe('database')
    expect(message).toMatch(/^The PostgreSQL database "db" at 127\.0\.0\.1:\d+ /)
    expect(message).not.toMatch('hunter2')
  })
})

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** A server on which the tests may create databases; null where there is none. */
    postgresqlUrl: string | null
  }
}

/**
 * Gives all test files of a run one PostgreSQL server: the one of TEST_POSTGRES_URL, or a throw-away cluster made from
 * the binaries of this machine. Where neither can be had, the tests that need it are skipped, and this says so.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.TEST_POSTGRES_URL
  if (given) {
    project.provide('postgresqlUrl', given)
    return
  }
  try {
    const { url, stop } = await startCluster(findBinaries())
    project.provide('postgresqlUrl', url)
    return stop
  } catch (error) {
    console.warn(`\n  SKIPPING every test on PostgreSQL: ${error instanceof Error ? error.message : error}\n`)
    project.provide('postgresqlUrl', null)
  }
}

export type TestServer = {
  url: string
  /** Ends it and removes everything. */
  stop(): Promise<void>
  /** Ends it at once, as a crash does; what was committed stays. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
}

/** A throw-away server of one's own. Throws where this machine has no PostgreSQL. */
export function startServer(): Promise<TestServer> {
  return startCluster(findBinaries())
}

function findBinaries(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const folder = versions.map((version) => path.join(root, version, 'bin')).find((bin) => existsSync(`${bin}/initdb`))
  if (folder) return folder
  throw new Error('set TEST_POSTGRES_URL, or install PostgreSQL (Debian: apt install postgresql).')
}

/** PostgreSQL refuses to run as root; its packages bring a user for it. */
function unprivilegedUser(): { uid?: number; gid?: number } {
  if (userInfo().uid !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

async function startCluster(binaries: string): Promise<TestServer> {
  const user = unprivilegedUser()
  const folder = mkdtempSync(path.join(tmpdir(), 'tombstone-pg-'))
  const data = path.join(folder, 'data')
  const passwordFile = path.join(folder, 'password')
  writeFileSync(passwordFile, 'secret\n')
  for (const place of [folder, passwordFile]) {
    if (user.uid !== undefined && user.gid !== undefined) chownSync(place, user.uid, user.gid)
  }
  // A password, so that the tests see a wrong one refused; a linguistic default collation, so that they see whether key
  // columns are compared by bytes nevertheless.
  execFileSync(
    path.join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--no-sync'].concat(
      ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US'],
    ),
    { ...user, cwd: folder, stdio: 'pipe' },
  )
  const launch = () =>
    spawn(
      path.join(binaries, 'postgres'),
      ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'shared_buffers=32MB'],
      { ...user, cwd: folder, stdio: 'ignore' },
    )
  let server = launch()
  const url = `postgresql://postgres:secret@localhost/postgres?host=${folder}`
  const remove = () => rmSync(folder, { recursive: true, force: true })
  // A run that is interrupted does not come to its end, but its process does.
  const abandon = () => {
    server.kill('SIGQUIT')
    remove()
  }
  process.once('exit', abandon)
  const stop = async () => {
    await ended(server)
    process.off('exit', abandon)
    remove()
  }
  await waitUntilReady(url, server).catch(async (error) => {
    await stop()
    throw error
  })
  return {
    url,
    stop,
    goAway: () => ended(server),
    async comeBack() {
      server = launch()
      await waitUntilReady(url, server)
    },
  }
}

async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new Client(url)
    try {
      await client.connect()
      await client.end()
      return
    } catch (cause) {
      if (server.exitCode !== null || attempt > 300) throw new Error('PostgreSQL did not start.', { cause })
      await sleep(100)
    }
  }
}

function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    // Immediate shutdown: nothing of it is wanted any more.
    server.kill('SIGQUIT')
  })
}

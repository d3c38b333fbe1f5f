import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { runCommand } from './run-command.mjs'

/**
 * What the tests need beside npm packages, with the Debian packages that bring it. Each can be missing: then its tests are
 * skipped, loudly.
 */
const services = [
  {
    name: 'a browser',
    packages: ['chromium'],
    isThere: () => findBrowser() !== null,
    without: 'the browser journeys',
  },
  {
    name: 'PostgreSQL',
    packages: ['postgresql'],
    isThere: () => Boolean(process.env.TEST_POSTGRES_URL) || hasInitdb(),
    without: 'the tests on PostgreSQL',
  },
  {
    name: 'a Celery worker that can use SQS and S3',
    packages: ['python3-celery', 'python3-boto3', 'python3-pycurl'],
    isThere: () =>
      [process.env.CELERY_PYTHON, '/usr/bin/python3', 'python3'].some(
        (python) => python && succeeds(python, '-c', 'import celery, boto3, pycurl'),
      ),
    without: 'the tests with real Celery',
  },
]

/** Installs what is missing where that is possible, and says in capitals what stays missing. */
export async function setUp() {
  const missing = () => services.filter(({ isThere }) => !isThere())
  if (missing().length > 0 && process.getuid?.() === 0 && succeeds('apt-get', '--version')) {
    const packages = missing().flatMap((service) => service.packages)
    console.log(`Installing ${packages.join(' ')} …`)
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    const steps = [
      ['update', '-q'],
      ['install', '-y', '-q', '--no-install-recommends', ...packages],
    ]
    for (const args of steps) {
      const { code, output } = await runCommand('apt-get', args, { env, quiet: true, timeoutSeconds: 300 })
      if (code !== 0) console.log(output.split('\n').slice(-8).join('\n'))
    }
  }
  if (findBrowser() === null) {
    console.log('Trying to download a browser for Playwright …')
    await runCommand('npx', ['playwright', 'install', 'chromium'], { quiet: true, timeoutSeconds: 180 })
  }
  for (const { name, packages, without } of missing()) {
    console.warn(`\n  !!! SKIPPING ${without.toUpperCase()}: there is no way to get ${name} here.`)
    console.warn(`  !!! On Debian: apt-get install ${packages.join(' ')}\n`)
  }
}

/** The browser the journeys will use: one named, Debian's, or Playwright's own (its path is then not needed). */
export function findBrowser() {
  const named = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find((file) => file && existsSync(file))
  return named ?? (hasPlaywrightBrowser() ? 'playwright' : null)
}

function hasPlaywrightBrowser() {
  const script = "require('node:fs').accessSync(require('@playwright/test').chromium.executablePath())"
  return succeeds(process.execPath, '--input-type=commonjs', '-e', script)
}

function hasInitdb() {
  const root = '/usr/lib/postgresql'
  return existsSync(root) && readdirSync(root).some((version) => existsSync(`${root}/${version}/bin/initdb`))
}

function succeeds(command, ...args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0
}

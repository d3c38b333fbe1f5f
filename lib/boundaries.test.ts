import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * Imports point down (architecture.md). Each rule: files under `from` may import only what matches `may`
 * (project paths without "@/", packages by name; `node:` needs its own entry).
 */
const root = path.resolve(import.meta.dirname, '..')
const core = ['lib/celery/', 'lib/stats/', 'lib/cost/', 'lib/search/', 'lib/events/']
const ports = [
  'lib/results/store',
  'lib/broker/broker',
  'lib/event-queue/event-queue',
  'lib/inventory/inventory',
  'lib/sync/index-port',
]
const rules: { from: string[]; may: string[]; except?: string[] }[] = [
  {
    from: ['lib/celery/'],
    may: ['lib/celery/', 'yaml', 'node:zlib', 'node:crypto'],
  },
  { from: ['lib/stats/', 'lib/search/', 'lib/events/'], may: core },
  { from: ['lib/cost/'], may: [...core, 'zod'] },
  { from: ['lib/contract/'], may: ['lib/contract/', ...core, 'zod'] },
  {
    from: ['lib/sync/'],
    may: ['lib/sync/', ...core, ...ports, 'lib/errors', 'lib/log', 'node:'],
    except: ['lib/sync/embedded.ts', 'lib/sync/cli.ts'],
  },
  { from: ['lib/inventory/'], may: ['lib/inventory/', ...core, 'lib/results/store', 'lib/errors', 'zod', 'node:'] },
  {
    from: ['components/', 'lib/client/'],
    may: [
      'components/',
      'lib/client/',
      'lib/contract/',
      ...core,
      'react',
      'react-dom',
      'next',
      '@tanstack/',
      'radix-ui',
      'lucide-react',
      'sonner',
      'recharts',
      'clsx',
      'cmdk',
      'zod',
    ],
  },
]
const notBelowDoors = /^(lib|components)\//

function sources(dir: string): string[] {
  return readdirSync(path.join(root, dir), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
}

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  return [...text.matchAll(/(?<!['"])\b(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, specifier = '']) => {
    if (specifier.startsWith('@/')) return specifier.slice(2)
    if (specifier.startsWith('.')) return path.normalize(path.join(path.dirname(file), specifier))
    return specifier
  })
}

const files = ['lib', 'components', 'app'].flatMap(sources)

describe('imports point down', () => {
  it('finds files to check', () => expect(files.length).toBeGreaterThan(10))

  for (const { from, may, except = [] } of rules) {
    it(`${from.join(', ')} import only what lies below them`, () => {
      const wrong = files
        .filter((file) => from.some((prefix) => file.startsWith(prefix)) && !except.includes(file))
        .filter((file) => !/\/(conformance|testing)\b/.test(file))
        .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
        .filter(({ target }) => !may.some((prefix) => target === prefix || target.startsWith(prefix)))
      expect(wrong).toEqual([])
    })
  }

  it('nothing below the doors imports app/', () => {
    const wrong = files.filter(
      (file) => notBelowDoors.test(file) && importsOf(file).some((target) => target.startsWith('app/')),
    )
    expect(wrong).toEqual([])
  })

  it('only lib/config.ts reads the environment', () => {
    const wrong = files.filter(
      (file) =>
        file !== 'lib/config.ts' &&
        // Of the build, not of the environment: the bundler replaces it.
        file !== 'lib/contract/version.ts' &&
        // What only tests run may have variables of its own.
        !/\/testing\b/.test(file) &&
        /process\.env/.test(readFileSync(path.join(root, file), 'utf8')),
    )
    // instrumentation.ts, outside lib, reads NEXT_RUNTIME, which the bundler replaces.
    expect(wrong).toEqual([])
  })

  it('the browser gets no schemas: zod is a sixth of what the task list may ship', () => {
    const runtimeImport = /^import (?!type )[^']*? from '(zod|@\/lib\/contract\/(?!values'|version')[^']*)'/gm
    const wrong = files
      .filter((file) => /^(components|lib\/client)\//.test(file))
      // A form on a page of its own, which says what the contract says of it.
      .filter((file) => file !== 'components/retention/rules.model.ts')
      .flatMap((file) => {
        const text = readFileSync(path.join(root, file), 'utf8')
        return [...text.matchAll(runtimeImport)].map(([, target]) => ({ file, target }))
      })
    expect(wrong).toEqual([])
  })
})

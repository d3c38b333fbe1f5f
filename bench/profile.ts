import { readFileSync } from 'node:fs'
import { filesOf } from './measurement'

type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
  timeDeltas: number[]
}

export type ProfileShares = {
  total: number
  parts: [part: string, share: number][]
  functions: [name: string, share: number][]
}

const parts: [part: string, place: RegExp][] = [
  ['AWS SDK', /node_modules\/(@aws-sdk|@smithy|@aws-crypto|fast-xml-parser|strnum)/],
  ['Prisma', /node_modules\/(@prisma|prisma)|prisma\/generated/],
  ['database driver', /node_modules\/(better-sqlite3|pg|pg-\w+|postgres-\w+)\//],
  ['decoding (lib/celery)', /\/lib\/celery\//],
  ['index (lib/db)', /\/lib\/db\//],
  ['sweep (lib/sync)', /\/lib\/sync\//],
  ['store (lib/results)', /\/lib\/results\//],
  ['Node.js', /^node:/],
]

/** Where the processor spent its time, by part of the program and by function, from `node --cpu-prof` files. */
export function readProfile(folder: string): ProfileShares {
  const byPart = new Map<string, number>()
  const byFunction = new Map<string, number>()
  let total = 0
  for (const file of filesOf(folder)) {
    const profile: Profile = JSON.parse(readFileSync(file, 'utf8'))
    const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]))
    profile.samples.forEach((id, at) => {
      const frame = frames.get(id)
      const micros = profile.timeDeltas[at] ?? 0
      if (!frame || ['(idle)', '(program)', '(root)'].includes(frame.functionName)) return
      total += micros
      add(byPart, partOf(frame), micros)
      add(byFunction, `${frame.functionName || '(anonymous)'} ${placeOf(frame.url)}`, micros)
    })
  }
  return { total, parts: largest(byPart, total, 12), functions: largest(byFunction, total, 12) }
}

function partOf({ functionName, url }: { functionName: string; url: string }): string {
  if (functionName === '(garbage collector)') return 'garbage collection'
  return parts.find(([, place]) => place.test(url))?.[0] ?? (url === '' ? 'native code' : 'other')
}

const placeOf = (url: string) => url.replace(/^.*\/node_modules\//, '').replace(/^.*\/(lib|bench|prisma)\//, '$1/')

function add(sums: Map<string, number>, name: string, value: number): void {
  sums.set(name, (sums.get(name) ?? 0) + value)
}

function largest(sums: Map<string, number>, total: number, count: number): [string, number][] {
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, value]) => [name, value / total])
}

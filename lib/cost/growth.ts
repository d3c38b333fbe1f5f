import { type StoredClass, storageCost } from './storage-cost'

/** What was stored on a UTC day, in days since the epoch. */
export type DayPoint = { day: number; objects: number; bytes: number }

export type Growth =
  | {
      known: true
      objectsPerDay: number
      bytesPerDay: number
      projections: { days: 30 | 90; objects: number; bytes: number; dollarsPerMonth: number | null }[]
      basis: string
    }
  | { known: false; reason: string }

/** Two days make a line through any two numbers; one busy day among few says nothing of the next month. */
const leastDays = 4

/**
 * A straight line through daily snapshots (least squares), and where it leads from what is stored now. It knows nothing
 * of weekends or of a policy that is about to begin. Projected classes keep today's shares.
 */
export function growthOf(points: DayPoint[], now: StoredClass[], region: string | null): Growth {
  const days = points.map(({ day }) => day)
  const span = points.length === 0 ? 0 : Math.max(...days) - Math.min(...days) + 1
  if (points.length < leastDays) {
    const so = points.length === 1 ? 'one day' : `${points.length} days`
    return { known: false, reason: `Snapshots of ${leastDays} days are needed to tell; there are those of ${so}.` }
  }
  const objectsPerDay = slope(points.map(({ day, objects }) => [day, objects]))
  const bytesPerDay = slope(points.map(({ day, bytes }) => [day, bytes]))
  const [objectsNow, bytesNow] = [sum(now, 'objects'), sum(now, 'bytes')]
  const projections = ([30, 90] as const).map((ahead) => {
    const objects = Math.max(0, Math.round(objectsNow + objectsPerDay * ahead))
    const bytes = objects === 0 ? 0 : Math.max(0, Math.round(bytesNow + bytesPerDay * ahead))
    const classes = scaled(now, objects, bytes)
    return { days: ahead, objects, bytes, dollarsPerMonth: storageCost(classes, region).dollarsPerMonth }
  })
  const missing = span === points.length ? '' : ` (of ${span}; the others have none)`
  const basis = `A straight line through the snapshots of ${points.length} days${missing}.`
  return { known: true, objectsPerDay, bytesPerDay, projections, basis }
}

/** The classes at another size, each with its share of now; all Standard where nothing is stored now. */
function scaled(now: StoredClass[], objects: number, bytes: number): StoredClass[] {
  const [objectsNow, bytesNow] = [sum(now, 'objects'), sum(now, 'bytes')]
  if (objectsNow === 0 || bytesNow === 0) return [{ storageClass: 'STANDARD', objects, bytes }]
  return now.map((some) => ({
    storageClass: some.storageClass,
    objects: (some.objects / objectsNow) * objects,
    bytes: (some.bytes / bytesNow) * bytes,
  }))
}

function slope(points: [number, number][]): number {
  const meanX = points.reduce((all, [x]) => all + x, 0) / points.length
  const meanY = points.reduce((all, [, y]) => all + y, 0) / points.length
  const above = points.reduce((all, [x, y]) => all + (x - meanX) * (y - meanY), 0)
  const below = points.reduce((all, [x]) => all + (x - meanX) ** 2, 0)
  return below === 0 ? 0 : above / below
}

const sum = (classes: StoredClass[], key: 'objects' | 'bytes') => classes.reduce((all, some) => all + some[key], 0)

import type { Advice } from './advice'
import { breakEvenBytes, type StoredClass, storageCost } from './storage-cost'
import { transitionOf } from './transition'
import { bytesInWords, countInWords, dollarsInWords } from './words'

const leastDollars = 0.01

/** Where another storage class would cost less than the one results lie in, and where it only seems so. */
export function classAdvice(classes: StoredClass[], region: string | null): Advice[] {
  return classes.flatMap((stored) => {
    if (stored.objects === 0) return []
    if (stored.storageClass === 'STANDARD') return infrequentInstead(stored, region)
    if (stored.storageClass === 'REDUCED_REDUNDANCY') return reducedRedundancy(stored, region)
    return tooSmall(stored, region)
  })
}

const costAs = (stored: StoredClass, storageClass: string, region: string | null) =>
  storageCost([{ ...stored, storageClass }], region).dollarsPerMonth

function infrequentInstead(stored: StoredClass, region: string | null): Advice[] {
  const [standard, infrequent] = [costAs(stored, 'STANDARD', region), costAs(stored, 'STANDARD_IA', region)]
  const least = breakEvenBytes('STANDARD_IA', region)
  if (standard === null || infrequent === null || least === null) return []
  const averageBytes = stored.bytes / stored.objects
  const numbers = { averageBytes, breakEvenBytes: least, standardDollars: standard, standardIaDollars: infrequent }
  const move = transitionOf(stored, 'STANDARD_IA', region)
  const saved = (move.dollarsBefore ?? 0) - (move.dollarsAfter ?? 0)
  if (saved >= leastDollars) {
    const fee =
      move.feeDollars === null
        ? 'What moving them costs is not known for this region.'
        : `Moving them costs ${dollarsInWords(move.feeDollars)} once.`
    return [
      {
        code: 'storage_class',
        sentence: `${countInWords(move.objects)} results are 128 KB or larger, ${bytesInWords(move.bytes)} together: Standard-IA would save ${dollarsInWords(saved)} a month, if they are kept for 30 days or more and hardly read. ${fee}`,
        dollarsPerMonth: saved,
        numbers: {
          ...numbers,
          objects: move.objects,
          ...(move.feeDollars === null ? {} : { transitionDollars: move.feeDollars }),
        },
        q: null,
      },
    ]
  }
  if (infrequent - standard < leastDollars) return []
  return [
    {
      code: 'storage_class',
      sentence: `Leave results in Standard: in Standard-IA, where the smallest billed size is 128 KB, these would cost ${dollarsInWords(infrequent)} a month in place of ${dollarsInWords(standard)}. They are ${bytesInWords(averageBytes)} on average, and it begins to pay above ${bytesInWords(least)}.`,
      dollarsPerMonth: null,
      numbers,
      q: null,
    },
  ]
}

function tooSmall(stored: StoredClass, region: string | null): Advice[] {
  const [present, standard] = [costAs(stored, stored.storageClass, region), costAs(stored, 'STANDARD', region)]
  if (present === null || standard === null || present - standard < leastDollars) return []
  const averageBytes = stored.bytes / stored.objects
  const least = breakEvenBytes(stored.storageClass, region)
  return [
    {
      code: 'storage_class',
      sentence: `${countInWords(stored.objects)} results in ${stored.storageClass} cost ${dollarsInWords(present)} a month; in Standard they would cost ${dollarsInWords(standard)}, because they are only ${bytesInWords(averageBytes)} on average.`,
      dollarsPerMonth: present - standard,
      numbers: {
        objects: stored.objects,
        averageBytes,
        presentDollars: present,
        standardDollars: standard,
        ...(least === null ? {} : { breakEvenBytes: least }),
      },
      q: null,
    },
  ]
}

/** Dearer than Standard in some regions and cheaper in others; less durable everywhere. */
function reducedRedundancy(stored: StoredClass, region: string | null): Advice[] {
  const [present, standard] = [costAs(stored, 'REDUCED_REDUNDANCY', region), costAs(stored, 'STANDARD', region)]
  if (present === null || standard === null) return []
  const numbers = { objects: stored.objects, reducedDollars: present, standardDollars: standard }
  const what = `${countInWords(stored.objects)} results in Reduced Redundancy cost ${dollarsInWords(present)} a month`
  const sentence =
    present >= standard
      ? `${what}; in Standard they would cost ${dollarsInWords(standard)} and be more durable.`
      : `${what}, ${dollarsInWords(standard - present)} less than in Standard, and S3 may lose one in 10,000 a year.`
  return [
    {
      code: 'reduced_redundancy',
      sentence,
      dollarsPerMonth: present > standard ? present - standard : null,
      numbers,
      q: null,
    },
  ]
}

import { json, read } from '@/lib/api/route'
import { getHealth } from '@/lib/queries/get-health'

export const GET = read(async ({ runtime }) => json(await getHealth(runtime.database)))

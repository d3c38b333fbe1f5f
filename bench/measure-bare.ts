import { bareClient, readAll } from './bare-loop'
import { type BareResult, markedCostOf, maxRssMb } from './measurement'
import { benchAws, benchBucket, benchPrefix } from './settings'

// Lists and reads everything, throws it away, and reports what that cost.
const [port = '', concurrency = ''] = process.argv.slice(2)
const client = bareClient(benchAws(Number(port)))
const { cost, value } = await markedCostOf(() => readAll(client, benchBucket, benchPrefix, Number(concurrency)))
const result: BareResult = { bare: cost, bytes: value, maxRssMb: maxRssMb() }
process.send?.(result)
process.disconnect()
client.destroy()

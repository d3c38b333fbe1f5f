import { throughputHeight } from '@/components/charts/throughput-chart'
import { FigureRow, figureCell } from '@/components/ui/figure-row'
import { Skeleton } from '@/components/ui/skeleton'

const five = [0, 1, 2, 3, 4]

/** The overview's size and lines, without its numbers. */
export function OverviewSkeleton() {
  return (
    <>
      <FigureRow>
        {five.map((index) => (
          <li key={index} className={`${figureCell} py-3`}>
            <span className="flex h-4 items-center">
              <Skeleton className="h-3 w-20" />
            </span>
            <span className="flex h-[34px] items-center">
              <Skeleton className="h-6 w-28" />
            </span>
            <span className="flex h-4 items-center">
              <Skeleton className="h-3 w-32" />
            </span>
          </li>
        ))}
      </FigureRow>
      <div>
        <Skeleton className="mt-1 mb-2 h-5 w-40" />
        <Skeleton className="mt-3 mb-2 h-4 w-72" />
        <div style={{ height: throughputHeight }} className="pt-2">
          <Skeleton className="h-[164px] w-full opacity-60" />
        </div>
      </div>
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
        {[0, 1].map((index) => (
          <div key={index}>
            <Skeleton className="mb-3 h-5 w-28" />
            {five.map((row) => (
              <Skeleton key={row} className="mb-2 h-7 w-full" />
            ))}
          </div>
        ))}
      </div>
    </>
  )
}

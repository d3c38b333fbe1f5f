import { Skeleton } from '@/components/ui/skeleton'

/** The page's shape before its task has come: the same heights, so that nothing moves when it does. */
export function TaskSkeleton({ taskId }: { taskId: string }) {
  return (
    <div aria-busy="true">
      <span className="sr-only">Loading task {taskId}</span>
      <div className="flex flex-wrap items-start gap-3 pt-4 pb-2">
        <div className="flex-1 basis-80">
          <Skeleton className="h-7 w-[28rem] max-w-full" />
        </div>
        <Skeleton className="h-8 w-72 max-md:h-10 max-md:w-full" />
      </div>
      <Skeleton className="h-7 w-80 max-w-full" />
      <Skeleton className="mt-1.5 h-5 w-[32rem] max-w-full" />
      <div className="mt-4 border-line border-t pt-4 max-md:hidden">
        <Skeleton className="h-14 w-[44rem] max-w-full" />
      </div>
      <div className="mt-4 grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_300px]">
        <Lines />
        <Lines />
      </div>
    </div>
  )
}

function Lines() {
  return (
    <div className="flex flex-col gap-3 border-line border-t pt-4">
      <Skeleton className="h-5 w-40" />
      {['w-11/12', 'w-3/5', 'w-4/5', 'w-1/2', 'w-2/3'].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  )
}

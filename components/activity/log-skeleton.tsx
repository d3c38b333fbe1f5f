import { Skeleton } from '@/components/ui/skeleton'

/** Lines of the size of those that come. */
export function LogSkeleton() {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((index) => (
    <div key={index} className="flex h-9 items-center gap-6 border-line border-b">
      <Skeleton className="h-4 w-20" />
      <Skeleton className="h-4 flex-1" />
      <Skeleton className="h-4 w-14" />
    </div>
  ))
}

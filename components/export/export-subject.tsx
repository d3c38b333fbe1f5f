import { InertText } from '@/components/json/inert-text'
import type { TaskSearch } from '@/lib/client/task-search'
import { searchWords } from './export.model'

/** Which tasks a file will hold, in words. */
export function ExportSubject({ search, count }: { search: TaskSearch; count: string | null }) {
  const { query, span, order } = searchWords(search)
  return (
    <div className="mb-4">
      <p>
        {[count ? `${count[0]?.toUpperCase()}${count.slice(1)}` : 'The tasks', span].filter(Boolean).join(' ')}, {order}
        {query ? ', that match:' : '.'}
      </p>
      {query && (
        <p className="mt-1 break-words font-mono text-list">
          <InertText text={query} oneLine />
        </p>
      )}
    </div>
  )
}

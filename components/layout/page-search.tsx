'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { SearchBox } from '@/components/tasks/search-box'
import { completeTaskSearch, tasksHref } from '@/lib/client/task-search'
import { parseWindow } from '@/lib/contract/values'

/** The search of every screen but the task list: what it finds opens there, in the window looked at here. */
export function PageSearch() {
  const router = useRouter()
  const params = useSearchParams()
  const window = parseWindow(params.get('window'))
  const search = completeTaskSearch({ app: params.get('app'), window })
  return (
    <div className="w-56 max-md:hidden xl:w-72">
      <SearchBox
        search={search}
        states={[]}
        stays={false}
        onChange={(change) => router.push(tasksHref(change(search)))}
      />
    </div>
  )
}

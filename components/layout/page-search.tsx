'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { SearchBox } from '@/components/tasks/search-box'
import { completeTaskSearch, tasksHref } from '@/lib/client/task-search'
import { windowName } from '@/lib/contract/common'

/** The search of every screen but the task list: what it finds opens there, in the window looked at here. */
export function PageSearch() {
  const router = useRouter()
  const params = useSearchParams()
  const window = windowName.safeParse(params.get('window')).data ?? null
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

import { redirect } from 'next/navigation'
import { TasksScreen } from '@/components/tasks/tasks-screen'
import { viewHref } from '@/components/views/views.model'
import { getView } from '@/lib/queries/get-view'
import { getRuntime } from '@/lib/runtime'

export const metadata = { title: 'Tasks' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function TasksPage({ searchParams }: Props) {
  const { view, app, ...rest } = await searchParams
  // An address that names a view and nothing else is completed, so that it can be shared and outlives the view.
  if (typeof view === 'string' && typeof app !== 'object' && Object.keys(rest).length === 0) {
    const href = await addressOf(view, app ?? null)
    if (href) redirect(href)
  }
  return <TasksScreen />
}

/** null where there is no such view, or nobody can tell: the screen then says so. */
async function addressOf(id: string, app: string | null): Promise<string | null> {
  try {
    const runtime = await getRuntime()
    return viewHref(await getView(runtime.database, runtime.app(app ?? undefined).config.id, id), app)
  } catch {
    return null
  }
}

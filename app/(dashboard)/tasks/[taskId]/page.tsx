import type { Metadata } from 'next'
import { TaskScreen } from '@/components/task/task-screen'
import { shortenMiddle } from '@/components/ui/shorten-middle'

type Props = { params: Promise<{ taskId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Task ${shortenMiddle(await taskIdOf(params))}` }
}

export default async function TaskPage({ params }: Props) {
  const taskId = await taskIdOf(params)
  // Another id is another page: nothing of the one before may be left over.
  return <TaskScreen key={taskId} taskId={taskId} />
}

/** Next.js hands over the path segment as it stands in the URL; ids may hold slashes, spaces and any letter. */
async function taskIdOf(params: Props['params']): Promise<string> {
  const { taskId } = await params
  try {
    return decodeURIComponent(taskId)
  } catch {
    return taskId
  }
}

import type { Metadata } from 'next'
import { TaskScreen } from '@/components/task/task-screen'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { readSegment } from '@/lib/client/path-segment'

type Props = { params: Promise<{ taskId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Task ${shortenMiddle(readSegment((await params).taskId))}` }
}

export default async function TaskPage({ params }: Props) {
  const taskId = readSegment((await params).taskId)
  // Another id is another page: nothing of the one before may be left over.
  return <TaskScreen key={taskId} taskId={taskId} />
}

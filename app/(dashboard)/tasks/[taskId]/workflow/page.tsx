import type { Metadata } from 'next'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { WorkflowScreen } from '@/components/workflow/workflow-screen'

type Props = { params: Promise<{ taskId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Workflow of ${shortenMiddle(await taskIdOf(params))}` }
}

export default async function WorkflowPage({ params }: Props) {
  const taskId = await taskIdOf(params)
  return <WorkflowScreen key={taskId} taskId={taskId} />
}

async function taskIdOf(params: Props['params']): Promise<string> {
  const { taskId } = await params
  try {
    return decodeURIComponent(taskId)
  } catch {
    return taskId
  }
}

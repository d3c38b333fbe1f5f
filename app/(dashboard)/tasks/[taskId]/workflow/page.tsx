import type { Metadata } from 'next'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { WorkflowScreen } from '@/components/workflow/workflow-screen'
import { readSegment } from '@/lib/client/path-segment'

type Props = { params: Promise<{ taskId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Workflow of ${shortenMiddle(readSegment((await params).taskId))}` }
}

export default async function WorkflowPage({ params }: Props) {
  const taskId = readSegment((await params).taskId)
  return <WorkflowScreen key={taskId} taskId={taskId} />
}

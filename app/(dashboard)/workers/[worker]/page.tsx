import type { Metadata } from 'next'
import { WorkerScreen } from '@/components/workers/worker-screen'
import { readSegment } from '@/lib/client/path-segment'

type Props = { params: Promise<{ worker: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readSegment((await params).worker) }
}

export default async function WorkerPage({ params }: Props) {
  const worker = readSegment((await params).worker)
  return <WorkerScreen key={worker} worker={worker} />
}

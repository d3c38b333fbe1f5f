import type { Metadata } from 'next'
import { WorkerScreen } from '@/components/workers/worker-screen'

type Props = { params: Promise<{ worker: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).worker) }
}

export default async function WorkerPage({ params }: Props) {
  const worker = decodeURIComponent((await params).worker)
  return <WorkerScreen key={worker} worker={worker} />
}

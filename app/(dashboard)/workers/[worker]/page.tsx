import type { Metadata } from 'next'
import { WorkerScreen } from '@/components/workers/worker-screen'

type Props = { params: Promise<{ worker: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await workerOf(params) }
}

export default async function WorkerPage({ params }: Props) {
  const worker = await workerOf(params)
  return <WorkerScreen key={worker} worker={worker} />
}

async function workerOf(params: Props['params']): Promise<string> {
  const { worker } = await params
  try {
    return decodeURIComponent(worker)
  } catch {
    return worker
  }
}

import type { Metadata } from 'next'
import { QueueScreen } from '@/components/queues/queue-screen'
import { readSegment } from '@/lib/client/path-segment'

type Props = { params: Promise<{ name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readSegment((await params).name) }
}

export default async function QueuePage({ params }: Props) {
  return <QueueScreen name={readSegment((await params).name)} />
}

import type { Metadata } from 'next'
import { QueueScreen } from '@/components/queues/queue-screen'

type Props = { params: Promise<{ name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function QueuePage({ params }: Props) {
  return <QueueScreen name={decodeURIComponent((await params).name)} />
}

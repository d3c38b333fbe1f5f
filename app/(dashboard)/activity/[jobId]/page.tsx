import type { Metadata } from 'next'
import { JobScreen } from '@/components/activity/job-screen'
import { readSegment } from '@/lib/client/path-segment'

export const metadata: Metadata = { title: 'Bulk job' }

type Props = { params: Promise<{ jobId: string }> }

export default async function JobPage({ params }: Props) {
  return <JobScreen jobId={readSegment((await params).jobId)} />
}

import type { Metadata } from 'next'
import { FailureScreen } from '@/components/failures/failure-screen'
import { readSegment } from '@/lib/client/path-segment'

export const metadata: Metadata = { title: 'Failure' }

type Props = { params: Promise<{ fingerprint: string }> }

export default async function FailurePage({ params }: Props) {
  return <FailureScreen fingerprint={readSegment((await params).fingerprint)} />
}

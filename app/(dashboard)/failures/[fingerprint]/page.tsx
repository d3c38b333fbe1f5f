import type { Metadata } from 'next'
import { FailureScreen } from '@/components/failures/failure-screen'

export const metadata: Metadata = { title: 'Failure' }

type Props = { params: Promise<{ fingerprint: string }> }

export default async function FailurePage({ params }: Props) {
  return <FailureScreen fingerprint={decodeURIComponent((await params).fingerprint)} />
}

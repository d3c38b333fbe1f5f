import type { Metadata } from 'next'
import { JobsScreen } from '@/components/activity/jobs-screen'

export const metadata: Metadata = { title: 'Bulk jobs' }

export default function JobsPage() {
  return <JobsScreen />
}

import type { Metadata } from 'next'
import { TypesScreen } from '@/components/types/types-screen'

export const metadata: Metadata = { title: 'Types' }

export default function TypesPage() {
  return <TypesScreen />
}

import type { Metadata } from 'next'
import { TypeScreen } from '@/components/types/type-screen'
import { readSegment } from '@/lib/client/path-segment'

type Props = { params: Promise<{ name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readSegment((await params).name) }
}

export default async function TypePage({ params }: Props) {
  return <TypeScreen name={readSegment((await params).name)} />
}

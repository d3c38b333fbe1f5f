import type { Metadata } from 'next'
import { TypeScreen } from '@/components/types/type-screen'

type Props = { params: Promise<{ name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function TypePage({ params }: Props) {
  return <TypeScreen name={decodeURIComponent((await params).name)} />
}

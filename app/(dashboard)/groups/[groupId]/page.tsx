import type { Metadata } from 'next'
import { GroupScreen } from '@/components/groups/group-screen'
import { shortenMiddle } from '@/components/ui/shorten-middle'
import { readSegment } from '@/lib/client/path-segment'

type Props = { params: Promise<{ groupId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Group ${shortenMiddle(readSegment((await params).groupId))}` }
}

export default async function GroupPage({ params }: Props) {
  const groupId = readSegment((await params).groupId)
  return <GroupScreen key={groupId} groupId={groupId} />
}

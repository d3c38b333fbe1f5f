import type { Metadata } from 'next'
import { GroupScreen } from '@/components/groups/group-screen'
import { shortenMiddle } from '@/components/ui/shorten-middle'

type Props = { params: Promise<{ groupId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Group ${shortenMiddle(decodeURIComponent((await params).groupId))}` }
}

export default async function GroupPage({ params }: Props) {
  const groupId = decodeURIComponent((await params).groupId)
  return <GroupScreen key={groupId} groupId={groupId} />
}

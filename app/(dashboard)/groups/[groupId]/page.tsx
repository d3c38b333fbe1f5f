import type { Metadata } from 'next'
import { GroupScreen } from '@/components/groups/group-screen'
import { shortenMiddle } from '@/components/ui/shorten-middle'

type Props = { params: Promise<{ groupId: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Group ${shortenMiddle(await groupIdOf(params))}` }
}

export default async function GroupPage({ params }: Props) {
  const groupId = await groupIdOf(params)
  return <GroupScreen key={groupId} groupId={groupId} />
}

async function groupIdOf(params: Props['params']): Promise<string> {
  const { groupId } = await params
  try {
    return decodeURIComponent(groupId)
  } catch {
    return groupId
  }
}

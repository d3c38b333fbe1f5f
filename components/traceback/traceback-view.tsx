import { TextBlock } from '@/components/json/text-block'
import type { TaskDetail } from '@/lib/contract/tasks'

type Props = { traceback: NonNullable<TaskDetail['traceback']>; rawHref: string }

export function TracebackView({ traceback }: Props) {
  return <TextBlock text={traceback.text} />
}

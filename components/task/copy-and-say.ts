import { copyText } from '@/components/ui/copy-text'
import { toast } from '@/components/ui/toast'

/** Copies, and says so: the menu that was pressed is already gone. */
export async function copyAndSay(text: string, done: string): Promise<void> {
  if (await copyText(text)) toast.success(done)
  else toast.error('The browser refuses the clipboard. Select the text and copy it by hand.')
}

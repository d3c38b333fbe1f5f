import { TextBlock } from '@/components/json/text-block'
import { formatBytes } from '@/components/ui/format-bytes'
import type { TaskDetail } from '@/lib/contract/tasks'

/** The stored bytes as text, to the letter, behind one click. */
export function RawDocument({ task, rawHref }: { task: TaskDetail; rawHref: string }) {
  const { document } = task
  return (
    <details className="group border-line border-t pt-3">
      <summary className="cursor-pointer font-semibold text-body marker:text-faint">
        Stored document <span className="font-normal text-faint text-small">{formatBytes(task.sizeBytes)}</span>
      </summary>
      <div className="mt-2">
        {document ? (
          <TextBlock text={document.text} />
        ) : (
          <p className="text-list text-muted">
            {task.serializer ? `A ${task.serializer} document is no text.` : 'It is not available as text.'}
          </p>
        )}
        {(!document || document.truncated) && (
          <p className="mt-1 text-list text-muted">
            <a href={rawHref} download className="text-fg underline underline-offset-2">
              Download the whole document
            </a>
          </p>
        )}
      </div>
    </details>
  )
}

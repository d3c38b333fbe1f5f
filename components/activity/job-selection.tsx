import clsx from 'clsx'
import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import type { BulkJob } from '@/lib/contract/bulk'
import { selectionWords } from './job-words.model'

/** The tasks a job is about, frozen as they were chosen; a link to those that are still there. */
export function JobSelection({ job, app }: { job: BulkJob; app: string | null }) {
  const { text, note, href, code } = selectionWords(job, app)
  const shown = (
    <span className={clsx('wrap-anywhere', code && 'font-mono text-small')}>
      <InertText text={text} oneLine />
    </span>
  )
  return (
    <>
      {href === null ? (
        shown
      ) : (
        <Link href={href} className="hover:underline">
          {shown}
        </Link>
      )}
      {note && (
        <span className="text-muted text-small wrap-anywhere">
          {' '}
          <InertText text={note} oneLine />
        </span>
      )}
    </>
  )
}

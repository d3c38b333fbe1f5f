import { InertText } from '@/components/json/inert-text'
import type { SearchProblem } from '@/lib/search/syntax-tree'

/** A search with its mistake marked where it is, and a sentence that says what to do. */
export function SearchMistake({ id, text, problem }: { id?: string; text: string; problem: SearchProblem }) {
  const { from, to } = problem.span
  const beginning = from > 60 ? `…${text.slice(from - 50, from)}` : text.slice(0, from)
  const marked = text.slice(from, Math.min(to, from + 60))
  return (
    <div id={id} role="alert" className="flex flex-col gap-1 px-2 py-1.5 text-list">
      <code className="whitespace-pre-wrap break-all font-mono">
        <InertText text={beginning} oneLine />
        <mark className="bg-transparent text-danger underline decoration-danger decoration-wavy underline-offset-4">
          {marked === '' ? '\u00a0\u00a0' : <InertText text={marked} oneLine />}
        </mark>
        <InertText text={text.slice(from + marked.length, from + marked.length + 40)} oneLine />
      </code>
      <span>{problem.message}</span>
    </div>
  )
}

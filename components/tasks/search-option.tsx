import clsx from 'clsx'
import { InertText } from '@/components/json/inert-text'
import { StateMark } from '@/components/ui/state-mark'
import type { SearchOption } from './suggestions.model'

/** One line under the search field. It is chosen on press, before the field loses the focus. */
export function SearchOptionLine(props: {
  id: string
  option: SearchOption
  active: boolean
  searchesArguments: boolean
  onChoose: () => void
}) {
  return (
    <div
      id={props.id}
      role="option"
      tabIndex={-1}
      aria-selected={props.active}
      onPointerDown={(event) => {
        event.preventDefault()
        props.onChoose()
      }}
      className={clsx(
        'flex min-h-8 cursor-default items-center gap-2 rounded-[4px] px-2 text-list hover:bg-hover max-md:min-h-10',
        props.active && 'bg-active',
      )}
    >
      <Words option={props.option} searchesArguments={props.searchesArguments} />
    </div>
  )
}

function Words({ option, searchesArguments }: { option: SearchOption; searchesArguments: boolean }) {
  switch (option.kind) {
    case 'value':
      return (
        <>
          <span className="w-20 shrink-0 text-muted">{option.key}</span>
          {option.key === 'state' && <StateMark state={option.value} />}
          <span className="min-w-0 truncate">
            <InertText text={option.value} oneLine />
          </span>
          {option.means && <span className="min-w-0 truncate text-muted">{option.means}</span>}
        </>
      )
    case 'key':
      return (
        <>
          <code className="w-20 shrink-0 font-mono">{option.key}:</code>
          <span className="min-w-0 truncate text-muted">{option.hint}</span>
        </>
      )
    case 'text':
      return (
        <>
          <span className="w-20 shrink-0 text-muted">search</span>
          <span className="min-w-0 truncate">
            “<InertText text={option.text} oneLine />”{' '}
            <span className="text-muted">
              {searchesArguments ? 'in all that is indexed' : 'in id, name or exception'}
            </span>
          </span>
        </>
      )
    case 'open':
      return (
        <>
          <span className="w-20 shrink-0 text-muted">open task</span>
          <code className="min-w-0 truncate font-mono">
            <InertText text={option.taskId} oneLine />
          </code>
        </>
      )
  }
}

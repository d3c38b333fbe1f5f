'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useMemo, useState } from 'react'
import { taskHref } from '@/lib/client/hrefs'
import { featuresQuery } from '@/lib/client/queries/features'
import { typedWord, withValue } from '@/lib/search/complete-search'
import type { SearchProblem } from '@/lib/search/syntax-tree'
import { SearchMistake } from './search-mistake'
import { SearchOptionLine } from './search-option'
import { mistakeIn } from './search-text.model'
import { type SearchOption, searchOptions } from './suggestions.model'
import { useSuggestions } from './use-suggestions'

/** What the field says of its list to those who do not see it. */
export type Offered = { shown: boolean; active: string | undefined }

export type SearchPanelHandle = {
  /** Whether the key was meant for the list. */
  takeKey(event: KeyboardEvent): boolean
}

type SearchPanelProps = {
  ref: Ref<SearchPanelHandle>
  id: string
  app: string | null
  text: string
  states: string[]
  open: boolean
  problem: SearchProblem | null
  onOpenChange: (open: boolean) => void
  onType: (text: string) => void
  onSearch: (text: string) => void
  onOffer: (offered: Offered) => void
}

/** What is offered for the word being typed, and the mistake in the text. */
export function SearchPanel(props: SearchPanelProps) {
  const { ref, id, app, text, states, open, problem, onOpenChange, onType, onSearch, onOffer } = props
  const router = useRouter()
  const [chosen, setChosen] = useState({ text, at: -1 })
  const word = useMemo(() => typedWord(text), [text])
  const known = useSuggestions(app, word, open)
  const features = useQuery(featuresQuery(app))
  const options = searchOptions(text, word, { ...known, state: states })
  // Whoever types on has chosen nothing yet.
  const active = chosen.text === text && chosen.at < options.length ? chosen.at : -1

  const choose = (option: SearchOption) => {
    const place = word ?? { key: null, typed: '', span: { from: text.length, to: text.length } }
    switch (option.kind) {
      case 'key':
        return onType(`${text.slice(0, place.span.from)}${option.key}:`)
      case 'open':
        onOpenChange(false)
        return router.push(taskHref(app, option.taskId))
      case 'text':
        return onSearch(text)
      case 'value': {
        const completed = withValue(text, place, option.key, option.value, option.wildcard)
        // Between parentheses there may be more to come.
        return mistakeIn(completed) ? onType(completed) : onSearch(completed)
      }
    }
  }
  useImperativeHandle(ref, () => ({
    takeKey(event) {
      const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
      const by = steps[event.key]
      if (by !== undefined && options.length > 0) {
        event.preventDefault()
        onOpenChange(true)
        // One place more than there are options: the text itself.
        setChosen({ text, at: ((active + 1 + by + options.length + 1) % (options.length + 1)) - 1 })
        return true
      }
      if (event.key !== 'Enter' && !(event.key === 'Tab' && active >= 0 && open)) return false
      const wanted = options[active] ?? (options[0]?.kind === 'open' ? options[0] : undefined)
      if (!wanted) return false
      if (event.key === 'Tab') event.preventDefault()
      choose(wanted)
      return true
    },
  }))
  const shown = open && (options.length > 0 || problem !== null)
  const activeId = shown && active >= 0 ? `${id}-${active}` : undefined

  useEffect(() => onOffer({ shown, active: activeId }), [onOffer, shown, activeId])
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  return (
    <div
      hidden={!shown}
      className="absolute inset-x-0 top-full z-30 mt-1 max-h-[min(420px,60dvh)] overflow-y-auto rounded border border-line bg-raised p-1 shadow-float"
    >
      {problem && <SearchMistake id={`${id}-mistake`} text={text} problem={problem} />}
      <div id={id} role="listbox" aria-label="Suggestions" hidden={options.length === 0}>
        {shown &&
          options.map((option, index) => (
            <SearchOptionLine
              key={JSON.stringify(option)}
              id={`${id}-${index}`}
              option={option}
              active={index === active}
              searchesArguments={features.data?.searchesArguments ?? false}
              onChoose={() => choose(option)}
            />
          ))}
      </div>
    </div>
  )
}

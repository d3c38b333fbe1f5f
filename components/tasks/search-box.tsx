'use client'

import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { taskHref } from '@/lib/client/hrefs'
import { featuresQuery } from '@/lib/client/queries/features'
import type { TaskSearch } from '@/lib/client/task-search'
import { typedWord, withValue } from '@/lib/search/complete-search'
import { SearchMistake } from './search-mistake'
import { SearchOptionLine } from './search-option'
import { applySearchText, mistakeIn } from './search-text.model'
import { type SearchOption, searchOptions } from './suggestions.model'
import { useSuggestions } from './use-suggestions'

type SearchBoxProps = {
  search: TaskSearch
  /** States that occur, custom ones among them. */
  states: string[]
  /** Gets the change rather than its outcome: two may come before the page has drawn the first. */
  onChange: (change: (search: TaskSearch) => TaskSearch) => void
  /** Backspace in the empty field: take the last filter away. Gives the text of a search, to be changed. */
  onBackspace?: () => string | null
  /** False where a change leads to another page: nothing may happen before Enter or a choice. */
  stays?: boolean
}

/**
 * A search in the language of docs/search.md. Enter narrows the list by it, arrows choose what is offered for the word
 * being typed; a mistake is marked where it is, and nothing is searched for.
 */
export function SearchBox({ search, states, onChange, onBackspace, stays = true }: SearchBoxProps) {
  const router = useRouter()
  const listId = useId()
  // A search in the address that cannot be understood is there to be mended.
  const [text, setText] = useState(search.q !== null && mistakeIn(search.q) ? search.q : '')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const [tried, setTried] = useState(text !== '')
  const word = useMemo(() => typedWord(text), [text])
  const known = useSuggestions(search.app, word, open)
  const features = useQuery(featuresQuery(search.app))
  const options = searchOptions(text, word, { ...known, state: states })
  const active = at < options.length ? at : -1
  const problem = tried ? mistakeIn(text) : null

  const type = (typed: string) => {
    setText(typed)
    setOpen(true)
    setAt(-1)
    if (mistakeIn(typed) === null) setTried(false)
  }
  const searchFor = (wanted: string) => {
    if (mistakeIn(wanted)) return setTried(true)
    onChange((now) => applySearchText(now, wanted) ?? now)
    type('')
    setOpen(false)
  }
  const choose = (option: SearchOption) => {
    const place = word ?? { key: null, typed: '', span: { from: text.length, to: text.length } }
    switch (option.kind) {
      case 'key':
        return type(`${text.slice(0, place.span.from)}${option.key}:`)
      case 'open':
        setOpen(false)
        return router.push(taskHref(search.app, option.taskId))
      case 'text':
        return searchFor(text)
      case 'value': {
        const completed = withValue(text, place, option.key, option.value, option.wildcard)
        // Between parentheses there may be more to come.
        return mistakeIn(completed) ? type(completed) : searchFor(completed)
      }
    }
  }
  const enter = () => {
    const chosen = options[active] ?? (options[0]?.kind === 'open' ? options[0] : undefined)
    if (chosen) choose(chosen)
    else if (text.trim()) searchFor(text)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const by = steps[event.key]
    if (by !== undefined && options.length > 0) {
      event.preventDefault()
      setOpen(true)
      // One place more than there are options: the text itself.
      setAt(((active + 1 + by + options.length + 1) % (options.length + 1)) - 1)
    } else if (event.key === 'Enter') enter()
    else if (event.key === 'Tab' && active >= 0 && open) {
      event.preventDefault()
      enter()
    } else if (event.key === 'Backspace' && text === '') {
      const last = onBackspace?.()
      if (!last) return
      event.preventDefault()
      type(last)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      if (open) setOpen(false)
      else event.currentTarget.blur()
    }
  }
  const shown = open && (options.length > 0 || problem !== null)

  useEffect(() => {
    if (active >= 0) document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, listId])

  return (
    <div className="relative w-full">
      <Search
        size={15}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
      />
      <input
        data-search
        type="text"
        role="combobox"
        aria-label="Search tasks"
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-invalid={problem !== null}
        aria-describedby={problem ? `${listId}-mistake` : undefined}
        aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        placeholder={stays ? 'Search, or state:FAILURE queue:emails' : 'Search tasks'}
        value={text}
        onChange={(event) => type(event.target.value)}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
        className="h-8 w-full min-w-0 rounded border border-line bg-bg pr-8 pl-8 text-body placeholder:text-faint hover:border-line-strong max-md:h-10 max-md:text-[16px]"
      />
      {text === '' && (
        <span
          aria-hidden="true"
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2 max-md:hidden"
        >
          <Kbd>/</Kbd>
        </span>
      )}
      <div
        hidden={!shown}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-[min(420px,60dvh)] overflow-y-auto rounded border border-line bg-raised p-1 shadow-float"
      >
        {problem && <SearchMistake id={`${listId}-mistake`} text={text} problem={problem} />}
        <div id={listId} role="listbox" aria-label="Suggestions" hidden={options.length === 0}>
          {shown &&
            options.map((option, index) => (
              <SearchOptionLine
                key={JSON.stringify(option)}
                id={`${listId}-${index}`}
                option={option}
                active={index === active}
                searchesArguments={features.data?.searchesArguments ?? false}
                onChoose={() => choose(option)}
              />
            ))}
        </div>
      </div>
    </div>
  )
}

'use client'

import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { taskHref } from '@/lib/client/hrefs'
import type { TaskSearch } from '@/lib/client/task-search'
import { narrow } from './filter-fields'
import { SearchOptionLine } from './search-option'
import { applySearchText, currentWord, takeFinishedWords } from './search-text.model'
import { type SearchOption, searchOptions } from './suggestions.model'
import { useSuggestions } from './use-suggestions'

type SearchBoxProps = {
  search: TaskSearch
  /** States that occur, custom ones among them. */
  states: string[]
  /** Gets the change rather than its outcome: two may come before the page has drawn the first. */
  onChange: (change: (search: TaskSearch) => TaskSearch) => void
  /** Backspace in the empty field: take the last filter away. */
  onBackspace?: () => void
  /** False where a change leads to another page: nothing may happen before Enter or a choice. */
  stays?: boolean
}

/** Free text, or `queue:emails` and its like, which turn into chips. Enter searches, arrows choose what is offered. */
export function SearchBox({ search, states, onChange, onBackspace, stays = true }: SearchBoxProps) {
  const router = useRouter()
  const listId = useId()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const word = useMemo(() => currentWord(text), [text])
  const known = useSuggestions(search.app, word, open)
  const options = searchOptions(text, word, { ...known, state: states })
  const active = at < options.length ? at : -1

  const type = (typed: string) => {
    const finished = stays ? takeFinishedWords(search, typed) : null
    if (finished) onChange((now) => takeFinishedWords(now, typed)?.search ?? now)
    setText(finished ? finished.text : typed)
    setOpen(true)
    setAt(-1)
  }
  const choose = (option: SearchOption | undefined) => {
    if (option?.kind === 'qualifier') return type(option.word)
    if (option?.kind === 'open') {
      setOpen(false)
      return router.push(taskHref(search.app, option.taskId))
    }
    if (option?.kind === 'filter') {
      const rest = word ? text.slice(0, word.start) : text
      // Where this leads away, what stood before the chosen word goes along.
      onChange((now) => narrow(stays ? now : applySearchText(now, rest), option.field, option.value))
      setText(stays ? rest : '')
    } else {
      onChange((now) => applySearchText(now, text))
      setText('')
      setOpen(false)
    }
    setAt(-1)
  }
  const enter = () => {
    if (active >= 0) return choose(options[active])
    const [first] = options
    if (first?.kind === 'open') return choose(first)
    if (text.trim()) choose(undefined)
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
      choose(options[active])
    } else if (event.key === 'Backspace' && text === '') onBackspace?.()
    else if (event.key === 'Escape') {
      event.preventDefault()
      if (open) setOpen(false)
      else event.currentTarget.blur()
    }
  }
  const shown = open && options.length > 0

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
        aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        placeholder={stays ? 'Search, or filter by queue:emails' : 'Search tasks'}
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
        id={listId}
        role="listbox"
        aria-label="Suggestions"
        hidden={!shown}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-[min(420px,60dvh)] overflow-y-auto rounded border border-line bg-raised p-1 shadow-float"
      >
        {shown &&
          options.map((option, index) => (
            <SearchOptionLine
              key={JSON.stringify(option)}
              id={`${listId}-${index}`}
              option={option}
              active={index === active}
              onChoose={() => choose(option)}
            />
          ))}
      </div>
    </div>
  )
}

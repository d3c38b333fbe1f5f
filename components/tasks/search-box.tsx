'use client'

import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { later, useLater } from '@/lib/client/later'
import type { TaskSearch } from '@/lib/client/task-search'
import type { Offered, SearchPanelHandle } from './search-panel'
import { applySearchText, mistakeIn } from './search-text.model'

const panelPart = later(() => import('./search-panel'))
const nothingOffered: Offered = { shown: false, active: undefined }

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
  const listId = useId()
  // A search in the address that cannot be understood is there to be mended.
  const [text, setText] = useState(search.q !== null && mistakeIn(search.q) ? search.q : '')
  const [open, setOpen] = useState(false)
  const [tried, setTried] = useState(text !== '')
  const [offered, setOffered] = useState(nothingOffered)
  const panel = useRef<SearchPanelHandle>(null)
  const Panel = useLater(panelPart, open)?.SearchPanel
  const problem = tried ? mistakeIn(text) : null

  const type = (typed: string) => {
    setText(typed)
    setOpen(true)
    if (mistakeIn(typed) === null) setTried(false)
  }
  const searchFor = (wanted: string) => {
    if (mistakeIn(wanted)) return setTried(true)
    onChange((now) => applySearchText(now, wanted) ?? now)
    type('')
    setOpen(false)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || panel.current?.takeKey(event)) return
    if (event.key === 'Enter') {
      if (text.trim()) searchFor(text)
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
        aria-expanded={offered.shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-invalid={problem !== null}
        aria-describedby={problem ? `${listId}-mistake` : undefined}
        aria-activedescendant={offered.active}
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
      {Panel && (
        <Panel
          ref={panel}
          id={listId}
          app={search.app}
          text={text}
          states={states}
          open={open}
          problem={problem}
          onOpenChange={setOpen}
          onType={type}
          onSearch={searchFor}
          onOffer={setOffered}
        />
      )}
    </div>
  )
}

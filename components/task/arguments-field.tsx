'use client'

import clsx from 'clsx'
import { useRef } from 'react'
import { WordButton } from '@/components/json/word-button'
import { parsePythonJson } from '@/lib/celery/python-json'
import { writePythonJson } from '@/lib/celery/write-python-json'
import type { TextFault } from './arguments.model'
import { Field } from './field'

type Props = {
  id: string
  label: string
  value: string
  onChange: (value: string) => void
  fault: TextFault | null
  /** The text before anybody edited it, where there is a way back to it. */
  original?: string
  placeholder: string
}

const text =
  'whitespace-pre-wrap [overflow-wrap:anywhere] px-2.5 py-1.5 font-mono text-[13px] leading-5 max-md:text-[16px]'

/** A small editor for JSON in Python's dialect. It marks the first mistake where it stands, and grows with its text. */
export function ArgumentsField({ id, label, value, onChange, fault, original, placeholder }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)

  function goToFault() {
    if (!fault) return
    area.current?.focus()
    area.current?.setSelectionRange(fault.position, Math.min(fault.position + 1, value.length))
  }

  function format() {
    const parsed = parsePythonJson(value)
    if (parsed.kind === 'parsed') onChange(writePythonJson(parsed.value, { indent: 2 }))
  }

  return (
    <Field
      id={id}
      label={label}
      aside={
        <span>
          {original !== undefined && value !== original && (
            <WordButton onClick={() => onChange(original)}>undo edits</WordButton>
          )}
          <WordButton onClick={format} disabled={fault !== null} className="disabled:opacity-50">
            indent
          </WordButton>
        </span>
      }
      fault={
        fault && (
          <button type="button" onClick={goToFault} className="text-left hover:underline">
            {value.trim() === '' ? '' : `Line ${fault.line}, column ${fault.column}: `}
            {fault.message}
          </button>
        )
      }
    >
      <div
        className={clsx(
          'grid max-h-72 overflow-y-auto rounded border bg-bg hover:border-line-strong has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-(--accent)',
          fault && value.trim() !== '' ? 'border-danger' : 'border-line',
        )}
      >
        {/* The same text behind the field gives it its height and carries the mark of the mistake. */}
        <div aria-hidden="true" className={clsx(text, 'pointer-events-none col-start-1 row-start-1 text-transparent')}>
          <Marked text={value} at={value.trim() === '' ? null : (fault?.position ?? null)} />
        </div>
        <textarea
          ref={area}
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={fault !== null}
          aria-describedby={`${id}-note`}
          placeholder={placeholder}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          rows={2}
          className={clsx(
            text,
            'col-start-1 row-start-1 resize-none overflow-hidden bg-transparent outline-none placeholder:text-faint',
          )}
        />
      </div>
    </Field>
  )
}

function Marked({ text, at }: { text: string; at: number | null }) {
  // A last line that is empty has no height of its own.
  if (at === null) return <>{`${text}\n`}</>
  const end = (text.codePointAt(at) ?? 0) > 0xffff ? at + 2 : at + 1
  const marked = text.slice(at, end)
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-[2px] bg-danger-subtle text-transparent underline decoration-danger decoration-wavy">
        {marked === '' || marked === '\n' ? ' ' : marked}
      </mark>
      {marked === '\n' ? '\n' : ''}
      {`${text.slice(end)}\n`}
    </>
  )
}

'use client'

import { useId, useState } from 'react'
import { Field } from '@/components/task/field'
import { formatCompact, formatNumber } from '@/components/ui/format-number'
import { Money } from '@/components/ui/money'
import { Section } from '@/components/ui/section'
import { TextInput } from '@/components/ui/text-input'
import type { CalculatorPrices } from '@/lib/cost/calculators'
import { type Calculator, calculate, calculators, readField } from './calculators.model'

type Props = { prices: CalculatorPrices; region: string | null; basis: string }

/** What habits cost that no bucket shows: polling for results and for messages. */
export function Calculators({ prices, region, basis }: Props) {
  return (
    <Section title="Calculators" aside="for 30 days, before the free tier">
      <div className="grid gap-x-8 gap-y-4 border-line border-t pt-3 lg:grid-cols-3">
        {calculators.map((calculator) => (
          <CalculatorForm key={calculator.key} calculator={calculator} prices={prices} region={region} basis={basis} />
        ))}
      </div>
    </Section>
  )
}

function CalculatorForm({ calculator, prices, region, basis }: Props & { calculator: Calculator }) {
  const id = useId()
  const [texts, setTexts] = useState<Record<string, string>>({})
  const answer = calculate(calculator, texts, prices)
  const unpriced = prices === null ? basis : `No SQS price was checked for ${region}.`
  return (
    <fieldset className="flex min-w-0 flex-col">
      <legend className="font-semibold text-list">{calculator.title}</legend>
      <p className="mt-1 text-muted text-small lg:min-h-12">{calculator.note}</p>
      <div className="mt-1 grid grid-cols-2 gap-x-3">
        {calculator.fields.map((field) => {
          const text = texts[field.key] ?? field.initial
          const read = readField(field, text)
          return (
            <Field
              key={field.key}
              id={`${id}-${field.key}`}
              label={field.label}
              fault={'fault' in read ? read.fault : null}
            >
              <TextInput
                id={`${id}-${field.key}`}
                inputMode={field.whole ? 'numeric' : 'decimal'}
                autoComplete="off"
                value={text}
                aria-invalid={'fault' in read}
                aria-describedby={`${id}-${field.key}-note`}
                onChange={(event) => setTexts({ ...texts, [field.key]: event.target.value })}
              />
            </Field>
          )
        })}
      </div>
      <output className="mt-auto block border-line border-t py-2 text-list">
        {answer === null ? (
          <span className="text-muted">Correct the fields above.</span>
        ) : (
          <>
            <span className="font-semibold">
              <Money dollars={answer.dollars} basis={answer.dollars === null ? unpriced : basis} /> a month
            </span>
            <span className="text-muted" data-hint={formatNumber(answer.requests)}>
              {' '}
              for {formatCompact(answer.requests)} requests
            </span>
          </>
        )}
      </output>
    </fieldset>
  )
}

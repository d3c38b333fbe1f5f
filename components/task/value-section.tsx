import { ValueView } from '@/components/json/value-view'
import type { JsonValue } from '@/lib/contract/tasks'

type Props = { title: string; name: string; value: JsonValue | null; rawHref: string; absent: string }

/** A part of the page that is one value; where there is none, the reason. */
export function ValueSection({ title, name, value, rawHref, absent }: Props) {
  const heading = <h2 className="font-semibold text-body">{title}</h2>
  return (
    <section className="border-line border-t pt-2">
      {value ? (
        <ValueView value={value} name={name} rawHref={rawHref} heading={heading} />
      ) : (
        <>
          <div className="flex min-h-8 items-center">{heading}</div>
          <p className="text-list text-muted">{absent}</p>
        </>
      )}
    </section>
  )
}

import { InertText } from '@/components/json/inert-text'
import { splitTaskName } from './row-words.model'

/** The module gives way before the function: of "shop.reports.tasks.customer_statement" the end is what tells tasks apart. */
export function TaskName({ name }: { name: string }) {
  const { module, leaf } = splitTaskName(name)
  return (
    <>
      {module && (
        <span className="min-w-0 truncate font-normal text-muted">
          <InertText text={module} oneLine />
        </span>
      )}
      <span className="max-w-full shrink-0 truncate">
        <InertText text={leaf} oneLine />
      </span>
    </>
  )
}

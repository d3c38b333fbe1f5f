import { Section } from '@/components/ui/section'
import type { TaskDetail } from '@/lib/contract/tasks'
import { unknownGroups } from './unknown.model'

/** What this page cannot show, and what would change that. */
export function NotKnown({ unknown }: { unknown: TaskDetail['unknown'] }) {
  const groups = unknownGroups(unknown)
  if (groups.length === 0) return null
  return (
    <Section title="Not known">
      <ul className="flex flex-col gap-2 text-list">
        {groups.map((group) => (
          <li key={group.fields.join()}>
            <span className="block first-letter:uppercase">{group.fields.join(', ')}</span>
            <span className="block text-muted text-small">
              {group.reason}
              {group.setting && (
                <>
                  {' '}
                  Set <code className="rounded-[3px] bg-active px-1 font-mono text-fg">{group.setting}</code>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

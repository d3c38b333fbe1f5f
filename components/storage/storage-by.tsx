import Link from 'next/link'
import { InertText } from '@/components/json/inert-text'
import { ofType } from '@/components/types/type-table'
import { Section } from '@/components/ui/section'
import { StateBadge } from '@/components/ui/state-badge'
import { stateColor } from '@/components/ui/state-color'
import { typeHref, typesHref } from '@/lib/client/hrefs'
import { tasksHref } from '@/lib/client/task-search'
import type { Storage } from '@/lib/contract/storage'
import { unnamedType } from '@/lib/contract/values'
import { ageBands, classTerms, otherThan, restOf } from './storage.model'
import { type StoredBar, StoredBars } from './stored-bars'

type Props = { storage: Storage; app: string | null }

/** Everything ever stored that is still there; the largest first, since that is what can be saved. */
const everything = { window: 'all', sort: 'sizeBytes' } as const

/** The ten largest types, what is left, and saved groups. */
export function StorageByType({ storage, app }: Props) {
  const { types, tasks, groups, total, basis } = storage
  const rows = types.map(({ name, ...stored }): StoredBar => {
    return {
      ...stored,
      key: name ?? unnamedType,
      label: (
        <Link href={typeHref(app, name)} className="hover:underline" data-hint={name ?? undefined}>
          {name === null ? <span className="text-muted">{unnamedType}</span> : <InertText text={name} oneLine />}
        </Link>
      ),
      href: tasksHref({ app, ...everything, ...ofType(name) }),
    }
  })
  const rest = restOf(tasks, types)
  if (rest) {
    const q = otherThan(types.map(({ name }) => name))
    const label = (
      <Link href={`${typesHref(app)}${app ? '&' : '?'}sort=stored`} className="text-muted hover:underline">
        all other types
      </Link>
    )
    const href = q === null ? null : tasksHref({ app, ...everything, q })
    rows.push({ ...rest, key: ' rest', label, href, why: 'A search for all of them would be too long.' })
  }
  if (groups.objects > 0) {
    const label = (
      <span className="text-muted" data-hint="Objects under celery-taskset-meta-: which tasks belong to a saved group.">
        saved groups
      </span>
    )
    rows.push({ ...groups, key: ' groups', label, href: null, why: 'Groups are no tasks, so no search lists them.' })
  }
  return (
    <Section title="By type" className="min-w-0">
      <StoredBars heading="Type" rows={rows} totalBytes={total.bytes} basis={basis} />
    </Section>
  )
}

export function StorageByState({ storage, app }: Props) {
  const rows = storage.states.map(({ state, ...stored }): StoredBar => {
    return {
      ...stored,
      key: state,
      label: <StateBadge state={state} />,
      href: tasksHref({ app, ...everything, state: [state] }),
      color: stateColor(state),
    }
  })
  return (
    <Section title="By state" className="min-w-0">
      <StoredBars heading="State" rows={rows} totalBytes={storage.tasks.bytes} basis={storage.basis} />
    </Section>
  )
}

export function StorageByClass({ storage, app }: Props) {
  const { classes, groups, total, basis } = storage
  const only = classes.length === 1
  const rows = classes.map(({ storageClass, terms, ...stored }): StoredBar => {
    return {
      ...stored,
      key: storageClass,
      label: storageClass,
      note: terms && classTerms(terms),
      // Tasks cannot be searched by class; where there is but one, all tasks are those of it.
      href: only && groups.objects === 0 ? tasksHref({ app, ...everything }) : null,
      why: only ? 'Counts saved groups too, which are no tasks.' : 'Tasks cannot be searched by storage class.',
    }
  })
  return (
    <Section title="By storage class" className="min-w-0">
      <StoredBars heading="Class" rows={rows} totalBytes={total.bytes} basis={basis} />
    </Section>
  )
}

/** How old what is stored is: S3 keeps a result until somebody deletes it. */
export function StorageAges({ storage, app }: Props) {
  const rows = ageBands(storage.ages, storage.at).map(({ label, from, to, ...stored }): StoredBar => {
    const window = from === null && to === null ? 'all' : null
    return { ...stored, key: label, label, href: tasksHref({ app, from, to, window, sort: 'sizeBytes' }) }
  })
  return (
    <Section title="By age" className="min-w-0" aside="days in UTC">
      <StoredBars heading="Age" rows={rows} totalBytes={storage.tasks.bytes} basis={storage.basis} />
    </Section>
  )
}

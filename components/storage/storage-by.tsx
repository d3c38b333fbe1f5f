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
import { ageBands, restOf } from './storage.model'
import { type StoredBar, StoredBars } from './stored-bars'

type Props = { storage: Storage; app: string | null }

/** Everything ever stored that is still there; the largest first, since that is what can be saved. */
const everything = { window: 'all', sort: 'sizeBytes' } as const

/** The ten largest types, and what is left. */
export function StorageByType({ storage, app }: Props) {
  const { types, total, basis } = storage
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
  const rest = restOf(total, types)
  if (rest) {
    const all = `${typesHref(app)}${app ? '&' : '?'}sort=stored`
    rows.push({ ...rest, key: ' rest', label: <span className="text-muted">all other types</span>, href: all })
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
      <StoredBars heading="State" rows={rows} totalBytes={storage.total.bytes} basis={storage.basis} />
    </Section>
  )
}

export function StorageByClass({ storage, app }: Props) {
  const only = storage.classes.length === 1
  const rows = storage.classes.map(({ storageClass, ...stored }): StoredBar => {
    return {
      ...stored,
      key: storageClass,
      label: storageClass,
      // Tasks cannot be searched by class; where there is but one, all tasks are those of it.
      href: only ? tasksHref({ app, ...everything }) : null,
    }
  })
  return (
    <Section title="By storage class" className="min-w-0">
      <StoredBars heading="Class" rows={rows} totalBytes={storage.total.bytes} basis={storage.basis} />
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
      <StoredBars heading="Age" rows={rows} totalBytes={storage.total.bytes} basis={storage.basis} />
    </Section>
  )
}

import type { Ability } from '@/lib/contract/common'
import type { Features } from '@/lib/contract/features'
import type { AppParts, Runtime } from '@/lib/runtime'
import { version } from '@/package.json'

const yes: Ability = { ok: true, reason: null }
const no = (reason: string): Ability => ({ ok: false, reason })

/** What can be done here, told once so that routes and buttons agree: each ability is a method of a port being there. */
export function getFeatures({ config, apps }: Runtime, app: AppParts): Features {
  const change = (ability: Ability): Ability =>
    config.readOnly ? no('This dashboard is read-only (READ_ONLY=true).') : ability
  const noBroker = no('No broker is configured: set CELERY_BROKER_URL to sqs://.')
  const send = app.broker?.send ? yes : noBroker
  const ofBroker = (has: unknown): Ability =>
    has ? yes : app.broker ? no(`${app.broker.label} has no such call.`) : noBroker
  return {
    version,
    demo: config.demo,
    readOnly: config.readOnly,
    apps: [app, ...apps.filter((other) => other !== app)].map((each) => ({
      id: each.config.id,
      label: each.config.label,
      store: each.store.label,
      broker: each.broker?.label ?? null,
    })),
    archive: config.forget.archive === null ? null : { days: config.forget.archive.days },
    searchesArguments: config.indexArguments,
    actions: {
      forget: change(app.store.delete ? yes : no('This result store cannot delete.')),
      retry: change(send),
      send: change(send),
      sync: change(yes),
      sample: change(ofBroker(app.broker?.borrow)),
      resend: change(ofBroker(app.broker?.borrow && app.broker.send)),
      redrive: change(ofBroker(app.broker?.startRedrive)),
      purge: change(ofBroker(app.broker?.purge)),
      deleteQueue: change(ofBroker(app.broker?.deleteQueue)),
    },
  }
}

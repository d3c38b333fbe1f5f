/** What a person asks for, and the path that answers it. */
export type ApiRequest = { title: string; path: string }

const search = (title: string, q: string, rest = ''): ApiRequest => ({
  title: `Search: ${title}`,
  path: `/tasks?limit=50&q=${encodeURIComponent(q)}${rest}`,
})

/** The requests that are timed: every screen that adds up, and searches of ten kinds. */
export function apiRequests(): ApiRequest[] {
  const windows = ['1h', '24h', '7d', '30d', '90d']
  const over = (title: string, path: string, among = windows) =>
    among.map((window) => ({ title: `${title}, ${window}`, path: `${path}?window=${window}` }))
  return [
    ...over('Types', '/types'),
    ...over('One type', '/types/shop.mail.send_0'),
    ...over('Failures', '/failures', ['24h', '7d', '90d']),
    { title: 'Failures, matrix', path: '/failures/matrix' },
    ...over('One failure', '/failures/0000000000000001', ['24h', '90d']),
    ...over('Overview', '/overview'),
    ...over('Workers', '/workers', ['24h', '90d']),
    { title: 'Tasks, newest', path: '/tasks?limit=50' },
    { title: 'Tasks, counts by state', path: '/states' },
    search('state and type prefix', 'state:FAILURE type:shop.mail.*'),
    search('a rare combination', 'worker:worker-3@shop queue:mail-queue retries:>0 state:SUCCESS'),
    search('exception prefix, retried', 'exc:Timeout* retries:>0'),
    search('common word', 'invoice'),
    search('rare word', 'customer4711'),
    search('phrase and state', '"backend c" state:FAILURE'),
    search('without a word', 'state:SUCCESS -invoice'),
    search('size and run time', 'size:>100kB runtime:>10s'),
    search('or, not, parentheses', '(state:RETRY OR state:FAILURE) -type:shop.mail.* finished:<7d'),
    search('nothing matches', 'type:shop.mail.send_0 worker:worker-1@shop exc:CardDeclined size:>500MB'),
    search('part of an id', 'id:00a*'),
    search('slowest of a type', 'type:shop.orders.charge_9', '&sort=runtimeSeconds'),
    search('largest', 'queue:images-queue', '&sort=sizeBytes'),
    search('unfinished, oldest first', 'is:unfinished', '&order=asc'),
    search('a group', 'group:group-7'),
  ]
}

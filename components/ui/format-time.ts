const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dateAndYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** "just now", "12 s ago", "3 min ago", "2 h ago", "3 d ago", then the date in UTC; "in 3 min" for what is to come. */
export function formatRelative(atMs: number, nowMs: number): string {
  const ago = nowMs - atMs
  const distance = Math.abs(ago)
  if (distance < 5_000) return ago < 0 ? 'now' : 'just now'
  if (distance >= 30 * day) {
    const sameYear = new Date(atMs).getUTCFullYear() === new Date(nowMs).getUTCFullYear()
    return (sameYear ? date : dateAndYear).format(atMs)
  }
  const text = coarse(distance)
  return ago < 0 ? `in ${text}` : `${text} ago`
}

/** The age alone: "12 s", "3 min", "2 h", "3 d". */
export function formatAge(atMs: number, nowMs: number): string {
  return coarse(Math.max(0, nowMs - atMs))
}

function coarse(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / 1000)} s`
  if (ms < hour) return `${Math.floor(ms / minute)} min`
  if (ms < day) return `${Math.floor(ms / hour)} h`
  return `${Math.floor(ms / day)} d`
}

/** "2026-11-21 12:03:20 UTC", with milliseconds where there are any. */
export function formatUtc(atMs: number): string {
  const [whole = '', fraction = ''] = new Date(atMs).toISOString().replace('T', ' ').replace('Z', '').split('.')
  return `${whole}${fraction === '000' ? '' : `.${fraction}`} UTC`
}

/** "2026-11-21 17:48:20 GMT+5:45", in the zone of this machine: only in the browser, and never while hydrating. */
export function formatLocal(atMs: number): string {
  const at = new Date(atMs)
  const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value
  const ymd = [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join('-')
  return `${ymd} ${formatClock(atMs)}${zone ? ` ${zone}` : ''}`
}

/** "17:48:20", in the zone of this machine. */
export function formatClock(atMs: number): string {
  const at = new Date(atMs)
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(pad).join(':')
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

import { AppError } from '@/lib/errors'

/** The part of the configuration that decides who may ask for what. */
export type AccessRules = { host: string; allowedHosts: string[]; readOnly: boolean }

/**
 * The check before every answer. A page of another site can let its own name point to this machine (DNS rebinding) and
 * then read everything as "same origin". So a dashboard that listens on loopback only answers to loopback names and to
 * ALLOWED_HOSTS; one that listens on other addresses checks names where ALLOWED_HOSTS is set.
 */
export function checkHost(request: Request, { host, allowedHosts }: AccessRules): void {
  if (!isLoopback(host) && allowedHosts.length === 0) return
  const name = hostOf(request)
  if (isLoopback(name) || name === host || allowedHosts.includes(name)) return
  throw new AppError(
    'unknown_host',
    `This dashboard does not answer to the host name "${name.slice(0, 100)}". Add it to ALLOWED_HOSTS if it is yours.`,
  )
}

/**
 * The check before every change. Browsers say where a request comes from (Sec-Fetch-Site, Origin); another site's page
 * must not forget or retry with the reader's network position. Clients that are no browsers send neither header.
 */
export function checkMutation(request: Request, { readOnly, allowedHosts }: AccessRules): void {
  if (readOnly) {
    throw new AppError('read_only', 'This dashboard is read-only (READ_ONLY=true). Nothing was changed.')
  }
  const site = request.headers.get('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') throw crossOrigin()
  const origin = request.headers.get('origin')
  if (origin !== null && !isOwnOrigin(origin, request, allowedHosts)) throw crossOrigin()
}

/** A proxy may pass on another Host than the browser addressed; then the browser's name is one of ALLOWED_HOSTS. */
function isOwnOrigin(origin: string, request: Request, allowedHosts: string[]): boolean {
  if (!URL.canParse(origin)) return false
  const { host, hostname } = new URL(origin)
  return host === (request.headers.get('host') ?? new URL(request.url).host) || allowedHosts.includes(hostname)
}

/** The name a client addressed, without the port. */
function hostOf(request: Request): string {
  const host = request.headers.get('host')
  const url = `http://${host}`
  return host !== null && URL.canParse(url) ? new URL(url).hostname : new URL(request.url).hostname
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
}

function crossOrigin(): AppError {
  return new AppError(
    'cross_origin',
    'Changes are accepted from the dashboard’s own pages only, not from another site.',
  )
}

import { AppError } from '@/lib/errors'

/**
 * The check before every change. Browsers say where a request comes from (Sec-Fetch-Site, Origin); another site's page
 * must not forget or retry with the reader's network position. Clients that are no browsers send neither header.
 */
export function checkMutation(request: Request, readOnly: boolean): void {
  if (readOnly) {
    throw new AppError('read_only', 'This dashboard is read-only (READ_ONLY=true). Nothing was changed.')
  }
  const site = request.headers.get('sec-fetch-site')
  if (site && site !== 'same-origin' && site !== 'none') throw crossOrigin()
  const origin = request.headers.get('origin')
  if (origin !== null && !isOwnOrigin(origin, request)) throw crossOrigin()
}

function isOwnOrigin(origin: string, request: Request): boolean {
  if (!URL.canParse(origin)) return false
  // Behind a proxy the URL Next.js builds may carry the inner host; the Host header is what the browser addressed.
  const hosts = [request.headers.get('x-forwarded-host'), request.headers.get('host'), new URL(request.url).host]
  return hosts.includes(new URL(origin).host)
}

function crossOrigin(): AppError {
  return new AppError(
    'cross_origin',
    'Changes are accepted from the dashboard’s own pages only, not from another site.',
  )
}

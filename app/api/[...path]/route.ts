import { json } from '@/lib/api/route'

/** Whatever is asked for under /api and does not exist is answered as JSON too, not by a page. */
function nothingHere(request: Request): Response {
  const message = `There is no ${request.method} ${new URL(request.url).pathname.slice(0, 200)}. See docs/api.md.`
  return json({ error: { code: 'not_found', message } }, 404)
}

export { nothingHere as DELETE, nothingHere as GET, nothingHere as PATCH, nothingHere as POST, nothingHere as PUT }

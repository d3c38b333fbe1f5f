/** The process is up. Nothing else is asked, so that a slow database does not get a healthy process restarted. */
export function GET(): Response {
  return new Response('ok\n')
}

/**
 * The name behind a segment of the page's path; ids may hold slashes, spaces and any letter. Next.js hands it over as it stands
 * in the URL, or, where its router got there by a link and the id has a `%`, decoded already: then it is no encoding.
 */
export function readSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** "3f2a…91c0": both ends of an id stay readable. Short ids stay whole; characters are never cut in half. */
export function shortenMiddle(text: string, keep = 4): string {
  const characters = Array.from(text)
  if (characters.length <= keep * 2 + 3) return text
  return `${characters.slice(0, keep).join('')}…${characters.slice(-keep).join('')}`
}

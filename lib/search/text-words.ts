const longestWord = 64
const mostWords = 600

/**
 * The words of a text, in its order: lower case, composed (NFC), each a longest run of letters, marks and digits. The
 * same for what is indexed and for what is searched. Words end after 64 characters, texts after 600 words.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [word] of text
    .normalize('NFC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    // By code points: half a surrogate pair is no character.
    words.push(word.length <= longestWord ? word : [...word.slice(0, 2 * longestWord)].slice(0, longestWord).join(''))
    if (words.length === mostWords) break
  }
  return words
}

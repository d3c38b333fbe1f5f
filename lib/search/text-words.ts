const longestWord = 64
const mostWords = 600

/**
 * The words of a text, in its order: lower case, composed (NFC), each a longest run of letters, marks and digits. The
 * same for what is indexed and for what is searched. Words end after 64 characters, texts after 600 words.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  // Before the first separator there may be nothing. Split, because matches would be objects, made by the million.
  for (const word of text
    .normalize('NFC')
    .toLowerCase()
    .split(separators, mostWords + 1)) {
    if (word === '') continue
    // By code points: half a surrogate pair is no character.
    words.push(word.length <= longestWord ? word : [...word.slice(0, 2 * longestWord)].slice(0, longestWord).join(''))
    if (words.length === mostWords) break
  }
  return words
}

const separators = /[^\p{L}\p{M}\p{N}]+/u

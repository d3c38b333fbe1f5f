import type { TaskResult } from '@/lib/celery/result'
import { wordsOf } from '@/lib/search/text-words'

const searched = 2_048

/** The words of the first 2,048 characters of arguments and result each. */
export function valueWords({ args, kwargs, result, exception }: TaskResult): string[] {
  const texts = [args, kwargs, exception ? null : result]
  return texts.flatMap((text) => (text === null ? [] : wordsOf(plainText(text.slice(0, searched)))))
}

/** JSON as Celery writes it has escapes for everything but ASCII. */
function plainText(json: string): string {
  return json
    .replace(/\\u([0-9a-f]{4})|\\./gi, (_, hex) => (hex ? String.fromCharCode(Number.parseInt(hex, 16)) : ' '))
    .replace(/"__(?:type|value)__"/g, ' ')
}

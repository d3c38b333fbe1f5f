import { FoldedText } from './folded-text'

const wholeScreen = { characters: 5_000, lines: 100 }

/** Text as it is, in monospace, wrapped, and in portions where it is very long. */
export function TextBlock({ text }: { text: string }) {
  return (
    <div className="rounded border border-line bg-subtle px-3 py-2 font-mono text-[12.5px] leading-5">
      <FoldedText text={text} fold={wholeScreen} />
    </div>
  )
}

import { CopyWord } from '@/components/json/copy-word'
import { hexDump, hexDumpText } from './hex-dump.model'

/** The first bytes of something that could not be read. */
export function HexDump({ hex }: { hex: string }) {
  const lines = hexDump(hex)
  return (
    <div className="rounded border border-line bg-subtle">
      <div className="flex items-center justify-between border-line border-b px-3 py-1 text-muted text-small">
        First {hex.length / 2} bytes
        <CopyWord word="copy" label="Copy the bytes" text={() => hexDumpText(lines)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <pre tabIndex={0} className="overflow-x-auto px-3 py-2 font-mono text-[12.5px] leading-5">
        {lines.map((line) => (
          <div key={line.offset} className="flex gap-4 whitespace-pre">
            <span className="text-faint">{line.offset}</span>
            <span>{line.hex.join(' ').padEnd(47)}</span>
            <span className="text-muted">{line.text}</span>
          </div>
        ))}
      </pre>
    </div>
  )
}

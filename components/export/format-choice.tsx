import { useId } from 'react'
import { type ExportFormat, exportFormats } from './export.model'

export function FormatChoice({ value, onChange }: { value: ExportFormat; onChange: (format: ExportFormat) => void }) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-1 font-semibold text-list">Format</legend>
      {(Object.keys(exportFormats) as ExportFormat[]).map((format) => (
        <label key={format} className="flex min-h-8 cursor-pointer items-start gap-2 py-1.5 max-md:min-h-10">
          <input
            type="radio"
            name={name}
            value={format}
            checked={format === value}
            onChange={() => onChange(format)}
            className="mt-1 accent-(--accent)"
          />
          <span>
            {exportFormats[format].label}
            <span className="block text-muted text-small">{exportFormats[format].note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

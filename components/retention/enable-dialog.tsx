import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatBytes } from '@/components/ui/format-bytes'
import { formatCount } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import type { RetentionPreview } from '@/lib/contract/retention'

/** Asks once before results are forgotten by the clock: with what the first run takes. */
export function EnableDialog(props: {
  preview: RetentionPreview | undefined
  archive: boolean
  saving: boolean
  onEnable: () => void
  onClose: () => void
}) {
  const { preview, archive, saving, onEnable, onClose } = props
  const rules = preview?.rules ?? []
  const objects = formatCount(
    rules.reduce((sum, rule) => sum + rule.objects, 0),
    rules.every(({ exact }) => exact),
  )
  const bytes = formatBytes(rules.reduce((sum, rule) => sum + rule.bytes, 0))
  return (
    <Dialog
      open
      locked={saving}
      onOpenChange={(open) => !open && onClose()}
      title="Forget results by these rules?"
      description={
        preview
          ? `The first run forgets ${objects} results (${bytes}), and each later run what has grown too old by then.`
          : 'Counting what the first run would forget…'
      }
      footer={
        <>
          <Button onClick={onClose} disabled={saving}>
            Cancel
          </Button>
          <Button look="danger" disabled={!preview || saving} onClick={onEnable}>
            {saving ? 'Saving…' : 'Switch on'}
          </Button>
        </>
      }
    >
      <Notice tone={archive ? 'info' : 'warn'}>
        {archive
          ? 'A copy goes to the archive first and can be restored from Activity until it expires.'
          : 'What a run has forgotten cannot be brought back.'}
      </Notice>
      {preview?.warnings.map((warning) => (
        <Notice key={warning} tone="warn" className="mt-2">
          {warning}
        </Notice>
      ))}
    </Dialog>
  )
}
